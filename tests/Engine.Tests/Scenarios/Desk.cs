using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Collects what the engine says.</summary>
struct ListOutbox(List<Outbound> said) : IOutbox
{
    Outbound[] _slot = new Outbound[1];

    public ref Outbound Claim()
    {
        _slot[0] = default;
        return ref _slot[0];
    }

    public readonly void Commit()
    {
        _slot[0].Sequence = said.Count + 1;
        said.Add(_slot[0]);
    }
}

/// <summary>An engine with two or three strategies, accounts and instruments, and short words to trade with.</summary>
sealed class Desk : IDisposable
{
    internal const long Second = 1_000_000_000;

    readonly List<Outbound> _said = [];
    ListOutbox _outbox;
    long _sequence;
    int _read;

    internal Desk(EngineLimits? limits = null, bool configured = true)
    {
        Engine = new ExecutionEngine(limits ?? Small);
        _outbox = new ListOutbox(_said);
        if (configured) Configure();
    }

    internal static EngineLimits Small => new()
    {
        OrdersMax = 256, DoneOrdersMax = 128, ClientIdsMax = 4096, SessionsMax = 16, AccountsMax = 16, StrategiesMax = 16, InstrumentsMax = 16,
        AssetsMax = 16, GroupsMax = 8, LegsMax = 8, VenuesMax = 4, RoutesMax = 16, VenueOrdersMax = 128, VenueExecIdsMax = 256, PositionsMax = 64,
    };

    internal ExecutionEngine Engine { get; }

    internal long Time { get; private set; } = 1_700_000_000 * Second;

    internal List<Inbound> Heard { get; } = [];

    internal IReadOnlyList<Outbound> Said => _said;

    void Configure()
    {
        foreach (var (number, account) in new[] { (1, "A1"), (2, "A2"), (3, "A3") })
            Tell(InboundKind.SessionDefined, (ref Inbound m) => m.SessionDefined = new()
            {
                CompId = Text32.From($"STRAT{number}"), DefaultAccount = Text16.From(account), CancelOnDisconnect = number == 3,
            }, (ushort)number);
        Tell(InboundKind.SessionDefined, static (ref Inbound m) => m.SessionDefined = new() { CompId = Text32.From("DROP1"), DropCopy = true }, 9);
        foreach (var account in new[] { "A1", "A2", "A3", "A4" })
        {
            Account(account);
            Balance(account, "USD", "1000000");
            Balance(account, "USDT", "100000");
            Balance(account, "BTC", "10");
        }

        Instrument("AAPL");
        Instrument("MSFT");
        Tell(InboundKind.VenueDefined, static (ref Inbound m) => m.VenueDefined.Name = Text16.From("V1"), venue: 1);
        Tell(InboundKind.VenueDefined, static (ref Inbound m) => m.VenueDefined.Name = Text16.From("V2"), venue: 2);
        Tell(InboundKind.InstrumentDefined, static (ref Inbound m) => m.InstrumentDefined = new()
        {
            Symbol = Text24.From("BTCUSDT"), BaseAsset = Text16.From("BTC"), Currency = Text16.From("USDT"), TickSize = Price.Parse("0.01"),
            LotSize = Quantity.Parse("0.00001"), QuantityMax = Quantity.Parse("9000"), NotionalMin = Money.Parse("10"),
            Settlement = Settlement.Spot, Matching = MatchingPlace.Routed,
        });
        Route("BTCUSDT", 1, "BTC-USDT", priority: 1, takerFeeMicros: 1000);
        Route("BTCUSDT", 2, "XBTUSDT", priority: 2, takerFeeMicros: 500);
        Tell(InboundKind.GroupDefined, static (ref Inbound m) => m.GroupDefined = new() { Group = Text16.From("G1"), Policy = AllocationPolicy.Weighted, Members = 3 });
        foreach (var (account, weight) in new[] { ("A1", 5), ("A2", 3), ("A3", 2) })
            Tell(InboundKind.GroupMember, (ref Inbound m) => m.GroupMember = new() { Group = Text16.From("G1"), Account = Text16.From(account), Weight = weight });
        Take();
    }

