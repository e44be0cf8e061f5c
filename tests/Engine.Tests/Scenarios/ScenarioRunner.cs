using System.Globalization;
using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Carries out the lines of a scenario on a desk.</summary>
sealed class ScenarioRunner : IDisposable
{
    /// <summary>The desk that the scenarios trade at: sessions 1 to 3, accounts A1 to A4, group G1.</summary>
    internal Desk Desk { get; } = new();

    /// <summary>Carries out one line; returns what was said to it.</summary>
    internal string[] Do(string command)
    {
        var words = new WordReader(command);
        return words.Next() switch
        {
            "instrument" => Instrument(words),
            "account" => Account(words),
            "limit" => Limit(words),
            "state" => State(words),
            "market" => Market(words),
            "wait" => Wait(words),
            "book" => Book(words.Next()),
            "orders" => Orders(),
            "positions" => Positions(),
            "venue" => Desk.Venue(words.Number(), words.Word<VenueState>()).Lines(),
            "quote" => Quote(words),
            "report" => Report(words),
            "logout" => Desk.Tell(InboundKind.SessionLoggedOut, static (ref Inbound _) => { }, words.Number()).Lines(),
            var session => Request(ushort.Parse(session, CultureInfo.InvariantCulture), words),
        };
    }

    string[] Request(ushort session, WordReader words)
    {
        var verb = words.Next();
        return verb switch
        {
            "buy" => NewOrder(session, Side.Buy, words),
            "sell" => NewOrder(session, Side.Sell, words),
            "short" => NewOrder(session, Side.SellShort, words),
            "cancel" => Desk.Cancel(session, words.Next(), words.Next()).Lines(),
            "replace" => Replace(session, words),
            "masscancel" => MassCancel(session, words),
            "status" => Status(session, words),
            _ => throw new FormatException($"'{verb}' is no request."),
        };
    }

    // ID QUANTITY [SYMBOL] [at PRICE] [stop PRICE] [TIME] [options]
    string[] NewOrder(ushort session, Side side, WordReader words)
    {
        var m = new NewOrder { Side = side, ClOrdId = Text64.From(words.Next()), Quantity = Quantity.Parse(words.Next()), Symbol = Text24.From("AAPL"), TimeInForce = TimeInForce.Day };
        if (words.Peek() is { } symbol && char.IsUpper(symbol[0])) m.Symbol = Text24.From(words.Next());
        while (words.Peek() is not null) Option(ref m, words);
        if (m.Type == OrderType.None)
            m.Type = m.StopPrice.Raw == 0 ? m.Price.Raw == 0 ? OrderType.Market : OrderType.Limit : m.Price.Raw == 0 ? OrderType.Stop : OrderType.StopLimit;
        return Desk.Tell(InboundKind.NewOrder, (ref Inbound inbound) =>
        {
            inbound.SendingTime = new Timestamp(Desk.Time);
            inbound.NewOrder = m;
        }, session).Lines();
    }

    void Option(ref NewOrder m, WordReader words)
    {
        var word = words.Next();
        switch (word)
        {
            case "at": m.Price = Price.Parse(words.Next()); break;
            case "stop": m.StopPrice = Price.Parse(words.Next()); break;
            case "market-to-limit": m.Type = OrderType.MarketToLimit; break;
            case "account": m.Account = Text16.From(words.Next()); break;
            case "show": m.DisplayQuantity = Quantity.Parse(words.Next()); break;
            case "minimum": m.MinQuantity = Quantity.Parse(words.Next()); break;
            case "gtd": (m.TimeInForce, m.ExpireTime) = (TimeInForce.GoodTillDate, new Timestamp(Desk.Time + words.Seconds())); break;
            case "gtd-today": (m.TimeInForce, m.ExpireDate) = (TimeInForce.GoodTillDate, (int)(Desk.Time / (86_400 * Desk.Second))); break;
            case "post-only": m.Flags |= OrderFlags.PostOnly; break;
            case "reduce-only": m.Flags |= OrderFlags.ReduceOnly; break;
            case "again": m.Flags |= OrderFlags.PossResend; break;
            case "all-or-none": m.Flags |= OrderFlags.AllOrNone; break;
            case "self": m.SelfTradePrevention = words.Word<SelfTradePrevention>(); break;
            default: m.TimeInForce = Time(word); break;
        }
    }

