using System.Globalization;
using Gateway.Fix.Codec;
using Gateway.Messages;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes;

/// <summary>What a strategy does: orders of every kind, cancels, replaces, questions; some of them unwise.</summary>
sealed class RequestFlow(StrategyNode strategy, SeededRandom random)
{
    /// <summary>What requests for lists are called.</summary>
    internal const string MassStatus = "mass status ", Positions = "positions ";

    static readonly (string Symbol, long Middle, long Tick, long Lot, int LotsMax)[] Instruments =
    [
        ("AAPL", 580_00, 1_000_000, FixedPoint.One, 40),
        ("MSFT", 30_00, 1_000_000, FixedPoint.One, 400),
        ("BTCUSDT", 60000_00, 1_000_000, 1_000, 1_500),
        ("ETHUSDT", 3000_00, 1_000_000, 10_000, 3_000),
        ("SOLUSDT", 150_00, 1_000_000, 1_000_000, 900),
        (SimulatedInstallation.Added, 250_00, 1_000_000, FixedPoint.One, 60),
    ];

    int _number;

    /// <summary>Sends one request; returns it in words.</summary>
    internal string Act()
    {
        var chance = random.Below(100);
        if (chance < 62 || strategy.Record.Orders.Count == 0) return Order();
        if (chance < 64) return MassCancel();
        if (chance < 68) return random.Below(3) switch { 0 => AskForOrders(), 1 => AskForPositions(), _ => Subscribe() };
        return Change(chance < 82 ? MsgType.OrderCancelRequest : chance < 95 ? MsgType.OrderCancelReplaceRequest : MsgType.OrderStatusRequest);
    }

    string Order()
    {
        var (symbol, middle, tick, lot, lotsMax) = Instruments[random.Below(12) == 0 ? Instruments.Length - 1 : random.Below(Instruments.Length - 1)];
        var id = NextId();
        var side = random.Of((byte)'1', (byte)'2');
        var type = random.Below(20) switch { < 15 => '2', < 17 => '1', 17 => '3', 18 => '4', _ => 'K' };
        var price = (middle + random.Between(-6, 6)) * tick;
        var quantity = Math.Max(1, random.Between(1, random.Below(10) == 0 ? lotsMax * 8 : lotsMax)) * lot;
        var writer = strategy.Session.Begin(MsgType.NewOrderSingle, strategy.Now);
        writer.WriteText(Tag.ClOrdID, id);
        writer.WriteText(Tag.Symbol, random.Permille(5) ? "NOSUCH" : symbol);
        writer.WriteChar(Tag.Side, side);
        writer.WriteDecimal(Tag.OrderQty, quantity);
        writer.WriteChar(Tag.OrdType, type);
        if (type is '2' or '4') writer.WriteDecimal(Tag.Price, price);
        if (type is '3' or '4') writer.WriteDecimal(Tag.StopPx, price + random.Between(-3, 3) * tick);
        if (random.Below(4) == 0) writer.WriteText(526, random.Of(Operators.SetActs.Strategies));
        WriteTimeInForce(ref writer);
        WriteOptions(ref writer, quantity, lot);
        writer.WriteTimestamp(Tag.TransactTime, strategy.Now, TimestampPrecision.Micros);
        return Send(ref writer, id, $"order {id} {(char)side} {symbol} {FixedPoint.ToString(quantity)} at {FixedPoint.ToString(price)} type {type}");
    }

    void WriteOptions(ref FixWriter writer, long quantity, long lot)
    {
        switch (random.Below(16))
        {
            case 0: writer.WriteText(Tag.Account, "G1"); break;
            case 1: writer.WriteText(Tag.Account, "EQUAL"); break;
            case 2: writer.WriteText(Tag.Account, random.Of("A1", "A2", "A3", "A4")); break;
            case 3: writer.WriteText(Tag.ExecInst, "6"); break;
            case 4: writer.WriteDecimal(Tag.MaxFloor, Math.Max(lot, quantity / lot / 3 * lot)); break;
            case 6: writer.WriteText(Tag.ExecInst, random.Of("E", "G", "G E")); break;
            case 7: writer.WriteDecimal(110, Math.Max(lot, quantity / lot / 2 * lot)); break;
            case 5 when quantity >= 2 * lot: WriteLegs(ref writer, quantity, lot); break;
        }
    }

    void WriteTimeInForce(ref FixWriter writer)
    {
        var kind = random.Of((byte)'0', (byte)'1', (byte)'1', (byte)'3', (byte)'4', (byte)'6', (byte)'2', (byte)'7');
        if (kind is (byte)'2' or (byte)'7' && random.Below(4) > 0) kind = (byte)'0'; // At the opening or the close: mostly in no state for it.
        writer.WriteChar(Tag.TimeInForce, kind);
        if (kind == '6') writer.WriteTimestamp(Tag.ExpireTime, strategy.Now + random.Between(1, 8_000_000_000), TimestampPrecision.Micros);
    }

    static void WriteLegs(ref FixWriter writer, long quantity, long lot)
    {
        var first = quantity / lot / 2 * lot;
        writer.WriteInt(Tag.NoAllocs, 2);
        writer.WriteText(Tag.AllocAccount, "A1");
        writer.WriteDecimal(Tag.AllocQty, first);
        writer.WriteText(Tag.AllocAccount, "A2");
        writer.WriteDecimal(Tag.AllocQty, quantity - first);
    }

