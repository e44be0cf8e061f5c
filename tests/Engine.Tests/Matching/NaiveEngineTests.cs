using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Matching;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Matching;

/// <summary>Whatever strategies ask for, the engine says the same as a plain model of it, line by line, and its book is the same in the end.</summary>
public sealed class NaiveEngineTests
{
    static readonly SelfTradePrevention[] Modes =
    [
        SelfTradePrevention.Default, SelfTradePrevention.CancelNewest, SelfTradePrevention.CancelOldest, SelfTradePrevention.CancelBoth, SelfTradePrevention.Decrement,
    ];

    static readonly TimeInForce[] Times = [TimeInForce.Day, TimeInForce.Day, TimeInForce.Day, TimeInForce.Day, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill];

    [Fact]
    public void The_same_requests_are_answered_alike()
        => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), static seed => Compare(new Random(seed), 150)).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    static void Compare(Random random, int count)
    {
        using var desk = new Desk(Desk.Small with { DoneOrdersMax = 1024 });
        var plain = new NaiveEngine();
        List<string> ids = ["none"];
        for (var i = 1; i <= count; i++)
        {
            var ask = Draw(random, i, ids);
            ids.Add(ask.Id);
            var expected = plain.Do(ask);
            var said = Tell(desk, ask).Lines();
            Assert.True(expected.SequenceEqual(said), $"{ask}\nplain:\n{string.Join('\n', expected)}\nengine:\n{string.Join('\n', said)}");
        }

        var names = desk.Engine.OpenOrders().ToDictionary(order => order.OrderId, order => order.ClOrdId.ToString());
        Assert.Equal(
            plain.Resting(BookSide.Buy).Concat(plain.Resting(BookSide.Sell)),
            desk.Engine.BookOrders(Text24.From("AAPL")).Select(order => (names[order.OrderId], order.Price.Raw / FixedPoint.One, order.Quantity.Raw / FixedPoint.One, order.HiddenQuantity.Raw / FixedPoint.One)));
    }

    static Ask Draw(Random random, int number, List<string> ids)
    {
        var verb = random.Next(10) switch { < 6 => 'n', < 8 => 'c', _ => 'r' };
        var id = random.Next(40) == 0 ? ids[random.Next(ids.Count)] : string.Create(CultureInfo.InvariantCulture, $"o{number}");
        var recent = ids[Math.Max(0, ids.Count - 1 - random.Next(25))];
        var lots = 1 + random.Next(12);
        var market = verb == 'n' && random.Next(10) == 0;
        var time = Times[random.Next(Times.Length)];
        var peak = !market && time == TimeInForce.Day && random.Next(4) == 0 ? 1 + random.Next(lots) : 0;
        var minimum = verb == 'n' && !market && time == TimeInForce.Day && random.Next(8) == 0 ? 1 + random.Next(lots) : 0;
        return new(1 + random.Next(2), verb, id, recent, (BookSide)random.Next(2), lots, market ? 0 : 98 + random.Next(5), time, peak, minimum, Modes[random.Next(Modes.Length)]);
    }

    static Outbound[] Tell(Desk desk, Ask ask)
    {
        var (session, lots, price) = ((ushort)ask.Session, ask.Lots.ToString(CultureInfo.InvariantCulture), ask.Price == 0 ? "" : ask.Price.ToString(CultureInfo.InvariantCulture));
        if (ask.Verb == 'c') return desk.Cancel(session, ask.Id, ask.Original);
        if (ask.Verb == 'r') return desk.Replace(session, ask.Id, ask.Original, lots, price, (ref Inbound m) => m.ReplaceOrder.DisplayQuantity = new(ask.Peak * FixedPoint.One));
        return desk.Order(session, ask.Id, ask.Side == BookSide.Buy ? Side.Buy : Side.Sell, lots, price, tif: ask.Time, more: (ref Inbound m) =>
        {
            m.NewOrder.DisplayQuantity = new(ask.Peak * FixedPoint.One);
            m.NewOrder.MinQuantity = new(ask.Minimum * FixedPoint.One);
            m.NewOrder.SelfTradePrevention = ask.OnSelf;
        });
    }
}
