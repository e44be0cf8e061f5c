namespace Gateway.Messages;

/// <summary>One account of an allocation group.</summary>
public struct GroupMember : IFields
{
    /// <summary>The group.</summary>
    public Text16 Group;

    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>Weight, or lots under a fixed policy.</summary>
    public int Weight;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("group", ref Group);
        visitor.Text("account", ref Account);
        visitor.Number("weight", ref Weight);
    }
}