    internal delegate void Fill(ref Inbound message);

    internal void Account(string name, int maker = 0, int taker = 0, int margin = 10, bool shorts = true)
        => Tell(InboundKind.AccountDefined, (ref Inbound m) => m.AccountDefined = new()
        {
            Account = Text16.From(name), Currency = Text16.From("USD"), MakerFeeMicros = maker, TakerFeeMicros = taker, InitialMarginPercent = margin,
            ShortAllowed = shorts,
        });

    internal void Rate(string currency, string rate)
        => Tell(InboundKind.CurrencyRate, (ref Inbound m) => m.CurrencyRate = new() { Currency = Text16.From(currency), Rate = Price.Parse(rate) });

    internal void Balance(string account, string asset, string amount)
        => Tell(InboundKind.BalanceSet, (ref Inbound m) => m.BalanceSet = new()
        {
            Account = Text16.From(account), Asset = Text16.From(asset), Amount = Money.Parse(amount),
        });

    internal void Instrument(
        string symbol, string reference = "0", SelfTradePrevention prevention = SelfTradePrevention.Allow, Settlement settlement = Settlement.Margin,
        string notionalMin = "0", string currency = "USD")
        => Tell(InboundKind.InstrumentDefined, (ref Inbound m) => m.InstrumentDefined = new()
        {
            Symbol = Text24.From(symbol), BaseAsset = Text16.From(symbol), Currency = Text16.From(currency), TickSize = Price.Parse("0.01"),
            LotSize = Quantity.Parse("1"), QuantityMin = Quantity.Parse("1"), QuantityMax = Quantity.Parse("100000"),
            NotionalMin = Money.Parse(notionalMin), ReferencePrice = Price.Parse(reference), SelfTradePrevention = prevention, Settlement = settlement,
        });

    internal void Route(string symbol, ushort venue, string venueSymbol, int priority, int takerFeeMicros, bool enabled = true)
        => Tell(InboundKind.RouteDefined, (ref Inbound m) => m.RouteDefined = new()
        {
            Symbol = Text24.From(symbol), VenueSymbol = Text24.From(venueSymbol), Priority = priority, TakerFeeMicros = takerFeeMicros, Enabled = enabled,
        }, venue: venue);

    internal void Limit(int rule, ScopeKind scope, string key, string value = "0", string value2 = "0", long window = 0, bool enabled = true, string value3 = "0", int tier = 0)
        => Tell(InboundKind.LimitSet, (ref Inbound m) => m.LimitSet = new()
        {
            Rule = (ushort)rule, Scope = scope, Key = Text24.From(key), Value = FixedPoint.Parse(value), Value2 = FixedPoint.Parse(value2),
            WindowNanos = window, Enabled = enabled, By = Text16.From("ops"), Value3 = FixedPoint.Parse(value3), Tier = (ushort)tier,
        });

    /// <summary>The next instants of a scope's calendar, 0 for none.</summary>
    internal void Schedule(ScopeKind scope, string key, long reset = 0, long opens = 0, long closes = 0)
        => Tell(InboundKind.ScheduleSet, (ref Inbound m) => m.ScheduleSet = new()
        {
            Scope = scope, Key = Text24.From(key), ResetAt = new Timestamp(reset), OpensAt = new Timestamp(opens), ClosesAt = new Timestamp(closes), By = Text16.From("ops"),
        });

    internal Outbound[] Switch(string strategy, string account, bool enabled)
        => Tell(InboundKind.StrategySwitched, (ref Inbound m) => m.StrategySwitched = new()
        {
            Strategy = Text16.From(strategy), Account = Text16.From(account), Enabled = enabled, By = Text16.From("ops"),
        });

    internal void State(ScopeKind scope, string key, TradingState state, bool cancel = false)
        => Tell(InboundKind.TradingStateSet, (ref Inbound m) => m.TradingStateSet = new()
        {
            Scope = scope, Key = Text24.From(key), State = state, CancelWorking = cancel, By = Text16.From("ops"),
        });

    internal void Unlock(ScopeKind scope, string key)
        => Tell(InboundKind.LockoutRelease, (ref Inbound m) => m.LockoutRelease = new() { Scope = scope, Key = Text24.From(key), By = Text16.From("ops") });

