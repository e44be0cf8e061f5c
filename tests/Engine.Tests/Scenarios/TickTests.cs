using Gateway.Engine.MarketData;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Ticks by price, and instruments that change while orders rest.</summary>
public sealed class TickTests
{
    static Outbound[] Define(Desk desk, string tick, params (string From, string Tick)[] bands) => Define(desk, tick, "1", bands);

    static Outbound[] Define(Desk desk, string tick, string lot, (string From, string Tick)[] bands)
        => desk.Tell(InboundKind.InstrumentDefined, (ref Inbound m) =>
        {
            m.InstrumentDefined = new()
            {
                Symbol = Text24.From("AAPL"), BaseAsset = Text16.From("AAPL"), Currency = Text16.From("USD"), TickSize = Price.Parse(tick),
                LotSize = Quantity.Parse(lot), QuantityMin = Quantity.Parse(lot), QuantityMax = Quantity.Parse("100000"), SelfTradePrevention = SelfTradePrevention.Allow,
            };
            for (var band = 0; band < bands.Length; band++)
                m.InstrumentDefined.TickBands[band] = new() { From = Price.Parse(bands[band].From), Tick = Price.Parse(bands[band].Tick) };
        });

    static ExecutionReport Buy(Desk desk, string id, string price) => desk.Order(1, id, Side.Buy, "1", price)[0].ExecutionReport;

    [Theory]
    [InlineData("0.9999", true, "0.0001")]
    [InlineData("0.99995", false, "0.0001")]
    [InlineData("1", true, "0.01")]
    [InlineData("1.0001", false, "0.01")]
    [InlineData("99.99", true, "0.01")]
    [InlineData("100.05", true, "0.05")]
    [InlineData("100.01", false, "0.05")]
    public void The_tick_follows_the_price(string price, bool accepted, string tick)
    {
        using var desk = new Desk();
        Define(desk, "0.0001", ("1", "0.01"), ("100", "0.05"));
        var report = Buy(desk, "a", price);
        Assert.Equal(accepted ? ExecType.New : ExecType.Rejected, report.ExecType);
        if (!accepted) Assert.Equal((RejectReason.PriceIncrement, Price.Parse(tick).Raw), (report.Rejection.Reason, report.Rejection.Limit));
    }

