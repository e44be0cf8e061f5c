using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>Who and what there is: everything that configuration traffic defines, by name and by dense number.</summary>
sealed partial class Registry : IDisposable
{
    internal Registry(EngineLimits limits)
    {
        Sessions = new Session[limits.SessionsMax + 1];
        Venues = new Venue[limits.VenuesMax + 1];
        AccountNames = new(limits.AccountsMax);
        Accounts = new Account[limits.AccountsMax];
        Symbols = new(limits.InstrumentsMax);
        Instruments = new Instrument[limits.InstrumentsMax];
        Books = new Book?[limits.InstrumentsMax];
        Stops = new StopBook?[limits.InstrumentsMax];
        GroupNames = new(limits.GroupsMax);
        Groups = new Group[limits.GroupsMax];
        LegsMax = limits.LegsMax;
        Members = new Member[limits.GroupsMax * limits.LegsMax];
        Assets = new(limits.AssetsMax);
        Rates = new long[limits.AssetsMax];
        Rates.AsSpan().Fill(FixedPoint.One);
        SelfTradeGroups = new(limits.SelfTradeGroupsMax);
        Strategies = new(limits.StrategiesMax);
        Routes = new Route[limits.RoutesMax];
        Store = new OrderStore(new OrderStoreOptions { OrdersMax = limits.OrdersMax, NodesMax = limits.BookNodesMax });
    }

    public void Dispose() => Store.Dispose();

    internal OrderStore Store { get; }

    internal Session[] Sessions { get; }
    internal Venue[] Venues { get; }
    internal TextIndex<Text16> AccountNames { get; }
    internal Account[] Accounts { get; }
    internal TextIndex<Text24> Symbols { get; }
    internal Instrument[] Instruments { get; }
    internal Book?[] Books { get; }
    internal StopBook?[] Stops { get; }
    internal TextIndex<Text16> GroupNames { get; }
    internal Group[] Groups { get; }
    internal Member[] Members { get; }
    internal int LegsMax { get; }
    internal TextIndex<Text16> Assets { get; }

    /// <summary>Of each asset that is a currency: its worth in the money that limits are in, units of 1e-8.</summary>
    internal long[] Rates { get; }

    internal TextIndex<Text16> SelfTradeGroups { get; }
    internal TextIndex<Text16> Strategies { get; }
    internal Route[] Routes { get; }
    internal int RouteCount;

    internal bool KnowsSession(ushort number) => number < Sessions.Length && Sessions[number].Defined;

    internal bool KnowsVenue(ushort number) => number < Venues.Length && Venues[number].Defined;

    /// <summary>The name of an order's strategy; empty for none.</summary>
    internal Text16 StrategyOf(ref readonly Orders.Order order) => order.Strategy >= 0 ? Strategies[order.Strategy] : default;

    internal Span<Member> MembersOf(int group) => Members.AsSpan(group * LegsMax, Groups[group].Members);

    internal Book BookOf(int instrument) => Books[instrument] ??= new Book(Store);

    /// <summary>Whether quotes rather than trades set off the stop orders of an instrument.</summary>
    internal bool FollowsQuotes(int instrument)
        => Instruments[instrument].StopTrigger == StopTrigger.BestQuote || Instruments[instrument].Matching == MatchingPlace.Routed;

    internal StopBook StopsOf(int instrument) => Stops[instrument] ??= new StopBook(Store);

    /// <summary>The number of the route of an instrument at a venue, or -1.</summary>
    internal int FindRoute(int instrument, ushort venue)
    {
        for (var next = Instruments[instrument].FirstRoute; next != 0; next = Routes[next - 1].Next)
            if (Routes[next - 1].Venue == venue)
                return next - 1;
        return -1;
    }

    /// <summary>The session whose scope a session of this CompID shares: the first one that had it.</summary>
    internal int OwnerOf(ushort number, in Text32 compId)
    {
        foreach (ref var session in Sessions.AsSpan())
            if (session.Defined && session.CompId == compId)
                return session.Owner;
        return number;
    }

    /// <summary>The number of a session by its CompID, or -1.</summary>
    internal int FindSession(in Text24 compId)
    {
        for (var number = 0; number < Sessions.Length; number++)
            if (Sessions[number].Defined && Texts.Narrow(in Sessions[number].CompId) == compId)
                return number;
        return -1;
    }

    /// <summary>The number of a venue by its name, or -1.</summary>
    internal int FindVenue(in Text24 name)
    {
        for (var number = 0; number < Venues.Length; number++)
            if (Venues[number].Defined && Texts.Widen(in Venues[number].Name) == name)
                return number;
        return -1;
    }
}
