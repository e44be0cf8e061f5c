namespace Gateway.Messages;

/// <summary>An exchange; the header carries its number.</summary>
public struct VenueDefined : IFields
{
    /// <summary>Key.</summary>
    public Text16 Name;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("name", ref Name);
    }
}
