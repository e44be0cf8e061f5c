using System.Buffers.Text;
using Gateway.Load;
using Gateway.Messages;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// Commands as the sessions publish them: limit orders of two strategies on two accounts around a mid price, so that about every second one
/// trades, and cancels of recent orders. Deterministic from a seed; made before the clock runs.
/// </summary>
static class PipelineFlow
{
    const int CancelPercent = 30;
    const long MidTicks = 58_000;
    const long TickRaw = FixedPoint.One / 100;

    /// <param name="count">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="first">Session of every second order.</param>
    /// <param name="second">Session of the others.</param>
    /// <param name="sent">When all of them were sent; an old request is refused.</param>
    internal static Inbound[] Create(int count, ulong seed, ushort first, ushort second, Timestamp sent)
    {
        var random = new SplitMix(seed);
        var commands = new Inbound[count];
        var newest = 0;
        for (var i = 0; i < count; i++)
        {
            if (newest > 16 && random.Below(100) < CancelPercent) Cancel(ref commands[i], i, newest - random.Below(16), first, second);
            else Order(ref commands[i], ++newest, random, first, second);
            commands[i].SendingTime = sent;
        }

        return commands;
    }

    static void Order(ref Inbound command, int number, SplitMix random, ushort first, ushort second)
    {
        command.Kind = InboundKind.NewOrder;
        command.Session = number % 2 == 0 ? first : second;
        ref var order = ref command.NewOrder;
        Name(ref order.ClOrdId, number, 'o');
        order.Symbol = s_symbol;
        order.Side = random.Below(2) == 0 ? Side.Buy : Side.Sell;
        order.Type = OrderType.Limit;
        order.TimeInForce = TimeInForce.Day;
        order.Price = new((MidTicks + random.Below(41) - 20) * TickRaw);
        order.Quantity = new((1 + random.Below(10)) * 10 * FixedPoint.One);
    }

    static void Cancel(ref Inbound command, int number, int target, ushort first, ushort second)
    {
        command.Kind = InboundKind.CancelOrder;
        command.Session = target % 2 == 0 ? first : second;
        Name(ref command.CancelOrder.ClOrdId, number, 'c');
        Name(ref command.CancelOrder.OrigClOrdId, target, 'o');
        command.CancelOrder.Symbol = s_symbol;
    }

    static readonly Text24 s_symbol = Text24.From("AAPL");

    static void Name(ref Text64 id, int number, char prefix)
    {
        Span<byte> text = stackalloc byte[16];
        text[0] = (byte)prefix;
        Utf8Formatter.TryFormat(number, text[1..], out var length);
        FixedText.TrySet(ref id, text[..(1 + length)]);
    }
}
