using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

public sealed class RoutingTests : IDisposable
{
    readonly Desk _desk = new();

    public RoutingTests()
    {
        _desk.Venue(1, VenueState.Up);
        _desk.Venue(2, VenueState.Up);
        _desk.Quote(1, "59999", "60000");
        _desk.Quote(2, "59998", "60001");
    }

    public void Dispose() => _desk.Dispose();

    long Send(string id = "b1", Side side = Side.Buy, string quantity = "0.5", string price = "60010", TimeInForce tif = TimeInForce.Day)
        => _desk.Order(1, id, side, quantity, price, symbol: "BTCUSDT", tif: tif)[0].ExecutionReport.OrderId;

    Money Reserved(string asset) => _desk.Engine.Balances().Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From(asset)).Reserved;

    [Fact]
    public void An_order_is_pending_until_the_venue_takes_it()
    {
        var said = _desk.Order(1, "b1", Side.Buy, "0.5", "60010", symbol: "BTCUSDT");
        // 60000 with 0.1 % is dearer than 60001 with 0.05 %.
        Assert.Equal(["1 PendingNew b1 PendingNew cum=0 leaves=0.5", "V2 New XBTUSDT r0 Buy 0.5@60010"], said.Lines());
        var id = said[0].ExecutionReport.OrderId;
        Assert.Equal(["1 New b1 New cum=0 leaves=0.5"], _desk.Report(2, id, VenueReportType.Accepted).Lines());
        Assert.Equal(Money.Parse("30005"), Reserved("USDT"));
        Assert.Equal(["1 Trade b1 PartiallyFilled cum=0.2 leaves=0.3 0.2@60001 avg=60001 Taker"], _desk.VenueFill(2, id, "e1", "0.2", "60001").Lines());
        Assert.Equal(["1 Trade b1 Filled cum=0.5 leaves=0 0.3@60002 avg=60001.6 Taker"], _desk.VenueFill(2, id, "e2", "0.3", "60002").Lines());
        Assert.Equal(Money.Zero, Reserved("USDT"));
        var balances = _desk.Engine.Balances();
        Assert.Equal(Money.Parse("10.5"), balances.Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("BTC")).Total);
        Assert.Equal(Money.Parse("69999.2"), balances.Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("USDT")).Total);
    }

    [Theory]
    [InlineData("-0.2", "60001", "")]
    [InlineData("0", "60001", "")]
    [InlineData("0.2", "0", "")]
    [InlineData("0.2", "-60001", "")]
    [InlineData("90000000000", "60001", "")]
    [InlineData("5000000000", "5000000000", "")]
    [InlineData("0.2", "60001", "0.1")] // Its own total says that less was executed: booked, for the id is new.
    [InlineData("0.6", "60001", "0.6")] // More than was ordered: booked, for it is what the venue holds us to.
    public void A_fill_that_cannot_be_or_does_not_agree_is_told_to_the_operator(string quantity, string price, string cum)
    {
        var id = Send();
        var before = _desk.Engine.Balances();
        var said = _desk.VenueFill(2, id, "e1", quantity, price, (ref Inbound m) => m.VenueReport.CumQuantity = cum.Length > 0 ? Quantity.Parse(cum) : default);
        Assert.Single(said, m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Rejection.Reason == RejectReason.ReconMismatch);
        Assert.Equal(cum.Length > 0, said.Lines().Any(line => line.Contains("Trade b1", StringComparison.Ordinal)));
        if (cum.Length == 0) Assert.Equal(before, _desk.Engine.Balances());
        Assert.DoesNotContain(_desk.VenueFill(2, id, "e2", "0.1", "60001").Lines(), line => cum.Length == 0 && !line.Contains("0.1@60001", StringComparison.Ordinal) && line.Contains("Trade", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(VenueReportType.Fill, true)]
    [InlineData(VenueReportType.None, false)]
    public void A_report_that_contradicts_its_order_is_told_to_the_operator(VenueReportType type, bool booked)
    {
        var id = Send();
        var said = _desk.Report(2, id, type, (ref Inbound m) => (m.VenueReport.Contradicts, m.VenueReport.LastQuantity, m.VenueReport.LastPrice) = (true, Quantity.Parse("0.2"), Price.Parse("60001")));
        Assert.Single(said, m => m.Kind == OutboundKind.RiskEvent && m.RiskEvent.Rejection.Reason == RejectReason.ReconMismatch);
        Assert.Equal(booked, said.Lines().Any(line => line.Contains("Trade b1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_orders_that_meet_at_a_venue_may_bear_the_same_execution_id()
    {
        var (first, second) = (Send("b1"), Send("b2"));
        Assert.Contains("1 Trade b1 Filled cum=0.5 leaves=0 0.5@60010 avg=60010 Taker", _desk.VenueFill(2, first, "trade-7", "0.5", "60010").Lines());
        Assert.Contains("1 Trade b2 Filled cum=0.5 leaves=0 0.5@60010 avg=60010 Taker", _desk.VenueFill(2, second, "trade-7", "0.5", "60010").Lines());
        Assert.DoesNotContain(_desk.VenueFill(2, second, "trade-7", "0.5", "60010").Lines(), line => line.Contains("Trade", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Side.Buy, "60000", "60000", 1000, 1000, 1, 2, 1)] // equal: the lower priority
    [InlineData(Side.Buy, "60000", "60000", 1000, 1000, 2, 1, 2)]
    [InlineData(Side.Buy, "60000", "60000", 1000, 999, 1, 2, 2)] // equal quotes: the lower fee
    [InlineData(Side.Buy, "60000", "59999", 0, 0, 1, 2, 2)]
    [InlineData(Side.Sell, "60000", "60001", 0, 0, 1, 2, 2)]
    [InlineData(Side.Sell, "60000", "60001", 0, 100, 1, 2, 1)] // 60001 less 6 is worse
    [InlineData(Side.Buy, "0", "60000", 0, 900, 1, 2, 2)] // no quote stands behind
    [InlineData(Side.Buy, "0", "0", 0, 900, 1, 2, 1)]
    public void The_best_effective_price_is_chosen_then_the_priority(
        Side side, string first, string second, int firstFee, int secondFee, int firstPriority, int secondPriority, ushort expected)
    {
        _desk.Route("BTCUSDT", 1, "B1", firstPriority, firstFee);
        _desk.Route("BTCUSDT", 2, "B2", secondPriority, secondFee);
        _desk.Quote(1, first, first);
        _desk.Quote(2, second, second);
        Assert.Equal(expected, _desk.Order(1, "o", side, "0.5", "60010", symbol: "BTCUSDT")[1].Venue);
    }

    [Theory]
    [InlineData(VenueState.Down, VenueState.Up, 2)]
    [InlineData(VenueState.Up, VenueState.Down, 1)]
    [InlineData(VenueState.Degraded, VenueState.Up, 2)]
    [InlineData(VenueState.Down, VenueState.Degraded, 0)]
    public void Only_venues_that_are_up_take_orders(VenueState first, VenueState second, ushort expected)
    {
        _desk.Venue(1, first);
        _desk.Venue(2, second);
        var said = _desk.Order(1, "o", Side.Buy, "0.5", "60010", symbol: "BTCUSDT");
        if (expected == 0) Assert.Equal(["1 Rejected o Rejected cum=0 leaves=0 VenueDown"], said.Lines());
        else Assert.Equal(expected, said[1].Venue);
        Assert.Equal(expected == 0 ? 0 : 1, _desk.Engine.OpenOrders().Length);
    }

    [Fact]
    public void A_restricted_venue_is_passed_over()
    {
        _desk.State(ScopeKind.Venue, "V2", TradingState.Halted);
        Assert.Equal(1, _desk.Order(1, "o", Side.Buy, "0.5", "60010", symbol: "BTCUSDT")[1].Venue);
    }

    [Fact]
    public void A_refused_order_frees_its_claim_and_tells_the_venues_words()
    {
        var id = Send();
        var said = _desk.Report(2, id, VenueReportType.Rejected, static (ref Inbound m) => m.VenueReport.Text = Text40.From("filter failure"));
        Assert.Equal(["1 Rejected b1 Rejected cum=0 leaves=0 VenueRejected"], said.Lines());
        Assert.Equal("filter failure", said[0].ExecutionReport.Text.ToString());
        Assert.Equal(Money.Zero, Reserved("USDT"));
        Assert.Empty(_desk.Report(2, id, VenueReportType.Rejected));
    }

    [Fact]
    public void A_cancel_is_pending_until_the_venue_says_so()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted, static (ref Inbound m) => m.VenueReport.VenueOrderId = Text40.From("X9"));
        var said = _desk.Cancel(1, "c1", "b1");
        Assert.Equal(["1 PendingCancel c1 orig=b1 PendingCancel cum=0 leaves=0.5", "V2 Cancel XBTUSDT r1 Buy 0.5@60010"], said.Lines());
        Assert.Equal("X9", said[1].VenueOrder.VenueOrderId.ToString());
        Assert.Equal(["1 CancelReject c2 orig=b1 PendingCancel AlreadyPending"], _desk.Cancel(1, "c2", "b1").Lines());
        Assert.Equal(Money.Parse("30005"), Reserved("USDT"));
        Assert.Equal(["1 Canceled c1 orig=b1 Canceled cum=0 leaves=0"], _desk.Report(2, id, VenueReportType.Canceled).Lines());
        Assert.Equal(Money.Zero, Reserved("USDT"));
    }

    [Fact]
    public void A_cancel_before_the_acknowledgement_waits_for_it()
    {
        var id = Send();
        Assert.Equal(["1 PendingCancel c1 orig=b1 PendingCancel cum=0 leaves=0.5"], _desk.Cancel(1, "c1", "b1").Lines());
        Assert.Equal(["1 New b1 PendingCancel cum=0 leaves=0.5", "V2 Cancel XBTUSDT r1 Buy 0.5@60010"], _desk.Report(2, id, VenueReportType.Accepted).Lines());
        Assert.Equal(["1 Canceled c1 orig=b1 Canceled cum=0 leaves=0"], _desk.Report(2, id, VenueReportType.Canceled).Lines());
    }

    [Fact]
    public void A_refused_cancel_leaves_the_order_as_it_was()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Cancel(1, "c1", "b1");
        Assert.Equal(["1 CancelReject c1 orig=b1 New VenueRejected"], _desk.Report(2, id, VenueReportType.RequestRejected).Lines());
        Assert.Equal("1 PendingCancel c2 orig=b1 PendingCancel cum=0 leaves=0.5", _desk.Cancel(1, "c2", "b1").Lines()[0]);
    }

    [Fact]
    public void A_fill_beats_the_cancel()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Cancel(1, "c1", "b1");
        Assert.Equal(["1 Trade b1 PendingCancel cum=0.2 leaves=0.3 0.2@60001 avg=60001 Taker"], _desk.VenueFill(2, id, "e1", "0.2", "60001").Lines());
        // FIX 4.4 appendix D: pending cancel stands above filled until the request is answered.
        Assert.Equal(["1 Trade b1 PendingCancel cum=0.5 leaves=0 0.3@60001 avg=60001 Taker", "1 CancelReject c1 orig=b1 Filled TooLateToCancel"],
            _desk.VenueFill(2, id, "e2", "0.3", "60001").Lines());
        Assert.Empty(_desk.Report(2, id, VenueReportType.RequestRejected));
    }

    // Found by simulation: after a restart no venue answers a request of the run before, and a cancel stayed without an answer.
    [Fact]
    public void A_fill_answers_a_replace_behind_which_a_mass_cancel_waits()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Replace(1, "r1", "b1", "0.4", "60010");
        var said = _desk.Tell(InboundKind.MassCancel, static (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From("q1"), All = true }, 1);
        Assert.Equal(["1 MassCancel q1 1", "1 PendingCancel b1 PendingCancel cum=0 leaves=0.5"], said.Lines());
        Assert.Equal(["1 Trade b1 PendingCancel cum=0.5 leaves=0 0.5@60001 avg=60001 Taker", "1 CancelReject r1 orig=b1 Filled TooLateToCancel"],
            _desk.VenueFill(2, id, "e1", "0.5", "60001").Lines());
    }

    [Fact]
    public void An_answer_that_is_told_again_does_not_answer_a_later_request()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Replace(1, "b2", "b1", "0.6", "60010");
        _desk.Report(2, id, VenueReportType.Replaced, static (ref Inbound m) => (m.VenueReport.Revision, m.VenueReport.OrderQuantity) = (1, Quantity.Parse("0.6")));
        _desk.Replace(1, "b3", "b2", "0.7", "60010");
        Assert.Empty(_desk.Report(2, id, VenueReportType.Replaced, static (ref Inbound m) => (m.VenueReport.Revision, m.VenueReport.OrderQuantity) = (1, Quantity.Parse("0.6"))));
        Assert.Empty(_desk.Report(2, id, VenueReportType.RequestRejected, static (ref Inbound m) => m.VenueReport.Revision = 1));
        Assert.Equal(
            ["1 Replaced b3 orig=b2 New cum=0 leaves=0.7"],
            _desk.Report(2, id, VenueReportType.Replaced, static (ref Inbound m) => (m.VenueReport.Revision, m.VenueReport.OrderQuantity) = (2, Quantity.Parse("0.7"))).Lines());
    }

    [Fact]
    public void A_mass_cancel_behind_a_replace_has_no_id_of_its_own()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Replace(1, "b2", "b1", "0.6", "60010");
        _desk.Tell(InboundKind.MassCancel, static (ref Inbound m) => m.MassCancel = new() { ClOrdId = Text64.From("q1"), All = true }, 1);
        Assert.Contains("V2 Cancel XBTUSDT r2 Buy 0.6@60010", _desk.Report(2, id, VenueReportType.Replaced).Lines());
        Assert.Equal(["1 Trade b2 Filled cum=0.6 leaves=0 0.6@60001 avg=60001 Taker"], _desk.VenueFill(2, id, "e1", "0.6", "60001").Lines());
    }

    [Fact]
    public void A_replace_claims_the_worse_of_both_until_it_is_answered()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        Assert.Equal(["1 PendingReplace r1 orig=b1 PendingReplace cum=0 leaves=0.5", "V2 Replace XBTUSDT r1 Buy 1@50000"],
            _desk.Replace(1, "r1", "b1", "1", "50000").Lines());
        Assert.Equal(Money.Parse("60010"), Reserved("USDT"));
        Assert.Equal(["1 Replaced r1 orig=b1 New cum=0 leaves=1"], _desk.Report(2, id, VenueReportType.Replaced).Lines());
        Assert.Equal(Money.Parse("50000"), Reserved("USDT"));
        Assert.Equal(Price.Parse("50000"), _desk.Engine.OpenOrders()[0].Price);
    }

    [Fact]
    public void A_refused_replace_claims_what_it_did_before()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Replace(1, "r1", "b1", "1", "50000");
        Assert.Equal(["1 CancelReject r1 orig=b1 New VenueRejected"], _desk.Report(2, id, VenueReportType.RequestRejected).Lines());
        Assert.Equal(Money.Parse("30005"), Reserved("USDT"));
        Assert.Equal("1 PendingCancel c1 orig=b1 PendingCancel cum=0 leaves=0.5", _desk.Cancel(1, "c1", "b1").Lines()[0]);
    }

    [Fact]
    public void A_repeated_execution_is_booked_once()
    {
        var id = Send();
        _desk.VenueFill(2, id, "e1", "0.2", "60001");
        Assert.Empty(_desk.VenueFill(2, id, "e1", "0.2", "60001"));
        Assert.Empty(_desk.VenueFill(2, id, "other", "0.2", "60001", static (ref Inbound m) =>
        {
            m.VenueReport.PossibleDuplicate = true;
            m.VenueReport.CumQuantity = Quantity.Parse("0.2");
        }));
        Assert.Equal(Quantity.Parse("0.2"), _desk.Engine.OpenOrders()[0].CumQuantity);
    }

    [Fact]
    public void A_fill_before_the_acknowledgement_proves_the_order()
    {
        var id = Send();
        Assert.Equal(["1 New b1 New cum=0 leaves=0.5", "1 Trade b1 PartiallyFilled cum=0.1 leaves=0.4 0.1@60001 avg=60001 Taker"],
            _desk.VenueFill(2, id, "e1", "0.1", "60001").Lines());
        Assert.Empty(_desk.Report(2, id, VenueReportType.Accepted));
    }

    [Fact]
    public void A_late_fill_of_a_cancelled_order_still_books()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Cancel(1, "c1", "b1");
        _desk.Report(2, id, VenueReportType.Canceled);
        Assert.Equal(["1 Trade b1 Canceled cum=0.2 leaves=0 0.2@60001 avg=60001 Taker"], _desk.VenueFill(2, id, "e1", "0.2", "60001").Lines());
        Assert.Equal(Quantity.Parse("0.2"), _desk.Engine.Positions().Single().Quantity);
        Assert.Equal(Money.Zero, Reserved("USDT"));
    }

    [Theory]
    [InlineData(VenueReportType.Accepted, "1 New b1 New cum=0 leaves=0.5", "30005")]
    [InlineData(VenueReportType.Canceled, "1 Canceled b1 Canceled cum=0 leaves=0 unsolicited", "0")]
    [InlineData(VenueReportType.NotFound, "1 Rejected b1 Rejected cum=0 leaves=0 VenueUnknown", "0")]
    public void An_unknown_outcome_keeps_the_claim_until_the_venue_proves_one(VenueReportType answer, string expected, string reserved)
    {
        var id = Send();
        Assert.Equal(["Risk Alert VenueUnknown Account:A1", "V2 Query XBTUSDT r0 Buy 0.5@60010"], _desk.Report(2, id, VenueReportType.Unknown).Lines());
        Assert.Equal(Money.Parse("30005"), Reserved("USDT"));
        Assert.Empty(_desk.Report(2, id, VenueReportType.Unknown));
        Assert.Empty(_desk.Tick());
        _desk.Advance(Desk.Second);
        Assert.Equal(["V2 Query XBTUSDT r0 Buy 0.5@60010"], _desk.Tick().Lines());
        _desk.Advance(Desk.Second);
        Assert.Empty(_desk.Tick());
        Assert.Equal(expected, _desk.Report(2, id, answer).Lines()[0]);
        Assert.Equal(Money.Parse(reserved), Reserved("USDT"));
        _desk.Advance(100 * Desk.Second);
        Assert.Empty(_desk.Tick());
    }

    [Fact]
    public void A_fill_proves_an_unknown_order_and_the_rest_stays_claimed()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Unknown);
        Assert.Equal(2, _desk.VenueFill(2, id, "e1", "0.2", "60001").Length);
        Assert.Equal(Money.Parse("18003"), Reserved("USDT"));
    }

    [Fact]
    public void A_cancel_with_unknown_outcome_is_sent_again_once_the_venue_says_that_the_order_works()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.Cancel(1, "c1", "b1");
        _desk.Report(2, id, VenueReportType.Unknown);
        Assert.Equal(["V2 Cancel XBTUSDT r2 Buy 0.5@60010"],
            _desk.Report(2, id, VenueReportType.Accepted, static (ref Inbound m) => m.VenueReport.Revision = 1).Lines());
        Assert.Equal(["1 Canceled c1 orig=b1 Canceled cum=0 leaves=0"], _desk.Report(2, id, VenueReportType.Canceled).Lines());
    }

    [Fact]
    public void Reports_for_orders_that_are_not_there_are_told_and_change_nothing()
    {
        var hash = _desk.Engine.OpenOrders().Length;
        Assert.Equal(["Risk Alert ReconMismatch Venue:V1"], _desk.VenueFill(1, 4711, "e", "1", "60000").Lines());
        var id = Send();
        Assert.Equal(["Risk Alert ReconMismatch Venue:V1"], _desk.VenueFill(1, id, "e", "0.5", "60000").Lines());
        Assert.Equal(hash + 1, _desk.Engine.OpenOrders().Length);
        Assert.DoesNotContain(_desk.Engine.Positions(), p => p.Quantity.Raw != 0);
    }

    [Fact]
    public void A_kill_switch_asks_the_venue_and_blocks()
    {
        var id = Send();
        _desk.Report(2, id, VenueReportType.Accepted);
        _desk.State(ScopeKind.Firm, "", TradingState.Halted, cancel: true);
        Assert.Equal(["Risk StateChanged KillSwitch Firm:", "V2 Cancel XBTUSDT r1 Buy 0.5@60010"], _desk.Said.TakeLast(2).Lines());
        Assert.Equal(["1 Canceled b1 Canceled cum=0 leaves=0 KillSwitch unsolicited"], _desk.Report(2, id, VenueReportType.Canceled).Lines());
        Assert.Equal("1 Rejected n Rejected cum=0 leaves=0 KillSwitch", _desk.Order(1, "n", Side.Buy, "0.5", "60010", symbol: "BTCUSDT").Lines()[0]);
    }

    [Fact]
    public void The_fee_that_the_venue_names_is_taken_from_the_asset_it_names()
    {
        var id = Send();
        _desk.VenueFill(2, id, "e1", "0.5", "60000", static (ref Inbound m) =>
        {
            m.VenueReport.Fee = Money.Parse("0.001");
            m.VenueReport.FeeAsset = Text16.From("BTC");
        });
        Assert.Equal(Money.Parse("10.499"), _desk.Engine.Balances().Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("BTC")).Total);
        Assert.Equal(Money.Parse("70000"), _desk.Engine.Balances().Single(b => b.Account == Text16.From("A1") && b.Asset == Text16.From("USDT")).Total);
    }

    [Fact]
    public void A_market_order_claims_at_the_quote_and_ends_with_the_venue()
    {
        var said = _desk.Order(1, "m1", Side.Buy, "0.5", symbol: "BTCUSDT");
        Assert.Equal(Money.Parse("30000"), Reserved("USDT"));
        Assert.Equal(["1 New m1 New cum=0 leaves=0.5", "1 Trade m1 PartiallyFilled cum=0.4 leaves=0.1 0.4@60001 avg=60001 Taker"],
            _desk.VenueFill(2, said[0].ExecutionReport.OrderId, "e1", "0.4", "60001").Lines());
        Assert.Equal(["1 Canceled m1 Canceled cum=0.4 leaves=0"], _desk.Report(2, said[0].ExecutionReport.OrderId, VenueReportType.Canceled).Lines());
        Assert.Equal(Money.Zero, Reserved("USDT"));
    }
}
