using System.Globalization;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Venues.Simulated.Fix;

/// <summary>The exchange's side of the FIX messages.</summary>
sealed class FixReports(FixSession session)
{
    const int CommType = 13;
    const int CommCurrency = 479;
    const int LastLiquidityInd = 851;
    const int OrdStatusReqID = 790;
    const byte Absolute = (byte)'3';

    /// <summary>Something happened to an order. Sent while the member is away too: the session then resends it.</summary>
    /// <param name="execution">What.</param>
    /// <param name="again">A repetition, marked as such.</param>
    /// <param name="now">Time.</param>
    public void Execution(Execution execution, bool again, long now)
    {
        var writer = again ? session.BeginPossResend(MsgType.ExecutionReport, now) : session.Begin(MsgType.ExecutionReport, now);
        var order = execution.Order;
        WriteHead(ref writer, order.Id, string.Create(CultureInfo.InvariantCulture, $"E{execution.ExecId}"), execution.ClientId, execution.OriginalClientId);
        writer.WriteChar(Tag.ExecType, (byte)execution.ExecType);
        WriteState(ref writer, order, execution.Status, execution.Price, execution.Quantity, execution.Executed, execution.ExecutedNotional);
        if (execution.Trade is { } trade)
        {
            writer.WriteDecimal(Tag.LastPx, trade.Price);
            writer.WriteDecimal(Tag.LastQty, trade.Quantity);
            writer.WriteDecimal(Tag.Commission, trade.Fee);
            writer.WriteChar(CommType, Absolute);
            writer.WriteText(CommCurrency, trade.FeeAsset);
            writer.WriteInt(LastLiquidityInd, trade.IsMaker ? 1 : 2);
        }

        writer.WriteTimestamp(Tag.TransactTime, execution.TimeNanos, TimestampPrecision.Micros);
        session.Send(ref writer);
    }

    /// <summary>The answer to a status request; the execution id is 0, for nothing happened.</summary>
    public void Status(ExchangeOrder order, ReadOnlySpan<byte> requestId, long now)
    {
        var writer = session.Begin(MsgType.ExecutionReport, now);
        WriteHead(ref writer, order.Id, "0", order.ClientId, "");
        writer.WriteText(OrdStatusReqID, requestId);
        writer.WriteChar(Tag.ExecType, (byte)ExecType.OrderStatus);
        WriteState(ref writer, order, order.Status, order.Price, order.Quantity, order.Executed, order.ExecutedNotional);
        session.Send(ref writer);
    }

    /// <summary>A new order that is refused, or a status request for an order that does not exist.</summary>
    public void Refusal(in FixMessage request, ExecType type, int reason, string text, long now)
    {
        var writer = session.Begin(MsgType.ExecutionReport, now);
        writer.WriteText(Tag.OrderID, "NONE");
        writer.WriteText(Tag.ExecID, type == ExecType.OrderStatus ? "0" : string.Create(CultureInfo.InvariantCulture, $"R{now}-{session.NextSenderMsgSeqNum}"));
        writer.WriteText(Tag.ClOrdID, request[Tag.ClOrdID]);
        writer.WriteText(OrdStatusReqID, request[OrdStatusReqID]);
        writer.WriteChar(Tag.ExecType, (byte)type);
        writer.WriteChar(Tag.OrdStatus, (byte)OrdStatus.Rejected);
        writer.WriteInt(Tag.OrdRejReason, reason);
        writer.WriteText(Tag.Symbol, request[Tag.Symbol]);
        writer.WriteText(Tag.Side, request[Tag.Side]);
        writer.WriteInt(Tag.LeavesQty, 0);
        writer.WriteInt(Tag.CumQty, 0);
        writer.WriteInt(Tag.AvgPx, 0);
        writer.WriteText(Tag.Text, text);
        session.Send(ref writer);
    }

    public void CancelReject(in FixMessage request, ExchangeOrder? order, bool isReplace, string text, long now)
    {
        var writer = session.Begin(MsgType.OrderCancelReject, now);
        writer.WriteText(Tag.OrderID, order is null ? "NONE" : order.Id.ToString(CultureInfo.InvariantCulture));
        writer.WriteText(Tag.ClOrdID, request[Tag.ClOrdID]);
        writer.WriteText(Tag.OrigClOrdID, request[Tag.OrigClOrdID]);
        writer.WriteChar(Tag.OrdStatus, (byte)(order?.Status ?? OrdStatus.Rejected));
        writer.WriteChar(Tag.CxlRejResponseTo, isReplace ? '2' : '1');
        writer.WriteInt(Tag.CxlRejReason, order is null ? 1 : 0);
        writer.WriteText(Tag.Text, text);
        session.Send(ref writer);
    }

    /// <summary>Best bid and ask as a whole.</summary>
    public void Quote(string symbol, (long BidPrice, long BidQuantity, long AskPrice, long AskQuantity) quote, long now)
    {
        var writer = session.Begin(MsgType.MarketDataSnapshot, now);
        writer.WriteText(Tag.MDReqID, "quotes");
        writer.WriteText(Tag.Symbol, symbol);
        writer.WriteInt(Tag.NoMDEntries, (quote.BidQuantity > 0 ? 1 : 0) + (quote.AskQuantity > 0 ? 1 : 0));
        WriteEntry(ref writer, '0', quote.BidPrice, quote.BidQuantity);
        WriteEntry(ref writer, '1', quote.AskPrice, quote.AskQuantity);
        session.Send(ref writer);
    }

    static void WriteEntry(ref FixWriter writer, char type, long price, long quantity)
    {
        if (quantity == 0) return;
        writer.WriteChar(Tag.MDEntryType, type);
        writer.WriteDecimal(Tag.MDEntryPx, price);
        writer.WriteDecimal(Tag.MDEntrySize, quantity);
    }

    static void WriteHead(ref FixWriter writer, long orderId, string execId, string clientId, string originalClientId)
    {
        writer.WriteInt(Tag.OrderID, orderId);
        writer.WriteText(Tag.ExecID, execId);
        writer.WriteText(Tag.ClOrdID, clientId);
        writer.WriteText(Tag.OrigClOrdID, originalClientId);
    }

    static void WriteState(ref FixWriter writer, ExchangeOrder order, OrdStatus status, long price, long quantity, long executed, long notional)
    {
        var isOpen = status is OrdStatus.New or OrdStatus.PartiallyFilled;
        writer.WriteChar(Tag.OrdStatus, (byte)status);
        writer.WriteText(Tag.Symbol, order.Symbol);
        writer.WriteChar(Tag.Side, (byte)order.Side);
        writer.WriteDecimal(Tag.OrderQty, quantity);
        writer.WriteChar(Tag.OrdType, (byte)order.Type);
        if (order.Type == OrderType.Limit) writer.WriteDecimal(Tag.Price, price);
        writer.WriteDecimal(Tag.LeavesQty, isOpen ? quantity - executed : 0);
        writer.WriteDecimal(Tag.CumQty, executed);
        writer.WriteDecimal(Tag.AvgPx, executed == 0 ? 0 : (long)((Int128)notional * FixedPoint.One / executed));
    }
}