    internal void Advance(long nanos) => Time += nanos;

    internal Outbound[] Tick() => Tell(InboundKind.ClockTick, static (ref Inbound _) => { });

    /// <summary>A limit order; a market order when the price is empty.</summary>
    internal Outbound[] Order(
        ushort session, string id, Side side, string quantity, string price = "", string symbol = "AAPL", TimeInForce tif = TimeInForce.Day,
        string account = "", string strategy = "", OrderFlags flags = OrderFlags.None, Fill? more = null)
        => Tell(InboundKind.NewOrder, (ref Inbound m) =>
        {
            m.SendingTime = new Timestamp(Time);
            m.NewOrder = new()
            {
                ClOrdId = Text64.From(id), Symbol = Text24.From(symbol), Account = Text16.From(account), Strategy = Text16.From(strategy),
                Price = price.Length == 0 ? default : Price.Parse(price), Quantity = Quantity.Parse(quantity), Side = side,
                Type = price.Length == 0 ? OrderType.Market : OrderType.Limit, TimeInForce = tif, Flags = flags,
            };
            more?.Invoke(ref m);
        }, session);

    internal Outbound[] Cancel(ushort session, string id, string original, Fill? more = null)
        => Tell(InboundKind.CancelOrder, (ref Inbound m) =>
        {
            m.CancelOrder = new() { ClOrdId = Text64.From(id), OrigClOrdId = Text64.From(original) };
            more?.Invoke(ref m);
        }, session);

    internal Outbound[] Replace(ushort session, string id, string original, string quantity, string price, Fill? more = null)
        => Tell(InboundKind.ReplaceOrder, (ref Inbound m) =>
        {
            m.SendingTime = new Timestamp(Time);
            m.ReplaceOrder = new()
            {
                ClOrdId = Text64.From(id), OrigClOrdId = Text64.From(original), Quantity = Quantity.Parse(quantity), Price = Price.Parse(price),
            };
            more?.Invoke(ref m);
        }, session);

    internal Outbound[] Venue(ushort venue, VenueState state)
        => Tell(InboundKind.VenueStateChanged, (ref Inbound m) => m.VenueStateChanged.State = state, venue: venue);

    internal Outbound[] Quote(ushort venue, string bid, string ask, string symbol = "BTCUSDT")
        => Tell(InboundKind.VenueQuote, (ref Inbound m) => m.VenueQuote = new()
        {
            Symbol = Text24.From(symbol), BidPrice = Price.Parse(bid), AskPrice = Price.Parse(ask), BidQuantity = Quantity.Parse("1"), AskQuantity = Quantity.Parse("1"),
        }, venue: venue);

    internal Outbound[] Report(ushort venue, long orderId, VenueReportType type, Fill? more = null)
        => Tell(InboundKind.VenueReport, (ref Inbound m) =>
        {
            m.VenueReport = new() { OrderId = orderId, Type = type };
            more?.Invoke(ref m);
        }, venue: venue);

    internal Outbound[] VenueFill(ushort venue, long orderId, string execId, string quantity, string price, Fill? more = null)
        => Report(venue, orderId, VenueReportType.Fill, (ref Inbound m) =>
        {
            m.VenueReport.VenueExecId = Text40.From(execId);
            m.VenueReport.LastQuantity = Quantity.Parse(quantity);
            m.VenueReport.LastPrice = Price.Parse(price);
            more?.Invoke(ref m);
        });

    /// <summary>One message into the engine; returns what it said to it.</summary>
    internal Outbound[] Tell(InboundKind kind, Fill fill, ushort session = 0, ushort venue = 0)
    {
        var message = new Inbound { Kind = kind, Session = session, Venue = venue };
        fill(ref message);
        message.Sequence = ++_sequence;
        message.Time = new Timestamp(++Time);
        Heard.Add(message);
        Engine.On(in message, ref _outbox);
        return Take();
    }

    Outbound[] Take()
    {
        var said = _said[_read..];
        _read = _said.Count;
        return [.. said];
    }

    public void Dispose() => Engine.Dispose();
}