    static TimeInForce Time(string word) => word switch
    {
        "day" => TimeInForce.Day,
        "gtc" => TimeInForce.GoodTillCancel,
        "ioc" => TimeInForce.ImmediateOrCancel,
        "fok" => TimeInForce.FillOrKill,
        "at-open" => TimeInForce.AtTheOpening,
        "at-close" => TimeInForce.AtTheClose,
        _ => throw new FormatException($"'{word}' is no option of an order."),
    };

    // ID ORIGINAL QUANTITY [at PRICE] [stop PRICE] [show QUANTITY] [gtd SECONDS]
    string[] Replace(ushort session, WordReader words)
    {
        var m = new ReplaceOrder { ClOrdId = Text64.From(words.Next()), OrigClOrdId = Text64.From(words.Next()), Quantity = Quantity.Parse(words.Next()) };
        while (words.Peek() is not null)
            switch (words.Next())
            {
                case "at": m.Price = Price.Parse(words.Next()); break;
                case "stop": m.StopPrice = Price.Parse(words.Next()); break;
                case "show": m.DisplayQuantity = Quantity.Parse(words.Next()); break;
                case "gtd": m.ExpireTime = new Timestamp(Desk.Time + words.Seconds()); break;
                default: throw new FormatException("A replace has at, stop, show and gtd.");
            }
        return Desk.Tell(InboundKind.ReplaceOrder, (ref Inbound inbound) =>
        {
            inbound.SendingTime = new Timestamp(Desk.Time);
            inbound.ReplaceOrder = m;
        }, session).Lines();
    }

    // ID [SYMBOL] [account NAME] [buys|sells]
    string[] MassCancel(ushort session, WordReader words)
    {
        var m = new MassCancel { ClOrdId = Text64.From(words.Next()), All = true };
        while (words.Peek() is not null)
            switch (words.Next())
            {
                case "account": m.Account = Text16.From(words.Next()); break;
                case "buys": m.Side = Side.Buy; break;
                case "sells": m.Side = Side.Sell; break;
                case var symbol: (m.Symbol, m.All) = (Text24.From(symbol), false); break;
            }
        return Desk.Tell(InboundKind.MassCancel, (ref Inbound inbound) => inbound.MassCancel = m, session).Lines();
    }

    string[] Status(ushort session, WordReader words)
    {
        var id = Text64.From(words.Next());
        return Desk.Tell(InboundKind.StatusRequest, (ref Inbound inbound) => inbound.StatusRequest.ClOrdId = id, session).Lines();
    }

    // SYMBOL NAME=VALUE …, the names of the definition's fields
    string[] Instrument(WordReader words)
    {
        var m = new InstrumentDefined
        {
            Symbol = Text24.From(words.Next()), Currency = Text16.From("USD"), TickSize = Price.Parse("0.01"), LotSize = Quantity.Parse("1"),
            QuantityMin = Quantity.Parse("1"), QuantityMax = Quantity.Parse("100000"), SelfTradePrevention = SelfTradePrevention.Allow,
        };
        while (words.Peek() is not null)
        {
            var pair = words.Next().Split('=', 2);
            var set = new FieldSetter(pair[0], pair[1]);
            m.Visit(ref set);
        }

        return Desk.Tell(InboundKind.InstrumentDefined, (ref Inbound inbound) => inbound.InstrumentDefined = m).Lines();
    }

    string[] Account(WordReader words)
    {
        var m = new AccountDefined { Account = Text16.From(words.Next()), Currency = Text16.From("USD"), InitialMarginPercent = 10, ShortAllowed = true };
        while (words.Peek() is not null)
        {
            var pair = words.Next().Split('=', 2);
            var set = new FieldSetter(pair[0], pair[1]);
            m.Visit(ref set);
        }

        return Desk.Tell(InboundKind.AccountDefined, (ref Inbound inbound) => inbound.AccountDefined = m).Lines();
    }

    // RULE SCOPE[:KEY] VALUE [VALUE2]
    string[] Limit(WordReader words)
    {
        var rule = ushort.Parse(words.Next(), CultureInfo.InvariantCulture);
        var scope = words.Next().Split(':');
        var (value, value2) = (words.Next(), words.Peek() is null ? "0" : words.Next());
        Desk.Limit(rule, Enum.Parse<ScopeKind>(scope[0], ignoreCase: true), scope.Length > 1 ? scope[1] : "", value, value2);
        return new[] { Desk.Said[^1] }.Lines();
    }

    // SYMBOL|all STATE
    string[] Market(WordReader words)
    {
        var symbol = words.Next();
        var set = new MarketStateSet { Symbol = Text24.From(symbol == "all" ? "" : symbol), State = words.Word<MarketState>(), By = Text16.From("ops") };
        return Desk.Tell(InboundKind.MarketStateSet, (ref Inbound inbound) => inbound.MarketStateSet = set).Lines();
    }

