using Gateway.Engine;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;
using System.Buffers.Text;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// Commands that keep books at a depth: 8 % market orders, 8 % replaces, the rest cancels of any resting order and as many new ones. Made from a seed by
/// looking at the answers of an engine beside the one that is measured, so that no command is for an order that has gone.
/// </summary>
/// <remarks>One strategy buys, the other sells. New orders lie near the touch, one in ten anywhere in the book, of about twenty orders a price.</remarks>
sealed class MatchFlow
{
    const long Middle = 58_000, TickRaw = FixedPoint.One / 100;

    readonly ExecutionEngine _beside;
    readonly Text24[] _symbols;
    readonly ushort[] _sessions;
    readonly int _perBook;
    readonly int _width;
    readonly (int Serial, long OrderId, Price Price, Quantity Leaves)[] _slots;
    readonly Stack<int> _free = new();
    readonly Answers _answers;
    SplitMix _random;
    int _serial;
    long _sequence;
    long _time;

    /// <param name="beside">Knows the configuration.</param>
    /// <param name="from">Its last inbound message.</param>
    /// <param name="symbols">One book each.</param>
    /// <param name="perBook">Orders that rest in each.</param>
    /// <param name="seed">Of everything.</param>
    /// <param name="sessions">Of the one that buys and the one that sells.</param>
    internal MatchFlow(ExecutionEngine beside, JournalPosition from, Text24[] symbols, int perBook, ulong seed, ushort[] sessions)
    {
        (_beside, _symbols, _perBook, _sessions, _random, _sequence, _time) = (beside, symbols, perBook, sessions, new SplitMix(seed), from.Sequence, from.Time.Nanos);
        _width = Math.Clamp(perBook / 40, 4, 40_000);
        _slots = new (int, long, Price, Quantity)[symbols.Length * perBook];
        _answers = new Answers(this);
    }

    /// <summary>Books.</summary>
    internal int Books => _symbols.Length;

    /// <summary>Orders that the flow keeps resting.</summary>
    internal int Resting => _slots.Length;

    /// <summary>Refused requests; there should be none.</summary>
    internal int Refused { get; private set; }

    /// <summary>Why the first was.</summary>
    internal string Refusal { get; private set; } = "";

    internal void Fill(Span<Inbound> commands, int firstSlot)
    {
        for (var i = 0; i < commands.Length; i++)
        {
            Rest(ref commands[i], firstSlot + i, anywhere: true);
            Tell(ref commands[i]);
        }
    }

    internal void Next(Span<Inbound> commands)
    {
        foreach (ref var command in commands)
        {
            var (dice, slot) = (_random.Below(100), _random.Below(_slots.Length));
            var rests = _slots[slot].Leaves.Raw != 0;
            if (dice < 8) Market(ref command, slot);
            else if (dice < 16 && rests) Replace(ref command, slot);
            else if (_free.TryPop(out var hole)) Rest(ref command, hole, anywhere: _random.OneIn(10));
            else Cancel(ref command, slot);
            Tell(ref command);
        }
    }

    /// <summary>Whether what the reports said to rest is what the books of an engine hold; the number of orders, or a sentence.</summary>
    internal (long Orders, string? Difference) Compare(ExecutionEngine engine)
    {
        var said = _slots.Where(slot => slot.Leaves.Raw != 0).ToDictionary(slot => slot.OrderId);
        var count = 0L;
        foreach (var symbol in _symbols)
            foreach (var order in engine.BookOrders(symbol))
            {
                count++;
                if (!said.TryGetValue(order.OrderId, out var slot) || slot.Leaves != order.Quantity || slot.Price != order.Price)
                    return (count, $"order {order.OrderId} of {symbol} is {order.Quantity} at {order.Price} in the book, {slot.Leaves} at {slot.Price} by its reports");
            }

        return (count, count == said.Count ? null : $"{said.Count} orders rest by their reports, {count} in the books");
    }

