namespace Gateway.Messages;

/// <summary>An operator has the configuration read again; the instruments and rates that change by it name this message as their act.</summary>
public struct ReloadRequested : IFields
{
    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
    }
}
