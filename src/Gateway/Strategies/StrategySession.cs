using Gateway.Fix.Codec;
using Gateway.Configuration;
using Gateway.Fix.Session;

namespace Gateway.Strategies;

/// <summary>How far the egress has come in the outbound log; shared by all sessions of one egress.</summary>
sealed class EgressProgress
{
    /// <summary>Sequence of the last outbound message given to the sessions.</summary>
    internal long Sequence { get; set; }
}

/// <summary>A strategy's session as the gateway knows it: its number in the journal and its FIX session.</summary>
sealed class StrategySession(ushort number, SessionId id, SessionConfiguration settings, EgressProgress progress)
{
    /// <summary>Number in the headers of messages.</summary>
    internal ushort Number => number;

    /// <summary>Who speaks to whom, seen from the gateway.</summary>
    internal SessionId Id => id;

    /// <summary>What the configuration says of it.</summary>
    internal SessionConfiguration Settings => settings;

    /// <summary>Read-only: receives copies of reports.</summary>
    internal bool DropCopy => settings.DropCopy;

    /// <summary>What it may see.</summary>
    internal required SessionView View { get; init; }

    /// <summary>How its application messages are written.</summary>
    internal FixDialect Dialect { get; } = id.BeginString switch
    {
        "FIX.4.0" or "FIX.4.1" or "FIX.4.2" => FixDialect.Fix42,
        "FIX.4.3" or "FIX.4.4" => FixDialect.Fix44,
        _ => FixDialect.Fix50,
    };

    /// <summary>Where the egress stands.</summary>
    internal EgressProgress Progress => progress;

    /// <summary>What its refused requests may take of a journal with little room.</summary>
    internal RefusalAllowance Refusals;

    /// <summary>Its numbers and sent messages.</summary>
    internal StrategyStore Store { get; set; } = null!;

    /// <summary>The FIX session.</summary>
    internal FixSession Fix { get; set; } = null!;
}
