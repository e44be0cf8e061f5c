using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>
/// An order, open or recently done: what is touched on every step of its life. Its ClOrdID follows in <see cref="OrderText"/>, what few have in <see cref="OrderTerms"/>.
/// Prices, quantities and money in units of 1e-8.
/// </summary>
struct Order
{
    internal long OrderId;          // 0: the slot is free.
    internal long Correlation;      // Sequence of the inbound message that began it.
    internal long Price;
    internal long Quantity;
    internal long Cum;
    internal Int128 Turnover;       // Sum of price times quantity of all fills, 1e-16.
    internal long AveragePrice;

    internal long ValuationPrice;   // At what its leaves are valued while it is open.
    internal long OpenNotional;     // Leaves at that price, in the money that limits are in.
    internal long OpeningNotional;  // The part of it that opens or enlarges the position.
    internal long Opening;          // The quantity of that part.
    internal long Working;          // Leaves counted as working; more than its leaves while a replace to more is pending.
    internal long Claim;            // What it reserves, in the asset that its side pays with.

    internal int Position;
    internal int StrategyShare;     // Number + 1 of its strategy's and its group's share; 0 for none.
    internal int GroupShare;
    internal int Account;           // -1 for the parent of an allocation.
    internal int Group;             // Number + 1 of the group of a parent; 0 for none.
    internal int Instrument;
    internal int Strategy;          // -1 for none.
    internal int Handle;            // In the book; 0 when it does not rest.
    internal int VenueLeg;          // At a venue; 0 when it is not.
    internal int Parent;            // Slot of the allocation's parent, valid while that slot holds ParentId.
    internal long ParentId;
    internal int FirstChild;        // Open children of a parent.
    internal int NextChild;
    internal ushort Session;

    internal Side Side;
    internal OrderType Type;
    internal TimeInForce TimeInForce;
    internal OrderFlags Flags;
    internal SelfTradePrevention SelfTradePrevention;
    internal OrdStatus Status;      // Without the pending states, which are the venue leg's.
    internal bool Done;
    internal bool IsParent;
    internal bool ClaimEnds;        // R062: its claim has an end of its own, see its text.
    internal bool Waiting;          // A stop order before its trigger: its handle is in the stop book.

    /// <summary>Still open, nothing of what a venue has filled beyond it; of a parent what its open children have left.</summary>
    internal readonly long Leaves => Done ? 0 : IsParent ? Working : Math.Max(0, Quantity - Cum);

    /// <summary>Leaves as the client is told: never more than its order, also while a parent's children at venues wait to become less.</summary>
    internal readonly long ReportedLeaves => IsParent ? Math.Clamp(Quantity - Cum, 0, Leaves) : Leaves;

    /// <summary>Buy or sell, with short sales as sells.</summary>
    internal readonly Side Direction => Side == Side.Buy ? Side.Buy : Side.Sell;

    /// <summary>Adds a fill to the sums.</summary>
    internal void AddFill(long price, long quantity)
    {
        Cum += quantity;
        Turnover += FixedMath.BigMul(price, quantity);
        // All at one price needs no division, and is the usual case.
        AveragePrice = Turnover == FixedMath.BigMul(price, Cum) ? price : FixedMath.DivideHalfEven(Turnover, Cum);
        if (Cum >= Quantity) Status = OrdStatus.Filled; // Also a late fill of what was cancelled in between.
        else if (!Done) Status = OrdStatus.PartiallyFilled;
    }

    /// <summary>All but the id, by which the table tells a free slot, and the place in the book, which the book gives.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref Correlation);
        walker.Number(ref Price);
        walker.Number(ref Quantity);
        walker.Number(ref Cum);
        walker.Big(ref Turnover);
        walker.Number(ref AveragePrice);
        walker.Number(ref ValuationPrice);
        walker.Number(ref OpenNotional);
        walker.Number(ref OpeningNotional);
        walker.Number(ref Opening);
        walker.Number(ref Working);
        walker.Number(ref Claim);
        walker.Place(ref Position);
        walker.Place(ref StrategyShare);
        walker.Place(ref GroupShare);
        walker.Named(NameKind.Account, ref Account);
        var group = Group - 1;
        walker.Named(NameKind.Group, ref group);
        Group = group + 1;
        walker.Named(NameKind.Instrument, ref Instrument);
        walker.Named(NameKind.Strategy, ref Strategy);
        walker.Place(ref VenueLeg);
        walker.Place(ref Parent);
        walker.Number(ref ParentId);
        walker.Place(ref FirstChild);
        walker.Place(ref NextChild);
        walker.Number(ref Session);
        walker.Word(ref Side);
        walker.Word(ref Type);
        walker.Word(ref TimeInForce);
        walker.Word(ref Flags);
        walker.Word(ref SelfTradePrevention);
        walker.Word(ref Status);
        walker.Flag(ref Done);
        walker.Flag(ref IsParent);
        walker.Flag(ref Waiting);
        walker.Flag(ref ClaimEnds);
    }
}
