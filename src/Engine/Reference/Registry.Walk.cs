using Gateway.Engine.Orders;
using Gateway.Engine.State;

namespace Gateway.Engine.Reference;

sealed partial class Registry
{
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        AccountNames.Walk(ref walker);
        Symbols.Walk(ref walker);
        GroupNames.Walk(ref walker);
        Assets.Walk(ref walker);
        WalkRates(ref walker);
        SelfTradeGroups.Walk(ref walker);
        Strategies.Walk(ref walker);
        foreach (ref var session in Sessions.AsSpan()) session.Walk(ref walker);
        foreach (ref var venue in Venues.AsSpan()) venue.Walk(ref walker);
        WalkAccounts(ref walker);
        WalkGroups(ref walker);
        WalkInstruments(ref walker);
        WalkRoutes(ref walker);
    }

    void WalkRates<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var number = 0; number < Assets.Count; number++)
        {
            walker.BeginItem();
            walker.Named(NameKind.Asset, ref number);
            walker.Number(ref Rates[number]);
            walker.EndItem();
        }

        walker.EndSet();
    }

    void WalkAccounts<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var number = 0; number < AccountNames.Count; number++)
        {
            walker.BeginItem();
            walker.Named(NameKind.Account, ref number);
            Accounts[number].Walk(ref walker);
            walker.EndItem();
        }

        walker.EndSet();
    }

    void WalkGroups<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var number = 0; number < GroupNames.Count; number++)
        {
            walker.BeginItem();
            walker.Named(NameKind.Group, ref number);
            Groups[number].Walk(ref walker);
            foreach (ref var member in MembersOf(number)) member.Walk(ref walker);
            walker.EndItem();
        }

        walker.EndSet();
    }

    void WalkInstruments<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var number = 0; number < Symbols.Count; number++)
        {
            walker.BeginItem();
            walker.Named(NameKind.Instrument, ref number);
            Instruments[number].Walk(ref walker);
            walker.EndItem();
        }

        walker.EndSet();
    }

    void WalkRoutes<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref RouteCount);
        walker.BeginSet();
        foreach (ref var route in Routes.AsSpan(0, RouteCount))
        {
            walker.BeginItem();
            route.Walk(ref walker);
            walker.EndItem();
        }

        walker.EndSet();
    }

    /// <summary>The books, after the orders that rest in them: each order learns its new place.</summary>
    internal void WalkBooks<TWalker>(OrderTable orders, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var number = 0; number < Symbols.Count; number++)
        {
            walker.BeginItem();
            walker.Named(NameKind.Instrument, ref number);
            WalkBook(number, orders, ref walker);
            walker.EndItem();
        }

        walker.EndSet();
    }

    void WalkBook<TWalker>(int instrument, OrderTable orders, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        WalkStops(instrument, orders, ref walker);
        var exists = Books[instrument] is not null;
        walker.Flag(ref exists);
        if (!exists) return;
        var book = BookOf(instrument);
        book.Walk(ref walker);
        if (!TWalker.Loads) return;
        foreach (var resting in book.Orders(Matching.BookSide.Buy)) orders[resting.User].Handle = resting.Handle;
        foreach (var resting in book.Orders(Matching.BookSide.Sell)) orders[resting.User].Handle = resting.Handle;
    }

    void WalkStops<TWalker>(int instrument, OrderTable orders, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var waits = Stops[instrument] is { Count: > 0 };
        walker.Flag(ref waits);
        if (!waits) return;
        var waiting = StopsOf(instrument).Waiting;
        waiting.Walk(ref walker);
        if (!TWalker.Loads) return;
        foreach (var stop in waiting.Orders(Matching.BookSide.Buy)) orders[stop.User].Handle = stop.Handle;
        foreach (var stop in waiting.Orders(Matching.BookSide.Sell)) orders[stop.User].Handle = stop.Handle;
    }
}
