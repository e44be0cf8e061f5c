using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>Each bounded table is filled: what has no room is refused with the table's name and size, nothing else changes, and the views tell how full it is.</summary>
public sealed class CapacityTests
{
    // What the desk's configuration takes already.
    const int Sessions = 9, Accounts = 4, Instruments = 3, Assets = 5, Routes = 2, Venues = 2, Groups = 1;

    static void AssertFull(EngineTable table, long capacity, Desk desk, Rejection refusal)
    {
        Assert.Equal((RejectReason.TableFull, table.Name(), capacity, capacity + 1), (refusal.Reason, refusal.Key.ToString(), refusal.Limit, refusal.Observed));
        Assert.Contains(desk.Engine.Tables(), view => view.Table == table && view.Capacity == capacity && view.Used > 0);
    }

    static Rejection Event(Outbound[] said) => Assert.Single(said, message => message.Kind == OutboundKind.RiskEvent).RiskEvent.Rejection;

    static Rejection Report(Outbound[] said) => said[0].ExecutionReport.Rejection;

    static Outbound[] Buy(Desk desk, string id, string price = "10", string strategy = "", string account = "", string symbol = "AAPL")
        => desk.Order(1, id, Side.Buy, "1", price, symbol, account: account, strategy: strategy);

    [Fact]
    public void Open_orders()
    {
        using var desk = new Desk(Desk.Small with { OrdersMax = 2 });
        Buy(desk, "a");
        Buy(desk, "b");
        AssertFull(EngineTable.OpenOrders, 2, desk, Report(Buy(desk, "c")));
        AssertFull(EngineTable.OpenOrders, 2, desk, Report(Buy(desk, "g", account: "G1")));
        desk.Cancel(1, "d", "a");
        Assert.Equal(ExecType.New, Buy(desk, "e")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void ClOrdIDs_of_the_day_and_a_cancel_passes_all_the_same()
    {
        using var desk = new Desk(Desk.Small with { ClientIdsMax = 2, DoneOrdersMax = 1 });
        Buy(desk, "a");
        Buy(desk, "b");
        AssertFull(EngineTable.ClOrdIds, 2, desk, Report(Buy(desk, "c")));
        AssertFull(EngineTable.ClOrdIds, 2, desk, desk.Replace(1, "d", "a", "2", "10")[0].CancelReject.Rejection);
        foreach (var id in (string[])["a", "b"]) Assert.Equal(ExecType.Canceled, desk.Cancel(1, $"{id}x", id)[0].ExecutionReport.ExecType);
        desk.Advance(86_400 * Desk.Second);
        desk.Tick();
        Assert.Equal(ExecType.New, Buy(desk, "f")[0].ExecutionReport.ExecType);
    }

    [Fact]
    public void Done_orders_give_way_to_the_next_and_are_unknown_then()
    {
        using var desk = new Desk(Desk.Small with { DoneOrdersMax = 2 });
        foreach (var id in (string[])["a", "b", "c"])
        {
            Buy(desk, id);
            desk.Cancel(1, id + "x", id);
        }

        Assert.Equal(RejectReason.UnknownOrder, desk.Cancel(1, "late", "a")[0].CancelReject.Rejection.Reason);
        Assert.Equal(RejectReason.TooLateToCancel, desk.Cancel(1, "later", "c")[0].CancelReject.Rejection.Reason);
    }

    [Fact]
    public void Nodes_of_the_price_trees()
    {
        using var desk = new Desk(Desk.Small with { BookNodesMax = 26 });
        Rejection refusal = default;
        for (var i = 0; !refusal.IsRejected; i++) refusal = Report(Buy(desk, $"o{i}", new Price((1 + i * 5_000) * 1_000_000L).ToString()));
        AssertFull(EngineTable.BookNodes, 26, desk, refusal);
    }

    [Fact]
    public void Strategies_of_orders_and_of_limits()
    {
        using var desk = new Desk(Desk.Small with { StrategiesMax = 1 });
        Buy(desk, "a", strategy: "X");
        AssertFull(EngineTable.Strategies, 1, desk, Report(Buy(desk, "b", strategy: "Y")));
        AssertFull(EngineTable.Strategies, 1, desk, Event(desk.Switch("Y", "", false)));
    }

    [Fact]
    public void Positions_and_strategies_parts_of_them()
    {
        using var desk = new Desk(Desk.Small with { PositionsMax = 1 });
        Buy(desk, "a");
        AssertFull(EngineTable.Positions, 1, desk, Report(Buy(desk, "b", symbol: "MSFT")));
        using var parts = new Desk(Desk.Small with { StrategyPositionsMax = 2 });
        Buy(parts, "a", strategy: "X");
        AssertFull(EngineTable.StrategyPositions, 2, parts, Report(Buy(parts, "b", strategy: "Y")));
    }

    [Fact]
    public void Instruments_and_assets()
    {
        using var desk = new Desk(Desk.Small with { InstrumentsMax = Instruments });
        desk.Instrument("D");
        AssertFull(EngineTable.Instruments, Instruments, desk, desk.Said[^1].RiskEvent.Rejection);
        using var assets = new Desk(Desk.Small with { AssetsMax = Assets });
        assets.Instrument("D");
        AssertFull(EngineTable.Assets, Assets, assets, assets.Said[^1].RiskEvent.Rejection);
        Assert.Equal("D", assets.Said[^1].RiskEvent.Symbol.ToString());
        assets.Balance("A1", "CHF", "1");
        AssertFull(EngineTable.Assets, Assets, assets, assets.Said[^1].RiskEvent.Rejection);
        assets.Rate("CHF", "1.1");
        AssertFull(EngineTable.Assets, Assets, assets, assets.Said[^1].RiskEvent.Rejection);
    }

    [Fact]
    public void Accounts_and_self_trade_groups()
    {
        using var desk = new Desk(Desk.Small with { AccountsMax = Accounts, SelfTradeGroupsMax = 1 });
        desk.Account("A5");
        AssertFull(EngineTable.Accounts, Accounts, desk, desk.Said[^1].RiskEvent.Rejection);
        Assert.Empty(Grouped(desk, "A1", "S1"));
        AssertFull(EngineTable.SelfTradeGroups, 1, desk, Event(Grouped(desk, "A2", "S2")));
    }

    static Outbound[] Grouped(Desk desk, string account, string group) => desk.Tell(InboundKind.AccountDefined, (ref Inbound m) => m.AccountDefined = new()
    {
        Account = Text16.From(account), Currency = Text16.From("USD"), InitialMarginPercent = 10, SelfTradeGroup = Text16.From(group),
    });

    [Fact]
    public void Groups_their_members_and_legs()
    {
        using var desk = new Desk(Desk.Small with { GroupsMax = Groups, LegsMax = 3 });
        AssertFull(EngineTable.Groups, Groups, desk, Event(Group(desk, "G2", 1)));
        AssertFull(EngineTable.GroupMembers, 3, desk, Event(Group(desk, "G1", 4)));
        for (var leg = 0; leg < 4; leg++) desk.Tell(InboundKind.AllocationLeg, static (ref Inbound m) => m.AllocationLeg = new() { Account = Text16.From("A1"), Quantity = Quantity.Parse("1") }, 1);
        AssertFull(EngineTable.GroupMembers, 3, desk, Report(desk.Order(1, "a", Side.Buy, "4", "10", more: static (ref Inbound m) => m.NewOrder.Legs = 4)));
    }

    static Outbound[] Group(Desk desk, string name, ushort members)
        => desk.Tell(InboundKind.GroupDefined, (ref Inbound m) => m.GroupDefined = new() { Group = Text16.From(name), Policy = AllocationPolicy.Equal, Members = members });

    [Fact]
    public void Sessions_venues_and_routes()
    {
        using var desk = new Desk(Desk.Small with { SessionsMax = Sessions, VenuesMax = Venues, RoutesMax = Routes });
        AssertFull(EngineTable.Sessions, Sessions, desk, Event(desk.Tell(InboundKind.SessionDefined, static (ref Inbound m) => m.SessionDefined.CompId = Text32.From("S"), Sessions + 1)));
        AssertFull(EngineTable.Venues, Venues, desk, Event(desk.Tell(InboundKind.VenueDefined, static (ref Inbound m) => m.VenueDefined.Name = Text16.From("V3"), venue: Venues + 1)));
        desk.Route("AAPL", 1, "AAPL", 1, 0);
        AssertFull(EngineTable.Routes, Routes, desk, desk.Said[^1].RiskEvent.Rejection);
    }

    [Fact]
    public void Orders_at_exchanges_and_their_execution_ids()
    {
        using var desk = new Desk(Desk.Small with { VenueOrdersMax = 1, VenueExecIdsMax = 2 });
        desk.Venue(1, VenueState.Up);
        desk.Quote(1, "59999", "60001");
        var order = desk.Order(1, "a", Side.Buy, "1", "60000", "BTCUSDT")[0].ExecutionReport.OrderId;
        AssertFull(EngineTable.VenueOrders, 1, desk, Report(desk.Order(1, "b", Side.Buy, "0.1", "60000", "BTCUSDT")));
        foreach (var id in (string[])["e1", "e2", "e3", "e3"]) desk.VenueFill(1, order, id, "0.1", "60000");
        Assert.Equal(("0.3", 2L), (desk.Engine.OpenOrders()[0].CumQuantity.ToString(), desk.Engine.Tables()[(int)EngineTable.VenueExecIds].Used));
    }

    [Fact]
    public void A_fee_in_an_asset_for_which_there_is_no_room_is_told()
    {
        using var desk = new Desk(Desk.Small with { AssetsMax = Assets });
        desk.Venue(1, VenueState.Up);
        desk.Quote(1, "59999", "60001");
        var order = desk.Order(1, "a", Side.Buy, "1", "60000", "BTCUSDT")[0].ExecutionReport.OrderId;
        var said = desk.VenueFill(1, order, "e1", "0.1", "60000", static (ref Inbound m) => (m.VenueReport.Fee, m.VenueReport.FeeAsset) = (Money.Parse("1"), Text16.From("BNB")));
        AssertFull(EngineTable.Assets, Assets, desk, Event(said));
        Assert.Contains(said, message => message.Kind == OutboundKind.ExecutionReport && message.ExecutionReport.ExecType == ExecType.Trade);
    }

    [Fact]
    public void Limits_that_operators_have_changed()
    {
        using var desk = new Desk(Desk.Small with { ChangedLimitsMax = 1 });
        Change(desk, "A1");
        AssertFull(EngineTable.ChangedLimits, 1, desk, Assert.Single(Change(desk, "A2"), message => message.Kind == OutboundKind.OperatorReport).OperatorReport.Rejection);
    }

    static Outbound[] Change(Desk desk, string account) => desk.Tell(InboundKind.LimitSet, (ref Inbound m) =>
    {
        m.SessionSequence = 1;
        m.LimitSet = new() { Rule = 20, Scope = ScopeKind.Account, Key = Text24.From(account), Enabled = true, Value = FixedPoint.One, By = Text16.From("ops") };
    });
}
