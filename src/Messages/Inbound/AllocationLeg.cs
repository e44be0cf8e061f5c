namespace Gateway.Messages;

/// <summary>One account of a pre-trade allocation (FIX 79/80); stands before its order, without a gap.</summary>
public struct AllocationLeg : IFields
{
    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>Its part; zero lets the policy decide.</summary>
    public Quantity Quantity;

    /// <summary>Its weight, when the policy is weighted.</summary>
    public int Weight;

    /// <summary>The client's id of the allocation (FIX 70), the same with each leg; empty when it gave none.</summary>
    public Text64 AllocId;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("account", ref Account);
        visitor.Quantity("quantity", ref Quantity);
        visitor.Number("weight", ref Weight);
        visitor.Text("allocId", ref AllocId);
    }
}
