namespace Gateway.Messages;

/// <summary>An allocation group begins; its members follow.</summary>
public struct GroupDefined : IFields
{
    /// <summary>Key.</summary>
    public Text16 Group;

    /// <summary>How quantities are shared.</summary>
    public AllocationPolicy Policy;

    /// <summary>How many <see cref="GroupMember"/> follow.</summary>
    public ushort Members;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("group", ref Group);
        visitor.Word("policy", ref Policy);
        visitor.Number("members", ref Members);
    }
}