    // SCOPE[:KEY] STATE [cancel]
    string[] State(WordReader words)
    {
        var scope = words.Next().Split(':');
        var set = new TradingStateSet
        {
            Scope = Enum.Parse<ScopeKind>(scope[0], ignoreCase: true), Key = Text24.From(scope.Length > 1 ? scope[1] : ""), State = words.Word<TradingState>(),
            CancelWorking = words.Peek() == "cancel",
        };
        return Desk.Tell(InboundKind.TradingStateSet, (ref Inbound inbound) => inbound.TradingStateSet = set).Lines();
    }

    string[] Wait(WordReader words)
    {
        var nanos = words.Peek() == "midnight" ? 86_400 * Desk.Second - Desk.Time % (86_400 * Desk.Second) : words.Seconds();
        Desk.Advance(nanos);
        return Desk.Tick().Lines();
    }

    // NUMBER BID ASK [SYMBOL]
    string[] Quote(WordReader words)
        => Desk.Quote(words.Number(), words.Next(), words.Next(), words.Peek() is null ? "BTCUSDT" : words.Next()).Lines();

    // VENUE CLORDID[/LEG] TYPE [quantity Q] [price P] [revision R] [text …]
    string[] Report(WordReader words)
    {
        var venue = words.Number();
        var parts = words.Next().Split('/');
        var order = parts.Length == 1 ? OrderOf(parts[0]) : LegOf(OrderOf(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        var m = new VenueReport { OrderId = order, Type = words.Word<VenueReportType>() };
        while (words.Peek() is not null)
        {
            var pair = words.Next().Split('=', 2);
            var set = new FieldSetter(pair[0], pair[1]);
            m.Visit(ref set);
        }

        return Desk.Tell(InboundKind.VenueReport, (ref Inbound inbound) => inbound.VenueReport = m, venue: venue).Lines();
    }

    long OrderOf(string id) => Desk.Said.Last(m => m.Kind == OutboundKind.ExecutionReport && m.ExecutionReport.OrderId != 0
        && (m.ExecutionReport.ClOrdId.ToString() == id || m.ExecutionReport.OrigClOrdId.ToString() == id)).ExecutionReport.OrderId;

    long LegOf(long parent, int leg) => Desk.Said.Last(m => m.Kind == OutboundKind.AllocationReport
        && m.AllocationReport.ParentOrderId == parent && m.AllocationReport.Leg == leg).AllocationReport.ChildOrderId;

    string[] Book(string symbol)
    {
        var orders = Desk.Engine.OpenOrders().ToDictionary(order => order.OrderId);
        var lines = Desk.Engine.BookOrders(Text24.From(symbol)).Select(resting =>
        {
            var order = orders[resting.OrderId];
            var hidden = resting.HiddenQuantity.Raw == 0 ? "" : $" (+{resting.HiddenQuantity} hidden)";
            return $"{(order.Side == Side.Buy ? "bid" : "ask")} {resting.Quantity}{hidden} @ {(resting.Price.Raw == 0 ? "market" : resting.Price.ToString())} {order.ClOrdId}";
        });
        return [.. lines];
    }

    string[] Orders() => [.. Desk.Engine.OpenOrders().Select(o => $"{o.Session} {o.ClOrdId} {o.Account} {o.Symbol} {o.Side} {o.Type} {o.Status} leaves={o.LeavesQuantity} reserved={o.Reserved}")];

    string[] Positions() => [.. Desk.Engine.Positions().Select(p => $"{p.Account} {p.Symbol} {p.Quantity} @ {p.AveragePrice}")];

    public void Dispose() => Desk.Dispose();
}

/// <summary>The words of a line, one after the other.</summary>
sealed class WordReader(string line)
{
    readonly string[] _words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    int _next;

    internal string? Peek() => _next < _words.Length ? _words[_next] : null;

    internal string Next() => _next < _words.Length ? _words[_next++] : throw new FormatException($"'{line}' ends too early.");

    internal ushort Number() => ushort.Parse(Next(), CultureInfo.InvariantCulture);

    internal T Word<T>() where T : struct, Enum => Enum.Parse<T>(Next(), ignoreCase: true);

    /// <summary>A length of time in seconds as nanoseconds.</summary>
    internal long Seconds() => (long)(decimal.Parse(Next(), CultureInfo.InvariantCulture) * Desk.Second);
}
