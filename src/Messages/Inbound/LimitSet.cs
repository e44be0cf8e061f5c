namespace Gateway.Messages;

/// <summary>A risk limit is set or changed.</summary>
public struct LimitSet : IFields
{
    /// <summary>Number of the rule: 21 for R021.</summary>
    public ushort Rule;

    /// <summary>What it applies to.</summary>
    public ScopeKind Scope;

    /// <summary>Which of them; empty for all of the kind.</summary>
    public Text24 Key;

    /// <summary>In force.</summary>
    public bool Enabled;

    /// <summary>The limit, in the rule's unit.</summary>
    public long Value;

    /// <summary>A second parameter of the rule.</summary>
    public long Value2;

    /// <summary>Window or age in nanoseconds.</summary>
    public long WindowNanos;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <summary>A third parameter of the rule.</summary>
    public long Value3;

    /// <summary>Which of the rule's steps, from 0: a rule with steps has a limit, a window and a consequence for each.</summary>
    public ushort Tier;

    /// <summary>Free text.</summary>
    public Text64 Why;

    /// <summary>For a time only: at <see cref="Until"/> the limit that was there before comes back.</summary>
    public bool Override;

    /// <summary>End of an override.</summary>
    public Timestamp Until;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("rule", ref Rule);
        visitor.Word("scope", ref Scope);
        visitor.Text("key", ref Key);
        visitor.Flag("enabled", ref Enabled);
        visitor.Number("value", ref Value);
        visitor.Number("value2", ref Value2);
        visitor.Number("windowNanos", ref WindowNanos);
        visitor.Text("by", ref By);
        visitor.Number("value3", ref Value3);
        visitor.Number("tier", ref Tier);
        visitor.Text("why", ref Why);
        visitor.Flag("override", ref Override);
        visitor.Time("until", ref Until);
    }
}