    string Change(ulong type)
    {
        var order = Target();
        var instrument = Array.Find(Instruments, candidate => candidate.Symbol == order.Symbol);
        var id = NextId();
        var writer = strategy.Session.Begin(type, strategy.Now);
        // A status request names the order by the id that it asks for.
        writer.WriteText(Tag.ClOrdID, type == MsgType.OrderStatusRequest ? order.ClOrdId : id);
        if (type != MsgType.OrderStatusRequest) writer.WriteText(Tag.OrigClOrdID, order.ClOrdId);
        writer.WriteText(Tag.Symbol, order.Symbol);
        writer.WriteChar(Tag.Side, order.Side);
        if (type == MsgType.OrderCancelReplaceRequest)
        {
            writer.WriteDecimal(Tag.OrderQty, Math.Max(instrument.Lot, order.Quantity + random.Between(-3, 3) * instrument.Lot));
            writer.WriteChar(Tag.OrdType, '2');
            writer.WriteDecimal(Tag.Price, (instrument.Middle + random.Between(-6, 6)) * instrument.Tick);
        }

        if (type == MsgType.OrderStatusRequest) writer.WriteText(790, id);
        writer.WriteTimestamp(Tag.TransactTime, strategy.Now, TimestampPrecision.Micros);
        return Send(ref writer, type == MsgType.OrderStatusRequest ? order.ClOrdId : id, $"{MsgType.ToText(type)} {id} for order {order}");
    }

    // Mostly one that is open; sometimes it is too late.
    ClientOrder Target()
    {
        var orders = strategy.Record.Orders;
        var open = orders.Values.Where(order => order.IsOpen).ToList();
        return open.Count > 0 && random.Below(10) > 0 ? open[random.Below(open.Count)] : orders.Values.ElementAt(random.Below(orders.Count));
    }

    string MassCancel() => MassCancel(random.Below(2) == 0);

    /// <summary>Has all orders cancelled, or those of an instrument.</summary>
    internal string MassCancel(bool all)
    {
        var id = NextId();
        var writer = strategy.Session.Begin(MsgType.OrderMassCancelRequest, strategy.Now);
        writer.WriteText(Tag.ClOrdID, id);
        writer.WriteChar(Tag.MassCancelRequestType, all ? '7' : '1');
        if (!all) writer.WriteText(Tag.Symbol, Instruments[random.Below(Instruments.Length)].Symbol);
        else if (random.Below(10) == 0) writer.WriteChar(Tag.MassActionType, '1'); // The sender itself is halted as well.
        writer.WriteTimestamp(Tag.TransactTime, strategy.Now, TimestampPrecision.Micros);
        return Send(ref writer, id, $"mass cancel {id}");
    }

    string AskForOrders()
    {
        var id = NextId();
        var writer = strategy.Session.Begin(MsgType.OrderMassStatusRequest, strategy.Now);
        writer.WriteText(Tag.MassStatusReqID, id);
        writer.WriteInt(Tag.MassStatusReqType, 7);
        return Send(ref writer, id, $"{MassStatus}{id}");
    }

    string AskForPositions()
    {
        var id = NextId();
        var writer = strategy.Session.Begin(MsgType.RequestForPositions, strategy.Now);
        writer.WriteText(Tag.PosReqID, id);
        writer.WriteInt(724, 0);
        writer.WriteText(Tag.Account, random.Of("A1", "A2", "A3", "A4"));
        writer.WriteTimestamp(Tag.TransactTime, strategy.Now, TimestampPrecision.Micros);
        return Send(ref writer, id, $"{Positions}{id}");
    }

    string Subscribe()
    {
        var symbol = random.Of("AAPL", "MSFT");
        // What is asked for while it is offline would be gap-filled, and its books end with the connection.
        var id = "MD" + NextId();
        if (!strategy.Session.SendsLive || !strategy.Books.TryAdd(symbol, new BookCopy(id))) return Order();
        var writer = strategy.Session.Begin(MsgType.MarketDataRequest, strategy.Now);
        writer.WriteText(Tag.MDReqID, id);
        writer.WriteChar(Tag.SubscriptionRequestType, (byte)'1');
        writer.WriteInt(Tag.MarketDepth, 0);
        writer.WriteInt(Tag.MDUpdateType, random.Below(4) == 0 ? 0 : 1);
        if (random.Below(2) == 0) writer.WriteChar(266, (byte)'N');
        writer.WriteInt(Tag.NoMDEntryTypes, 3);
        foreach (var type in "012"u8) writer.WriteChar(Tag.MDEntryType, type);
        writer.WriteInt(Tag.NoRelatedSym, 1);
        writer.WriteText(Tag.Symbol, symbol);
        return Send(ref writer, id, $"market data {id} of {symbol}");
    }

    string Send(ref FixWriter writer, string id, string words)
    {
        strategy.Record.Unanswered[id] = words;
        strategy.Session.Send(ref writer);
        return $"{strategy.Name}: {words}";
    }

    string NextId() => string.Create(CultureInfo.InvariantCulture, $"{strategy.Name[^1]}-{++_number}");
}
