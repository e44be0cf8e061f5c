using System.Globalization;
using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>A life of a desk as random numbers decide: orders, cancels, replaces, venue answers, halts, lost sessions, in any order.</summary>
sealed class RandomLife(Desk desk, IReadOnlyList<int> dice)
{
    readonly List<(ushort Session, string Id)> _ids = [];
    readonly List<(ushort Venue, VenueOrder Order)> _asked = [];
    int _next;
    int _id;

    int Roll(int sides) => dice[_next++ % dice.Count] % sides;

    internal void Live(int steps, Action? afterEach = null)
    {
        desk.Venue(1, VenueState.Up);
        desk.Venue(2, VenueState.Up);
        desk.Quote(1, "59990", "60010");
        for (var i = 0; i < steps; i++)
        {
            Note(Step());
            afterEach?.Invoke();
        }
    }

    Outbound[] Step() => Roll(16) switch
    {
        < 5 => Order(),
        < 7 => Cancel(),
        < 9 => Replace(),
        < 13 => Answer(),
        13 => Rare(),
        14 => desk.Quote((ushort)(1 + Roll(2)), $"{59980 + Roll(30)}", $"{60000 + Roll(30)}"),
        _ => desk.Tick(),
    };

    Outbound[] Order()
    {
        var session = (ushort)(1 + Roll(3));
        var id = NewId(session);
        var routed = Roll(3) == 0;
        string[] accounts = ["", "A1", "A2", "A3", "A4", "G1", "G1"];
        TimeInForce[] tifs = [TimeInForce.Day, TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill, TimeInForce.GoodTillDate, TimeInForce.AtTheOpening];
        var (kind, ends, trigger, shown) = (Roll(6), Roll(100) * Desk.Second, routed ? $"{59990 + Roll(20)}" : $"{95 + Roll(10)}", Roll(5));
        var quantity = routed ? $"0.{1 + Roll(9)}" : (1 + Roll(40)).ToString(CultureInfo.InvariantCulture);
        var price = Roll(8) == 0 ? "" : routed ? $"{59990 + Roll(20)}" : $"{95 + Roll(10)}";
        var side = Roll(5) switch { 0 or 1 => Side.Buy, 2 or 3 => Side.Sell, _ => Side.SellShort };
        var prevention = (SelfTradePrevention)Roll(6);
        return desk.Order(session, id, side, quantity, price, routed ? "BTCUSDT" : Roll(2) == 0 ? "AAPL" : "MSFT", tifs[Roll(12) % 6 * Roll(2)],
            accounts[Roll(accounts.Length)], Roll(3) == 0 ? "X" : "", (OrderFlags)(Roll(6) == 0 ? 2 : 0), (ref Inbound m) =>
            {
                m.NewOrder.SelfTradePrevention = prevention;
                m.NewOrder.ExpireTime = new Timestamp(desk.Time + ends);
                if (kind == 0) MakeStop(ref m.NewOrder, trigger);
                if (kind == 1 && price.Length == 0) m.NewOrder.Type = OrderType.MarketToLimit;
                if (kind == 2) m.NewOrder.Flags |= OrderFlags.PostOnly;
                if (kind == 3) m.NewOrder.MinQuantity = new Quantity(shown * FixedPoint.One);
                if (kind == 4) m.NewOrder.DisplayQuantity = new Quantity(shown * FixedPoint.One);
            });
    }

    static void MakeStop(ref NewOrder order, string trigger)
    {
        order.Type = order.Price.Raw == 0 ? OrderType.Stop : OrderType.StopLimit;
        order.StopPrice = Price.Parse(trigger);
    }

    string NewId(ushort session)
    {
        var id = $"o{++_id}";
        _ids.Add((session, id));
        return id;
    }

    Outbound[] Cancel()
    {
        if (_ids.Count == 0) return desk.Tick();
        var (session, id) = _ids[Roll(_ids.Count)];
        return desk.Cancel(session, $"c{++_id}", id);
    }

    Outbound[] Replace()
    {
        if (_ids.Count == 0) return desk.Tick();
        var (session, id) = _ids[^(1 + Roll(Math.Min(_ids.Count, 12)))];
        var routed = Roll(3) == 0;
        return desk.Replace(session, NewId(session), id, routed ? $"0.{1 + Roll(9)}" : $"{1 + Roll(60)}", routed ? $"{59990 + Roll(20)}" : $"{95 + Roll(10)}");
    }

    Outbound[] Answer()
    {
        if (_asked.Count == 0) return desk.Tick();
        var (venue, asked) = _asked[^(1 + Roll(Math.Min(_asked.Count, 10)))];
        VenueReportType[] types =
        [
            VenueReportType.Accepted, VenueReportType.Accepted, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Fill, VenueReportType.Rejected,
            VenueReportType.Canceled, VenueReportType.Expired, VenueReportType.Replaced, VenueReportType.RequestRejected, VenueReportType.Unknown, VenueReportType.NotFound,
        ];
        var type = types[Roll(types.Length)];
        var left = desk.Engine.TryFindOrder(asked.OrderId, out var view) ? view.LeavesQuantity.Raw : 0;
        var quantity = Math.Min(left, Quantity.Parse($"0.{1 + Roll(5)}").Raw);
        if (type == VenueReportType.Fill && quantity == 0) return desk.Tick();
        var exec = $"e{Roll(6) * 1000 + ++_id}";
        return desk.Report(venue, asked.OrderId, type, (ref Inbound m) =>
        {
            m.VenueReport.Revision = asked.Revision;
            if (type != VenueReportType.Fill) return;
            m.VenueReport.VenueExecId = Text40.From(exec);
            m.VenueReport.LastQuantity = new Quantity(quantity);
            m.VenueReport.LastPrice = asked.Price.Raw == 0 ? Price.Parse("60000") : asked.Price;
        });
    }

