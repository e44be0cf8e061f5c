using System.Text;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated.Fix;

/// <summary>The exchange's FIX application: order entry, status and best prices for one member.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="faults">What it does wrong.</param>
/// <param name="sendExecutions">Sends the reports that wait: no other answer may overtake them.</param>
sealed class FixOrderEntry(SimulatedExchange exchange, ExchangeFaults faults, Action<long> sendExecutions) : FixApplication
{
    FixReports? _reports;

    /// <summary>The symbols whose prices the member has asked for.</summary>
    public HashSet<string> Subscriptions { get; } = [];

    public FixReports ReportsOf(FixSession session) => _reports ??= new FixReports(session);

    public override string? OnLogonRequest(FixSession session, in FixMessage logon) => faults.Unavailable ? "not open" : null;

    public override void OnLogout(FixSession session, DisconnectReason reason, long now) => Subscriptions.Clear();

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        var isOrder = message.MsgType is MsgType.NewOrderSingle or MsgType.OrderCancelRequest or MsgType.OrderCancelReplaceRequest;
        if (faults.TakeThrottle() is not null) return FixVerdict.BusinessReject(BusinessRejectReason.Other, "throttled", Tag.ClOrdID);
        if (isOrder && faults.TakeLoseRequest())
        {
            session.Disconnect(DisconnectReason.Application, context.Now);
            return FixVerdict.Accepted;
        }

        // Cut before the order is entered: its reports are numbered, held and resent when the member is back.
        if (isOrder && faults.TakeLoseAnswer()) session.Disconnect(DisconnectReason.Application, context.Now);
        return Take(session, in message, context.Now);
    }

    FixVerdict Take(FixSession session, in FixMessage message, long now)
    {
        switch (message.MsgType)
        {
            case MsgType.NewOrderSingle:
                return Place(session, in message, now);
            case MsgType.OrderCancelRequest:
                return Cancel(session, in message, now);
            case MsgType.OrderCancelReplaceRequest:
                return Replace(session, in message, now);
            case MsgType.OrderStatusRequest:
                return Status(session, in message, now);
            case MsgType.MarketDataRequest:
                return Subscribe(session, in message, now);
            default:
                return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
        }
    }

    FixVerdict Place(FixSession session, in FixMessage message, long now)
    {
        if (message.GetDecimal(Tag.OrderQty, out var quantity) != FieldStatus.Ok) return FixVerdict.SessionReject(SessionRejectReason.IncorrectDataFormat, Tag.OrderQty);
        if (message.GetDecimal(Tag.Price, out var price) == FieldStatus.Malformed) return FixVerdict.SessionReject(SessionRejectReason.IncorrectDataFormat, Tag.Price);
        message.GetChar(Tag.Side, out var side);
        message.GetChar(Tag.OrdType, out var type);
        message.GetChar(Tag.TimeInForce, out var timeInForce);
        var request = new PlaceRequest(
            Text(in message, Tag.Symbol), Text(in message, Tag.ClOrdID), (Side)side, (OrderType)type, (TimeInForce)timeInForce,
            message[Tag.ExecInst].Contains((byte)'6'), price, quantity);
        if (exchange.Place(Member(session), request).Refusal is { } refusal)
            Answer(session, now).Refusal(in message, ExecType.Rejected, Reason(refusal.Code), refusal.Text, now);
        return FixVerdict.Accepted;
    }

    FixVerdict Cancel(FixSession session, in FixMessage message, long now)
    {
        var (order, refusal) = exchange.Cancel(Member(session), Text(in message, Tag.Symbol), Text(in message, Tag.OrigClOrdID), Text(in message, Tag.ClOrdID));
        if (refusal is not null) Answer(session, now).CancelReject(in message, order, isReplace: false, refusal.Text, now);
        return FixVerdict.Accepted;
    }

    FixVerdict Replace(FixSession session, in FixMessage message, long now)
    {
        message.GetDecimal(Tag.OrderQty, out var quantity);
        message.GetDecimal(Tag.Price, out var price);
        var (order, refusal) = exchange.Replace(Member(session), Text(in message, Tag.OrigClOrdID), Text(in message, Tag.ClOrdID), price, quantity);
        if (refusal is not null) Answer(session, now).CancelReject(in message, order, isReplace: true, refusal.Text, now);
        return FixVerdict.Accepted;
    }

    FixVerdict Status(FixSession session, in FixMessage message, long now)
    {
        const int UnknownOrder = 5;
        var order = exchange.Find(Member(session), Text(in message, Tag.ClOrdID));
        if (order is null || faults.TakeHideOrder()) Answer(session, now).Refusal(in message, ExecType.OrderStatus, UnknownOrder, "Unknown order.", now);
        else
        {
            var requestId = message[790].ToArray();
            exchange.Read(order, stable =>
            {
                Answer(session, now).Status(stable, requestId, now);
                return true;
            });
        }

        return FixVerdict.Accepted;
    }

    FixVerdict Subscribe(FixSession session, in FixMessage message, long now)
    {
        var symbols = message.Group(Tag.NoRelatedSym, [Tag.Symbol]);
        while (symbols.MoveNext())
        {
            var symbol = Encoding.ASCII.GetString(symbols[Tag.Symbol]);
            if (exchange.Instruments.Any(instrument => instrument.Symbol == symbol) && Subscriptions.Add(symbol))
                ReportsOf(session).Quote(symbol, exchange.Quote(symbol), now);
        }

        return FixVerdict.Accepted;
    }

    FixReports Answer(FixSession session, long now)
    {
        sendExecutions(now);
        return ReportsOf(session);
    }

    static string Member(FixSession session) => session.Id.TargetCompID;

    static string Text(in FixMessage message, int tag) => Encoding.ASCII.GetString(message[tag]);

    /// <summary>OrdRejReason for Binance's numbers.</summary>
    static int Reason(int code) => code switch
    {
        -1121 => 1,
        -1013 => 99,
        _ => 0,
    };
}
