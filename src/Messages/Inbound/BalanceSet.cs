namespace Gateway.Messages;

/// <summary>An account's holding of an asset is set (opening balance, deposit, reconciliation).</summary>
public struct BalanceSet : IFields
{
    /// <summary>The account.</summary>
    public Text16 Account;

    /// <summary>The asset.</summary>
    public Text16 Asset;

    /// <summary>The new total.</summary>
    public Money Amount;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("account", ref Account);
        visitor.Text("asset", ref Asset);
        visitor.Money("amount", ref Amount);
        visitor.Text("by", ref By);
    }
}
