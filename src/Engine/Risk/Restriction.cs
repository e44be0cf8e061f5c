using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>What rules have imposed on a scope beside the state that operators set; each stands until its cause or an operator ends it.</summary>
[Flags]
enum Restriction : ushort
{
    None = 0,

    /// <summary>R061: the margin left is below its buffer.</summary>
    Margin = 1 << 0,

    /// <summary>R096: the venue's books differ from ours.</summary>
    Reconciliation = 1 << 1,

    /// <summary>R033: too many executions in one direction.</summary>
    RepeatedExecution = 1 << 2,

    /// <summary>R077: too many losses in a row or refused orders.</summary>
    RejectStorm = 1 << 3,

    /// <summary>R090: the venue no longer lets us trade.</summary>
    VenueAuth = 1 << 4,

    /// <summary>R092: silence.</summary>
    Heartbeat = 1 << 5,

    /// <summary>R100: the journal takes no more orders.</summary>
    Journal = 1 << 6,
}

/// <summary>What a restriction means.</summary>
static class Restrictions
{
    const Restriction ReduceOnly = Restriction.Margin | Restriction.Reconciliation;

    /// <summary>Those that an operator ends by setting the scope active; the others end with their cause.</summary>
    internal const Restriction OperatorEnds = Restriction.Reconciliation | Restriction.RepeatedExecution | Restriction.RejectStorm | Restriction.VenueAuth | Restriction.Heartbeat;

    internal static TradingState StateOf(Restriction restrictions)
        => restrictions == Restriction.None ? TradingState.Active : (restrictions & ~ReduceOnly) == 0 ? TradingState.ReduceOnly : TradingState.CancelOnly;

    /// <summary>The reason that an order hears: of several the strictest.</summary>
    internal static RejectReason ReasonOf(Restriction restrictions)
    {
        if ((restrictions & Restriction.Journal) != 0) return RejectReason.JournalUnavailable;
        if ((restrictions & Restriction.VenueAuth) != 0) return RejectReason.VenueAuthLost;
        if ((restrictions & Restriction.RepeatedExecution) != 0) return RejectReason.RepeatedExecution;
        if ((restrictions & Restriction.RejectStorm) != 0) return RejectReason.RejectStorm;
        if ((restrictions & Restriction.Heartbeat) != 0) return RejectReason.HeartbeatLost;
        return (restrictions & Restriction.Reconciliation) != 0 ? RejectReason.ReconMismatch : RejectReason.MarginBuffer;
    }

    /// <summary>The restriction that a rule imposes by message; none when it imposes none.</summary>
    internal static Restriction Of(int rule) => rule switch
    {
        100 => Restriction.Journal,
        _ => Restriction.None,
    };
}