    Outbound[] Rare()
    {
        switch (Roll(11))
        {
            case 0: return desk.Tell(InboundKind.SessionLoggedOut, static (ref Inbound _) => { }, 3);
            case 1: return desk.Tell(InboundKind.MassCancel, (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From($"q{++_id}"), All = true }, (ushort)(1 + Roll(3)));
            case 2:
                desk.State(ScopeKind.Account, "A2", TradingState.Halted, cancel: Roll(2) == 0);
                return desk.Tick();
            case 3:
                desk.State(ScopeKind.Account, "A2", (TradingState)Roll(2));
                return desk.Tick();
            case 4 when Roll(3) == 0:
                desk.Rate("USDT", $"0.{1 + Roll(99)}");
                return desk.Tick();
            case 4: return desk.Venue((ushort)(1 + Roll(2)), (VenueState)Roll(3));
            case 5: return Limit();
            case 6: return desk.Switch("X", Roll(2) == 0 ? "" : "A1", Roll(3) != 0);
            case 7:
                desk.Schedule(ScopeKind.Account, "A1", reset: Roll(2) * (desk.Time + Roll(9000) * Desk.Second), opens: 1, closes: desk.Time + Roll(90_000) * Desk.Second);
                return desk.Tick();
            case 8: return desk.Tell(InboundKind.MarketStateSet, (ref Inbound m) => m.MarketStateSet = new() { Symbol = Text24.From(Roll(2) == 0 ? "AAPL" : "MSFT"), State = (MarketState)(Roll(3) * Roll(7)) });
            case 9: return Ticks();
            default:
                desk.Advance(Roll(90_000) * Desk.Second);
                return desk.Tick();
        }
    }

    // Ticks that rise at some price, and change under the orders that rest; now and then a lot that may not.
    Outbound[] Ticks()
    {
        string[] ticks = ["0.01", "0.01", "0.02", "0.005", "0.5", "1"];
        var band = Roll(3) * 15_000;
        var (symbol, tick, above, lot) = (Roll(2) == 0 ? "AAPL" : "MSFT", ticks[Roll(6)], Price.Parse(ticks[Roll(6)]), Roll(6) == 0 ? "2" : "1");
        return desk.Tell(InboundKind.InstrumentDefined, (ref Inbound m) =>
        {
            m.InstrumentDefined = new()
            {
                Symbol = Text24.From(symbol), BaseAsset = Text16.From(symbol), Currency = Text16.From("USD"), TickSize = Price.Parse(tick), LotSize = Quantity.Parse(lot),
                QuantityMin = Quantity.Parse(lot), QuantityMax = Quantity.Parse("100000"), SelfTradePrevention = SelfTradePrevention.Allow,
                DynamicBandMicros = band, VolatilityAuctionNanos = Desk.Second,
            };
            if (above.Raw > m.InstrumentDefined.TickSize.Raw) m.InstrumentDefined.TickBands[0] = new() { From = Price.Parse("100"), Tick = above };
        });
    }

    // Any rule at any place where it may stand, now narrow and now off again.
    Outbound[] Limit()
    {
        var rule = RuleCatalogue.All[Roll(RuleCatalogue.All.Count)];
        var scope = rule.Scopes[Roll(rule.Scopes.Count)];
        string[] values = ["0", "1", "2", "30", "500", "20000"];
        string Value(in RuleParameter parameter) => parameter.Unit switch
        {
            ParameterUnit.None => "0",
            ParameterUnit.Option => $"{Roll(parameter.OptionMax + 1)}",
            _ => values[Roll(values.Length)],
        };
        var window = rule.Window.Unit == ParameterUnit.None ? 0 : (1 + Roll(300)) * Desk.Second;
        var (value, value2, value3) = (Value(rule.Value), Value(rule.Value2), Value(rule.Value3));
        desk.Limit(rule.Number, scope, "", value, value2, window, Roll(3) != 0, value3, Roll(rule.Tiers));
        return desk.Tick();
    }

    void Note(Outbound[] said)
    {
        foreach (var message in said)
            if (message.Kind == OutboundKind.VenueOrder)
                _asked.Add((message.Venue, message.VenueOrder));
    }

    /// <summary>Cancels everything and lets the venues agree, until nothing is open.</summary>
    internal void End()
    {
        // The gateway's own stops stay as long as they are asked for, and in a call until it ends.
        foreach (var scope in new[] { ScopeKind.Account, ScopeKind.Strategy }) desk.Limit(81, scope, "", enabled: false);
        desk.Advance(Desk.Second);
        Note(desk.Tick());
        foreach (var session in new ushort[] { 1, 2, 3 })
            Note(desk.Tell(InboundKind.MassCancel, (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From($"end{++_id}"), All = true }, session));
        foreach (var order in desk.Engine.OpenOrders())
            if (order.Venue != 0)
                desk.Report(order.Venue, order.OrderId, VenueReportType.Canceled);
    }
}
