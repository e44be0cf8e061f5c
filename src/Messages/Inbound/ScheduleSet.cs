namespace Gateway.Messages;

/// <summary>
/// The next instants of a scope's calendar. The core knows no time zones: whoever does says the next ones, again after each has passed.
/// A scope without instants of its own takes the firm's.
/// </summary>
public struct ScheduleSet : IFields
{
    /// <summary>What it applies to.</summary>
    public ScopeKind Scope;

    /// <summary>Which; empty for the firm.</summary>
    public Text24 Key;

    /// <summary>When the day's counters, results and lockouts end; zero for 00:00 UTC. Once passed it is taken again 24 hours later.</summary>
    public Timestamp ResetAt;

    /// <summary>Start of the present or next trading session; zero for none.</summary>
    public Timestamp OpensAt;

    /// <summary>Its end.</summary>
    public Timestamp ClosesAt;

    /// <summary>Who.</summary>
    public Text16 By;

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Word("scope", ref Scope);
        visitor.Text("key", ref Key);
        visitor.Time("resetAt", ref ResetAt);
        visitor.Time("opensAt", ref OpensAt);
        visitor.Time("closesAt", ref ClosesAt);
        visitor.Text("by", ref By);
    }
}
