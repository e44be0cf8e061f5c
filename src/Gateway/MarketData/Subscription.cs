using Gateway.Engine.Matching;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.MarketData;

/// <summary>What a market data request asks for, the same for all its instruments.</summary>
readonly record struct MarketDataTerms
{
    /// <summary>Once, or from now on.</summary>
    internal MarketDataAction Action { get; init; }

    /// <summary>Levels of each side; 0 for all.</summary>
    internal int Depth { get; init; }

    /// <summary>Each order for itself.</summary>
    internal bool PerOrder { get; init; }

    /// <summary>Every update is a snapshot (265=0).</summary>
    internal bool FullRefresh { get; init; }

    internal bool Bids { get; init; }

    internal bool Offers { get; init; }

    internal bool Trades { get; init; }

    internal bool Auction { get; init; }

    /// <summary>What the market is doing (SecurityStatusRequest), and nothing else.</summary>
    internal bool Status { get; init; }

    internal bool WantsBook => Bids || Offers;

    internal bool Wants(byte entryType) => entryType switch
    {
        EntryType.Bid => Bids,
        EntryType.Offer => Offers,
        EntryType.Trade => Trades,
        _ => Auction,
    };
}

/// <summary>A market data or security status request of a session that is up.</summary>
sealed class Subscription(int number, StrategySession session, Text64 mdReqId, MarketDataTerms terms)
{
    /// <summary>Its number while the session is up; never used again.</summary>
    internal int Number => number;

    internal StrategySession Session => session;

    internal Text64 MdReqId => mdReqId;

    internal MarketDataTerms Terms => terms;

    /// <summary>One for each instrument.</summary>
    internal List<SubscriptionLine> Lines { get; } = [];

    /// <summary>Instruments that the core has accepted.</summary>
    internal int Accepted { get; set; }

    /// <summary>No longer wanted; what is still under way for it is passed over.</summary>
    internal bool IsOver { get; set; }
}

/// <summary>How much of its book a line has been sent.</summary>
enum LineStage : byte
{
    /// <summary>Its snapshot is due: it is new, or it was too slow and its increments have collapsed.</summary>
    Due,

    /// <summary>The snapshot is longer than one message: what lies up to the cursor is sent and kept up to date.</summary>
    Sending,

    /// <summary>Increments follow.</summary>
    Live,
}

/// <summary>One instrument of a subscription.</summary>
sealed class SubscriptionLine(Subscription subscription, Text24 symbol)
{
    internal Subscription Subscription => subscription;

    internal Text24 Symbol => symbol;

    internal BookImage? Image { get; set; }

    internal BookTop? Top { get; set; }

    internal LineStage Stage { get; set; }

    /// <summary>RptSeq (83) of the last entry; a snapshot carries that of the last change it holds.</summary>
    internal long Sequence { get; set; }

    /// <summary>Version of the image that the snapshot was taken from.</summary>
    internal int Version { get; set; }

    /// <summary>Whether it stands in the list of lines to serve.</summary>
    internal bool IsListed { get; set; }

    internal SnapshotCursor Cursor;
}

/// <summary>How far a long snapshot has come: best price first, bids before offers.</summary>
struct SnapshotCursor
{
    internal BookSide Side;
    internal long Ticks;
    internal long Joined;       // Of the order sent last; all of the level when it is sent by price.
    internal int Handle;        // Of that order, in the image.
    internal bool AtBest;

    internal static SnapshotCursor Start => new() { AtBest = true };

    /// <summary>Whether the subscriber knows the place of an entry, so that its change has to be sent.</summary>
    internal readonly bool HasPassed(in MarketDataEntry entry)
    {
        if (entry.Side != Side) return entry.Side == BookSide.Buy;
        if (AtBest) return false;
        if (entry.PriceTicks == Ticks) return entry.Joined <= Joined;
        return Side == BookSide.Buy ? entry.PriceTicks > Ticks : entry.PriceTicks < Ticks;
    }
}
