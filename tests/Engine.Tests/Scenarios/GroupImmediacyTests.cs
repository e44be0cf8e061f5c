using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>What may not wait does not, and what may only be filled whole is, whoever's orders stand in a group's way and wherever the market is interrupted.</summary>
public sealed class GroupImmediacyTests
{
    [Fact]
    public void A_group_fills_or_is_killed_as_a_whole_and_leaves_nothing_that_may_not_wait()
    {
        var dice = Gen.Choose(0, 1_000_000).ListOf().Where(list => list.Count > 0);
        var (filled, killed) = (0, 0);
        Prop.ForAll(Arb.From(dice), rolls =>
        {
            var next = 0;
            int Roll(int sides) => rolls[next++ % rolls.Count] / 7 % sides;
            using var desk = new Desk();
            Define(desk, Roll);
            for (var i = 0; i < 12; i++) Rest(desk, i, Roll);
            for (var i = 0; i < 4; i++)
            {
                var time = Roll(3) == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.FillOrKill;
                var side = Roll(2) == 0 ? Side.Buy : Side.Sell;
                var quantity = 3 + Roll(30);
                var said = desk.Order(1, $"g{i}", side, quantity.ToString(CultureInfo.InvariantCulture), Roll(2) == 0 ? "" : Price(Roll), tif: time, account: "G1",
                    more: (ref Inbound m) => m.NewOrder.SelfTradePrevention = (SelfTradePrevention)Roll(6));
                Assert.DoesNotContain(desk.Engine.OpenOrders(), order => order.TimeInForce == time);
                var last = said.Last(m => m.Kind == OutboundKind.ExecutionReport && m.ExecutionReport.ClOrdId.ToString() == $"g{i}").ExecutionReport;
                Assert.Equal(0, last.LeavesQuantity.Raw);
                if (time != TimeInForce.FillOrKill || last.ExecType == ExecType.Rejected) continue;
                Assert.Equal(last.OrdStatus == OrdStatus.Filled ? quantity * FixedPoint.One : 0, last.CumQuantity.Raw);
                if (last.OrdStatus == OrdStatus.Filled) filled++;
                else killed++;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60));
        Assert.True(filled > 200 && killed > 200, $"{filled} filled, {killed} killed");
    }

    static void Define(Desk desk, Func<int, int> roll)
    {
        var (prevention, band) = ((SelfTradePrevention)roll(6), roll(3) * 20_000);
        desk.Tell(InboundKind.InstrumentDefined, (ref Inbound m) => m.InstrumentDefined = new()
        {
            Symbol = Text24.From("AAPL"), BaseAsset = Text16.From("AAPL"), Currency = Text16.From("USD"), TickSize = Messages.Price.Parse("0.01"), LotSize = Quantity.Parse("1"),
            QuantityMin = Quantity.Parse("1"), QuantityMax = Quantity.Parse("100000"), ReferencePrice = Messages.Price.Parse(roll(2) == 0 ? "0" : "100"),
            SelfTradePrevention = prevention, Settlement = Settlement.Margin, DynamicBandMicros = band, VolatilityAuctionNanos = Desk.Second,
        });
    }

    // Prices of both sides overlap: there are trades, last prices beside the best, and interruptions.
    static void Rest(Desk desk, int i, Func<int, int> roll)
        => desk.Order((ushort)(1 + roll(3)), $"r{i}", roll(2) == 0 ? Side.Buy : Side.Sell, (1 + roll(12)).ToString(CultureInfo.InvariantCulture), Price(roll), account: $"A{1 + roll(4)}",
            more: (ref Inbound m) => (m.NewOrder.SelfTradePrevention, m.NewOrder.DisplayQuantity) = ((SelfTradePrevention)roll(6), roll(4) == 0 ? Quantity.Parse("1") : default));

    static string Price(Func<int, int> roll) => (94 + roll(13)).ToString(CultureInfo.InvariantCulture);
}
