namespace Gateway.Messages;

/// <summary>A strategy is enabled or disabled, for one account or for all (R004).</summary>
public struct StrategySwitched : IFields
{
    /// <summary>Which.</summary>
    public Text16 Strategy;

    /// <summary>For which account; empty for all that have no word of their own.</summary>
    public Text16 Account;

    /// <summary>It may send orders.</summary>
    public bool Enabled;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Text("strategy", ref Strategy);
        visitor.Text("account", ref Account);
        visitor.Flag("enabled", ref Enabled);
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
    }
}
