namespace Gateway.Messages;

/// <summary>What an outbound message is; the values are part of the journal's format.</summary>
public enum OutboundKind : byte
{
    /// <summary>An empty slot; never journaled.</summary>
    None = 0,

    /// <summary>The state or a change of an order (FIX 8).</summary>
    ExecutionReport = 1,

    /// <summary>A cancel or replace request is refused (FIX 9).</summary>
    CancelReject = 2,

    /// <summary>The answer to a mass cancel (FIX r); one execution report for each order follows.</summary>
    MassCancelReport = 3,

    /// <summary>One leg of an allocation, for the run history and for FIX P.</summary>
    AllocationReport = 4,

    /// <summary>One position as the answer to a request (FIX AP, AO).</summary>
    PositionReport = 5,

    /// <summary>A request to an exchange; the header carries its number.</summary>
    VenueOrder = 20,

    /// <summary>Something the risk engine did on its own: a lockout, a state, a limit, an enforcement.</summary>
    RiskEvent = 21,

    /// <summary>The state of an instrument's market, or what its auction call would trade now.</summary>
    MarketStatus = 23,

    /// <summary>A position after a change.</summary>
    PositionSnapshot = 22,

    /// <summary>The answer to an operator's act.</summary>
    OperatorReport = 40,
}
