using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>What holds in every life of a desk.</summary>
public sealed class RandomLives
{
    static readonly Arbitrary<List<int>> Dice = Gen.Choose(0, 1 << 20).ListOf(600).Select(rolls => rolls.ToList()).ToArbitrary();

    [Fact]
    public void What_is_reserved_is_what_open_orders_and_positions_claim_and_nothing_when_nothing_is_open()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            var life = new RandomLife(desk, dice);
            life.Live(120, () => AssertClaims(desk));
            life.End();
            Assert.Empty(desk.Engine.OpenOrders());
            AssertClaims(desk);
            foreach (var scope in desk.Engine.Scopes()) Assert.Equal((0, 0L, 0), (scope.OpenOrders, scope.OpenNotional.Raw, scope.UnknownOrders));
            foreach (var position in desk.Engine.Positions()) Assert.Equal((0L, 0L), (position.WorkingBuys.Raw, position.WorkingSells.Raw));
            AssertBudgets(desk);
        }).QuickCheckThrowOnFailure();

    // Of exposures, budgets and credit lines open orders no longer use anything: only what is held does.
    static void AssertBudgets(Desk desk)
    {
        foreach (var rule in RuleCatalogue.All.Where(rule => rule.Number is 36 or 37 or 53 or 62 or 63 or 95))
            foreach (var scope in rule.Scopes)
                desk.Limit(rule.Number, scope, "", "1000000000");
        var held = desk.Engine.Scopes().ToDictionary(scope => (scope.Scope, scope.Key), scope => scope.GrossExposure.Raw);
        foreach (var limit in desk.Engine.Limits())
            if (limit.Rule is 36 or 37 or 95) Assert.Equal(0, limit.Used);
            else if (limit.Rule is 53 or 62 or 63) Assert.Equal(held[(limit.Scope, limit.Key)], limit.Used);
    }

    static void AssertClaims(Desk desk)
    {
        var claims = new Dictionary<(Text16, Text16), long>();
        void Add(Text16 account, string asset, long amount)
            => claims[(account, Text16.From(asset))] = claims.GetValueOrDefault((account, Text16.From(asset))) + amount;
        foreach (var order in desk.Engine.OpenOrders())
            if (!order.IsParent)
                Add(order.Account, order.Symbol != Text24.From("BTCUSDT") ? "USD" : order.Side == Side.Buy ? "USDT" : "BTC", order.Reserved.Raw);
        foreach (var position in desk.Engine.Positions())
            if (position.Margin.Raw != 0)
                Add(position.Account, "USD", position.Margin.Raw);
        foreach (var balance in desk.Engine.Balances())
        {
            Assert.Equal(claims.GetValueOrDefault((balance.Account, balance.Asset)), balance.Reserved.Raw);
            Assert.Equal(balance.Total.Raw, balance.Free.Raw + balance.Reserved.Raw);
        }
    }

    [Fact]
    public void Own_book_trades_move_quantity_and_money_but_make_none()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            new RandomLife(desk, dice).Live(120);
            foreach (var symbol in new[] { "AAPL", "MSFT" })
                Assert.Equal(0, desk.Engine.Positions().Where(p => p.Symbol == Text24.From(symbol)).Sum(p => p.Quantity.Raw));
            var profit = desk.Engine.Positions().Where(p => p.Symbol != Text24.From("BTCUSDT")).Sum(p => p.RealizedPnl.Raw);
            var cash = desk.Engine.Balances().Where(b => b.Asset == Text16.From("USD")).Sum(b => b.Total.Raw) - 4 * Money.Parse("1000000").Raw;
            Assert.InRange(cash - profit, -8, 8); // each position's exact profit is cut to 1e-8 once
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reports_of_an_order_add_up() => ReportsAddUp().QuickCheckThrowOnFailure();

    /// <summary>A group's order at venues, replaced to less: its leaves were told as what its children still had out.</summary>
    [Fact]
    public void Reports_add_up_when_a_group_at_venues_is_replaced_to_less()
        => ReportsAddUp().Check(Config.QuickThrowOnFailure.WithReplay(4660374064631009018UL, 1758681031480314799UL, 61));

    static Property ReportsAddUp()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            new RandomLife(desk, dice).Live(120);
            var sums = new Dictionary<long, long>();
            var execIds = new HashSet<long>();
            foreach (var report in desk.Said.Where(m => m.Kind == OutboundKind.ExecutionReport).Select(m => m.ExecutionReport))
            {
                Assert.True(execIds.Add(report.ExecId));
                if (report.OrderId == 0) continue;
                if (report.ExecType == ExecType.Trade) sums[report.OrderId] = sums.GetValueOrDefault(report.OrderId) + report.LastQuantity.Raw;
                Assert.Equal(sums.GetValueOrDefault(report.OrderId), report.CumQuantity.Raw);
                Assert.True(report.LeavesQuantity.Raw >= 0 && report.CumQuantity.Raw + report.LeavesQuantity.Raw <= report.OrderQuantity.Raw);
                if (report.OrdStatus is OrdStatus.Filled or OrdStatus.Canceled or OrdStatus.Rejected or OrdStatus.Expired) Assert.Equal(0, report.LeavesQuantity.Raw);
            }
        });

    [Fact]
    public void What_was_last_told_of_an_order_is_how_it_is_and_nothing_rests_that_may_not()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            var told = new Dictionary<long, ExecutionReport>();
            var read = 0;
            new RandomLife(desk, dice).Live(120, () =>
            {
                for (; read < desk.Said.Count; read++)
                    if (desk.Said[read] is { Kind: OutboundKind.ExecutionReport } said)
                        told[said.ExecutionReport.OrderId] = said.ExecutionReport;
                foreach (var order in desk.Engine.OpenOrders().Where(order => order.ParentOrderId == 0 && order.Symbol != Text24.From("BTCUSDT")))
                {
                    Assert.False(order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill, order.ToString());
                    var last = told[order.OrderId];
                    Assert.Equal((last.OrdStatus, last.OrderQuantity, last.CumQuantity, last.LeavesQuantity), (order.Status, order.Quantity, order.CumQuantity, order.LeavesQuantity));
                }
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_messages_give_the_same_answers_and_the_same_hash()
        => Prop.ForAll(Dice, static dice =>
        {
            using var desk = new Desk();
            new RandomLife(desk, dice).Live(120);
            using var again = new ExecutionEngine(Desk.Small);
            var said = new List<Outbound>();
            var outbox = new ListOutbox(said);
            foreach (var message in desk.Heard) again.On(in message, ref outbox);
            Assert.Equal(desk.Engine.StateHash(), again.StateHash());
            Assert.Equal(desk.Said.Count, said.Count);
            for (var i = 0; i < said.Count; i++) Assert.True(Bytes(desk.Said[i]).SequenceEqual(Bytes(said[i])), $"outbound {i + 1}");
        }).QuickCheckThrowOnFailure();

    static byte[] Bytes(Outbound message)
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<Outbound>(in message)).ToArray();
}
