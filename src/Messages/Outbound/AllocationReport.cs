namespace Gateway.Messages;

/// <summary>One leg of an allocation, or with leg 0 the whole that was refused before it had legs: the run's history, and FIX P for the session.</summary>
public struct AllocationReport : IFields
{
    /// <summary>The parent's id.</summary>
    public Text64 ClOrdId;

    /// <summary>The group, or empty.</summary>
    public Text16 Group;

    /// <summary>The account of this leg.</summary>
    public Text16 Account;

    /// <summary>The parent.</summary>
    public long ParentOrderId;

    /// <summary>The child, or 0 when refused.</summary>
    public long ChildOrderId;

    /// <summary>The leg's target.</summary>
    public Quantity Quantity;

    /// <summary>Number of the leg, from 1; 0 for the whole.</summary>
    public ushort Leg;

    /// <summary>How many legs.</summary>
    public ushort Legs;

    /// <summary>Why the leg was refused, if it was.</summary>
    public Rejection Rejection;

    /// <summary>The client's id of the allocation; empty when it gave none.</summary>
    public Text64 AllocId;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("clOrdId", ref ClOrdId);
        visitor.Text("group", ref Group);
        visitor.Text("account", ref Account);
        visitor.Number("parentOrderId", ref ParentOrderId);
        visitor.Number("childOrderId", ref ChildOrderId);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Number("leg", ref Leg);
        visitor.Number("legs", ref Legs);
        RejectionFields.Visit(ref Rejection, ref visitor);
        visitor.Text("allocId", ref AllocId);
    }
}