    void Rest(ref Inbound command, int slot, bool anywhere)
    {
        Begin(ref command, InboundKind.NewOrder, slot);
        ref var order = ref command.NewOrder;
        order.ClOrdId = NewId(slot);
        order.Symbol = _symbols[slot / _perBook];
        order.Side = slot % 2 == 0 ? Side.Buy : Side.Sell;
        (order.Type, order.TimeInForce) = (OrderType.Limit, TimeInForce.Day);
        order.Price = PriceOf(slot, anywhere);
        order.Quantity = new((1 + _random.Below(10)) * FixedPoint.One);
    }

    void Market(ref Inbound command, int slot)
    {
        Begin(ref command, InboundKind.NewOrder, slot);
        ref var order = ref command.NewOrder;
        order.ClOrdId = Id(-1, ++_serial);
        order.Symbol = _symbols[slot / _perBook];
        order.Side = slot % 2 == 0 ? Side.Buy : Side.Sell;
        (order.Type, order.TimeInForce) = (OrderType.Market, TimeInForce.Day);
        order.Quantity = new((1 + _random.Below(20)) * FixedPoint.One);
    }

    void Replace(ref Inbound command, int slot)
    {
        Begin(ref command, InboundKind.ReplaceOrder, slot);
        ref var replace = ref command.ReplaceOrder;
        replace.OrigClOrdId = Id(slot, _slots[slot].Serial);
        replace.ClOrdId = NewId(slot);
        replace.Symbol = _symbols[slot / _perBook];
        replace.Price = PriceOf(slot, _random.OneIn(10));
        replace.Quantity = new((100 + _random.Below(10)) * FixedPoint.One);
    }

    void Cancel(ref Inbound command, int slot)
    {
        Begin(ref command, InboundKind.CancelOrder, slot);
        command.CancelOrder.OrigClOrdId = Id(slot, _slots[slot].Serial);
        command.CancelOrder.ClOrdId = Id(slot, ++_serial);
        command.CancelOrder.Symbol = _symbols[slot / _perBook];
    }

    void Begin(ref Inbound command, InboundKind kind, int slot)
    {
        command = default;
        (command.Kind, command.Session, command.SendingTime) = (kind, _sessions[slot % 2], new(_time));
    }

    Price PriceOf(int slot, bool anywhere)
    {
        var away = 1 + (anywhere ? _random.Below(_width) : Math.Min(_random.Below(8), _random.Below(8)));
        return new((slot % 2 == 0 ? Middle - away : Middle + away) * TickRaw);
    }

    Text64 NewId(int slot) => Id(slot, _slots[slot].Serial = ++_serial);

    static Text64 Id(int slot, int serial)
    {
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(slot, text, out var length);
        text[length++] = (byte)'.';
        Utf8Formatter.TryFormat(serial, text[length..], out var more);
        var id = default(Text64);
        FixedText.TrySet(ref id, text[..(length + more)]);
        return id;
    }

    void Tell(ref Inbound command)
    {
        var stamped = command;
        stamped.Sequence = ++_sequence;
        stamped.Time = new(_time += 1000);
        var outbox = _answers;
        _beside.On(in stamped, ref outbox);
    }

    void Take(ref readonly Outbound said)
    {
        if (said.Kind == OutboundKind.CancelReject && Refused++ == 0) Refusal = said.CancelReject.Rejection.Reason.ToString();
        if (said.Kind == OutboundKind.ExecutionReport && said.ExecutionReport.ExecType == ExecType.Rejected && Refused++ == 0) Refusal = said.ExecutionReport.Rejection.Reason.ToString();
        if (said.Kind != OutboundKind.ExecutionReport) return;
        ref readonly var report = ref said.ExecutionReport;
        if (!Utf8Parser.TryParse(FixedText.AsSpan(in report.ClOrdId), out int number, out _) || number < 0 || report.ExecType == ExecType.Rejected) return;
        ref var slot = ref _slots[number];
        if (slot.Leaves.Raw != 0 && report.LeavesQuantity.Raw == 0) _free.Push(number);
        (slot.OrderId, slot.Price, slot.Leaves) = (report.OrderId, report.Price, report.LeavesQuantity);
    }

    struct Answers(MatchFlow flow) : IOutbox
    {
        readonly Outbound[] _slot = new Outbound[1];

        public readonly ref Outbound Claim()
        {
            _slot[0] = default;
            return ref _slot[0];
        }

        public readonly void Commit() => flow.Take(in _slot[0]);
    }
}
