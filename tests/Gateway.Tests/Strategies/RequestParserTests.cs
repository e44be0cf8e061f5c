using System.Text;
using Gateway.Fix.Codec;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

public sealed class RequestParserTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_field_of_an_order_has_its_place()
    {
        var order = Parse("35=D|11=id|55=AAPL|1=A1|526=alpha|58=signal|54=5|40=4|59=6|44=1.5|99=2.25|38=100|110=5|111=10|126=20260102-03:04:05.678|18=6 E|").NewOrder;
        Assert.Equal(("id", "AAPL", "A1", "alpha", "signal"), (order.ClOrdId.ToString(), order.Symbol.ToString(), order.Account.ToString(), order.Strategy.ToString(), order.Signal.ToString()));
        Assert.Equal((Side.SellShort, OrderType.StopLimit, (TimeInForce)'6'), (order.Side, order.Type, order.TimeInForce));
        Assert.Equal((150_000_000L, 225_000_000L, 10_000_000_000L, 500_000_000L, 1_000_000_000L),
            (order.Price.Raw, order.StopPrice.Raw, order.Quantity.Raw, order.MinQuantity.Raw, order.DisplayQuantity.Raw));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), DateTime.UnixEpoch.AddTicks(order.ExpireTime.Nanos / 100));
        Assert.Equal(OrderFlags.PostOnly | OrderFlags.ReduceOnly, order.Flags);
    }

    [Theory]
    [InlineData("35=D|11=a|55=A|54=7|38=1|40=2|44=1|", RejectReason.SideInvalid)]
    [InlineData("35=D|11=a|55=A|54=1|38=0|40=2|44=1|", RejectReason.QuantityInvalid)]
    [InlineData("35=D|11=a|55=A|54=1|38=1|40=1|44=1|", RejectReason.PriceInvalid)]
    [InlineData("35=D|11=a|55=A|54=1|38=1|40=3|", RejectReason.PriceInvalid)]
    [InlineData("35=D|11=a|55=A|54=1|38=1|40=2|44=1|18=Z|", RejectReason.UnsupportedOrder)]
    [InlineData("35=D|11=a|55=A|54=1|38=1|40=2|44=1|526=THISNAMEISTOOLONG|", RejectReason.FieldInvalid)]
    [InlineData("35=q|11=a|530=9|", RejectReason.FieldInvalid)]
    [InlineData("35=q|11=a|530=1|", RejectReason.SymbolInvalid)]
    [InlineData("35=F|11=a|41=b|55=THISSYMBOLISLONGERTHAN24CHARS|54=1|", RejectReason.SymbolInvalid)]
    [InlineData("35=D|11=a|55=A|54=1|38=1|40=2|44=1|", RejectReason.None)]
    [InlineData("35=F|11=a|41=b|37=12|54=1|", RejectReason.None)]
    [InlineData("35=q|11=a|530=7|", RejectReason.None)]
    public void What_is_unfit_is_left_to_the_engine_to_refuse(string text, RejectReason fault) => Assert.Equal(fault, Parse(text).Fault);

    [Theory]
    [InlineData("37=12|", 12)]
    [InlineData("37=abc|", -1)]
    [InlineData("", 0)]
    public void A_foreign_OrderID_belongs_to_no_order(string field, long expected) => Assert.Equal(expected, Parse("35=F|11=a|41=b|" + field).CancelOrder.OrderId);

    [Fact]
    public void Random_bytes_neither_throw_nor_allocate()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var index = new FieldIndex();
        var bytes = new byte[400];
        for (var i = 0; i < 5_000; i++) Try(random, index, bytes);
        var allocated = Enumerable.Range(0, 5).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5_000; i++) Try(random, index, bytes);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).Min();
        Assert.Equal(0, allocated);
    }

    static void Try(Random random, FieldIndex index, byte[] bytes)
    {
        ReadOnlySpan<byte> types = "DFGHq"u8, tags = "\u000111=\u000155=\u000154=1\u000138=\u000140=2\u000144=\u000141=\u000178=\u0001126=\u0001530="u8;
        random.NextBytes(bytes);
        "8=FIX.4.4\u00019=1\u000135="u8.CopyTo(bytes);
        bytes[17] = types[random.Next(types.Length)];
        bytes[18] = 1;
        for (var at = 19; at < bytes.Length - 60; at += random.Next(8, 60))
        {
            var from = random.Next(tags.Length - 4);
            tags.Slice(from, Math.Min(tags.Length - from, random.Next(3, 40))).CopyTo(bytes.AsSpan(at));
        }

        var frame = bytes.AsSpan(0, random.Next(30, bytes.Length));
        frame[^1] = 1;
        index.Parse(frame);
        var message = new FixMessage(index, frame);
        var inbound = default(Inbound);
        if (RequestParser.TryParse(in message, ref inbound, out _)) AllocationLegs.Count(in message);
    }

    static Inbound Parse(string text)
    {
        var bytes = Encoding.Latin1.GetBytes($"8=FIX.4.4|9=1|{text}10=000|".Replace('|', '\u0001'));
        var index = new FieldIndex();
        index.Parse(bytes);
        var message = new FixMessage(index, bytes);
        var inbound = default(Inbound);
        Assert.True(RequestParser.TryParse(in message, ref inbound, out _));
        return inbound;
    }
}
