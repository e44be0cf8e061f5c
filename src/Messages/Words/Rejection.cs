namespace Gateway.Messages;

/// <summary>What a rule, limit or state applies to.</summary>
public enum ScopeKind : byte
{
    /// <summary>No scope.</summary>
    None,

    /// <summary>Everything.</summary>
    Firm,

    /// <summary>One FIX session, by its CompID.</summary>
    Session,

    /// <summary>One account.</summary>
    Account,

    /// <summary>One strategy.</summary>
    Strategy,

    /// <summary>One instrument, by its symbol.</summary>
    Instrument,

    /// <summary>One venue.</summary>
    Venue,

    /// <summary>One allocation group.</summary>
    Group,
}

/// <summary>A "no" as a value: reason, scope, limit and what was observed. Default means "yes".</summary>
public struct Rejection
{
    /// <summary>Why; <see cref="RejectReason.None"/> when nothing was refused.</summary>
    public RejectReason Reason;

    /// <summary>Whose rule it was.</summary>
    public ScopeKind Scope;

    // Written with the value like any field: of what lies between fields, a copy takes whatever was on the stack.
#pragma warning disable CS0169, CA1823, IDE0051
    readonly byte _filler1;
    readonly uint _filler2;
#pragma warning restore CS0169, CA1823, IDE0051

    /// <summary>The limit, in the reason's <see cref="RejectUnit"/>.</summary>
    public long Limit;

    /// <summary>What was found, in the same unit.</summary>
    public long Observed;

    /// <summary>Key of the scope: an account, a symbol, a CompID; of a full table, which has no scope, its name.</summary>
    public Text24 Key;

    /// <summary>A refusal without values.</summary>
    public static Rejection Of(RejectReason reason) => new() { Reason = reason };

    /// <summary>A refusal with its limit and the observed value.</summary>
    public static Rejection Of(RejectReason reason, long limit, long observed)
        => new() { Reason = reason, Limit = limit, Observed = observed };

    /// <summary>The same refusal with its scope.</summary>
    public readonly Rejection At(ScopeKind scope, Text24 key) => this with { Scope = scope, Key = key };

    /// <summary>Whether the reason belongs to a rule that counts up to its limit, so that something may be left of it.</summary>
    public readonly bool HasHeadroom
        => Scope != ScopeKind.None && Reason.Rule() is 20 or 21 or 31 or 35 or 36 or 37 or (>= 50 and <= 55) or 60 or 62 or 63 or 95;

    /// <summary>What was left of the limit, in its unit: below zero what the request has too much; 0 for rules without headroom.</summary>
    public readonly long Headroom => HasHeadroom ? (long)Int128.Clamp((Int128)Limit - Observed, long.MinValue, long.MaxValue) : 0;

    /// <summary>True when something was refused.</summary>
    public readonly bool IsRejected => Reason != RejectReason.None;
}