    [Theory]
    [InlineData("0.05", "99.99")]
    [InlineData("0.002", "99.999")]
    [InlineData("0.03", "99.98")]
    public void Orders_that_rest_keep_price_and_place_when_the_tick_changes(string tick, string off)
    {
        using var desk = new Desk();
        desk.Order(1, "a", Side.Buy, "5", "100.01");
        desk.Order(2, "b", Side.Buy, "5", "100.01");
        desk.Order(1, "i", Side.Buy, "9", "99.98", more: (ref Inbound m) => m.NewOrder.DisplayQuantity = Quantity.Parse("2"));
        desk.Order(2, "s", Side.Sell, "5", "101");
        Define(desk, tick);
        Assert.Equal(RejectReason.PriceIncrement, Buy(desk, "off", off).Rejection.Reason);
        var fills = desk.Order(3, "t", Side.Sell, "7", "90").Where(m => m.ExecutionReport.ExecType == ExecType.Trade).Select(m => m.ExecutionReport).ToList();
        Assert.Equal(["t 5@100.01", "a 5@100.01", "t 2@100.01", "b 2@100.01"], fills.Select(fill => $"{fill.ClOrdId} {fill.LastQuantity}@{fill.LastPrice}"));
        Assert.Equal(["100.01 3 0", "99.98 2 7", "101 5 0"], desk.Engine.BookOrders(Text24.From("AAPL")).Select(order => $"{order.Price} {order.Quantity} {order.HiddenQuantity}"));
        // What rests can still be cancelled and replaced onto the new grid, by its id.
        Assert.Equal(ExecType.Canceled, desk.Cancel(2, "c", "b")[0].ExecutionReport.ExecType);
        Assert.Equal(ExecType.Replaced, desk.Replace(1, "r", "i", "9", "99")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void Stops_keep_their_triggers_when_the_tick_becomes_finer()
    {
        using var desk = new Desk();
        desk.Order(1, "stop", Side.Buy, "3", more: (ref Inbound m) => (m.NewOrder.Type, m.NewOrder.StopPrice) = (OrderType.Stop, Price.Parse("100.02")));
        Define(desk, "0.005");
        desk.Order(2, "s", Side.Sell, "9", "100.015");
        desk.Order(3, "b", Side.Buy, "1", "100.015");
        Assert.Contains(desk.Engine.OpenOrders(), order => order.ClOrdId == Text64.From("stop"));
        desk.Order(2, "s2", Side.Sell, "1", "100.02");
        desk.Order(3, "b2", Side.Buy, "9", "100.02");
        Assert.DoesNotContain(desk.Engine.OpenOrders(), order => order.ClOrdId == Text64.From("stop"));
    }

    [Fact]
    public void Watchers_are_told_the_book_anew()
    {
        using var desk = new Desk();
        desk.Order(1, "a", Side.Buy, "5", "100.01");
        desk.Engine.Feed.Watch(Text24.From("AAPL"));
        var told = new List<BookChange>();
        var sink = new ListSink(told);
        desk.Engine.Feed.TellBooks(100, ref sink);
        Define(desk, "0.005");
        desk.Engine.Feed.TellChanges(ref sink);
        desk.Engine.Feed.TellBooks(100, ref sink);
        var ticks = told.Where(change => change.Kind == BookChangeKind.Reset).Select(change => new Price(change.OrderId).ToString());
        Assert.Equal(["0.01", "0.005"], ticks);
        Assert.Equal([10_001, 20_002], told.Where(change => change.Kind == BookChangeKind.Joined).Select(change => change.PriceTicks));
    }

    static RejectReason RefusalOf(Outbound[] said) => said.Single(message => message.Kind == OutboundKind.RiskEvent).RiskEvent.Rejection.Reason;

    [Fact]
    public void Lots_change_when_nothing_depends_on_them()
    {
        using var desk = new Desk();
        desk.Order(1, "a", Side.Buy, "5", "100");
        Assert.Equal(RejectReason.InstrumentInUse, RefusalOf(Define(desk, "0.01", "10", [])));
        Assert.Equal(ExecType.New, desk.Order(1, "b", Side.Buy, "5", "100")[0].ExecutionReport.ExecType);
        desk.Cancel(1, "c", "a");
        desk.Cancel(1, "d", "b");
        Assert.Empty(Define(desk, "0.01", "10", []));
        var refused = desk.Order(1, "e", Side.Buy, "5", "100")[0].ExecutionReport.Rejection;
        Assert.Equal((RejectReason.LotSize, Quantity.Parse("10").Raw), (refused.Reason, refused.Limit));
        Assert.Equal(ExecType.New, desk.Order(1, "f", Side.Buy, "20", "100")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void A_tick_for_whose_book_there_is_no_room_is_refused_and_changes_nothing()
    {
        using var desk = new Desk(Desk.Small with { OrdersMax = 3000 });
        Define(desk, "0.0000001");
        for (var i = 0; i < 2800; i++)
        {
            // Pairs of neighbouring prices far apart: each costs a chain of nodes.
            var price = new Price((i / 2 + 1) * 86_507_520L + i % 2 * 10);
            Assert.Equal(ExecType.New, Buy(desk, $"o{i}", price.ToString()).ExecType);
        }

        Assert.Equal(RejectReason.TableFull, RefusalOf(Define(desk, "0.00000001")));
        Assert.Equal(RejectReason.PriceIncrement, Buy(desk, "fine", "0.00000001").Rejection.Reason);
        Assert.Equal(2800, desk.Engine.BookOrders(Text24.From("AAPL")).Length);
    }

    [Fact]
    public void One_instrument_too_many_is_refused()
    {
        using var desk = new Desk(Desk.Small with { InstrumentsMax = 4 });
        desk.Instrument("D");
        var said = desk.Said.Count;
        desk.Instrument("E");
        var refusal = desk.Said[said].RiskEvent.Rejection;
        Assert.Equal((RejectReason.TableFull, 4L, 5L), (refusal.Reason, refusal.Limit, refusal.Observed));
        Assert.Equal(RejectReason.UnknownInstrument, desk.Order(1, "e", Side.Buy, "1", "100", "E")[0].ExecutionReport.Rejection.Reason);
        Assert.Equal(ExecType.New, desk.Order(1, "d", Side.Buy, "1", "100", "D")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void Stops_follow_another_trigger_as_soon_as_the_instrument_has_it()
    {
        using var desk = new Desk();
        desk.Order(1, "stop", Side.Buy, "3", more: (ref Inbound m) => (m.NewOrder.Type, m.NewOrder.StopPrice) = (OrderType.Stop, Price.Parse("100")));
        desk.Order(2, "ask", Side.Sell, "9", "101");
        Assert.Contains(desk.Engine.OpenOrders(), order => order.ClOrdId == Text64.From("stop"));
        desk.Tell(InboundKind.InstrumentDefined, (ref Inbound m) =>
        {
            m.InstrumentDefined = desk.Heard.Last(heard => heard.Kind == InboundKind.InstrumentDefined && heard.InstrumentDefined.Symbol == Text24.From("AAPL")).InstrumentDefined;
            m.InstrumentDefined.StopTrigger = StopTrigger.BestQuote;
        });
        Assert.DoesNotContain(desk.Engine.OpenOrders(), order => order.ClOrdId == Text64.From("stop"));
    }

    [Fact]
    public void A_table_out_of_order_is_refused()
    {
        using var desk = new Desk();
        Define(desk, "0.01", ("10", "0.05"), ("5", "0.1"));
        Assert.Equal(ExecType.New, Buy(desk, "a", "20.01").ExecType);
        Assert.Contains(desk.Said, message => message.Kind == OutboundKind.RiskEvent && message.RiskEvent.Rejection.Reason == RejectReason.FieldInvalid);
    }

    readonly struct ListSink(List<BookChange> told) : IBookChangeSink
    {
        public bool TryTell(in BookChange change)
        {
            told.Add(change);
            return true;
        }
    }
}
