namespace Gateway.Messages;

/// <summary>A scope is opened, restricted or halted.</summary>
public struct TradingStateSet : IFields
{
    /// <summary>What it applies to.</summary>
    public ScopeKind Scope;

    /// <summary>Which; empty for the firm.</summary>
    public Text24 Key;

    /// <summary>The new state.</summary>
    public TradingState State;

    /// <summary>Cancel working orders of the scope as well.</summary>
    public bool CancelWorking;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <summary>The rule that restricts, 100 for R100: its restriction stands beside what operators set. 0 for an operator.</summary>
    public ushort Rule;

    /// <summary>Only another person than <see cref="By"/> may release it.</summary>
    public bool SecondPerson;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("scope", ref Scope);
        visitor.Text("key", ref Key);
        visitor.Word("state", ref State);
        visitor.Flag("cancelWorking", ref CancelWorking);
        visitor.Text("by", ref By);
        visitor.Text("why", ref Why);
        visitor.Number("rule", ref Rule);
        visitor.Flag("secondPerson", ref SecondPerson);
    }
}
