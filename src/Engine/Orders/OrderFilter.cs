using Gateway.Messages;

namespace Gateway.Engine.Orders;

/// <summary>Which orders a request about many of them means; -1, 0 and none stand for any.</summary>
struct OrderFilter
{
    internal int Owner;     // Of the session.
    internal int Instrument;
    internal int Account;
    internal int Strategy;
    internal int Venue;
    internal int Group;     // Number + 1.
    internal Side Direction;

    internal static OrderFilter All => new() { Owner = -1, Instrument = -1, Account = -1, Strategy = -1, Venue = -1 };

    internal readonly bool Matches(ref readonly Order order, EngineState state)
        => (Owner < 0 || state.Registry.Sessions[order.Session].Owner == Owner)
           && (Instrument < 0 || order.Instrument == Instrument)
           && (Account < 0 || order.Account == Account)
           && (Strategy < 0 || order.Strategy == Strategy)
           && (Venue < 0 || (order.VenueLeg != 0 && !order.IsParent && state.Legs[order.VenueLeg].Venue == Venue))
           && (Group == 0 || order.Group == Group)
           && (Direction == Side.None || order.Direction == Direction);

    /// <summary>Narrows the filter to what a request names; empty texts and no side mean any.</summary>
    internal static Rejection Narrow(ref OrderFilter filter, EngineState state, in Text24 symbol, in Text16 account, Side side)
    {
        if (!FixedText.IsEmpty(in symbol) && (filter.Instrument = state.Registry.Symbols.Find(in symbol)) < 0)
            return Rejection.Of(RejectReason.UnknownInstrument);
        if (!FixedText.IsEmpty(in account) && (filter.Account = state.Registry.AccountNames.Find(in account)) < 0)
            return Rejection.Of(RejectReason.UnknownAccount);
        if (side != Side.None) filter.Direction = CandidateFactory.DirectionOf(side);
        return default;
    }

    /// <summary>How many of a session's own orders it means; an allocation counts as one.</summary>
    internal readonly int Count(ushort session, EngineState state)
    {
        var count = 0;
        for (var slot = state.Registry.Sessions[session].FirstOrder; slot != 0; slot = state.Orders.Next(slot))
            if (MatchesOwn(slot, state))
                count++;
        return count;
    }

    /// <summary>Whether it means this order and the client knows it: children of an allocation are the gateway's own.</summary>
    internal readonly bool MatchesOwn(int slot, EngineState state) => state.Orders[slot].Parent == 0 && Matches(in state.Orders[slot], state);
}
