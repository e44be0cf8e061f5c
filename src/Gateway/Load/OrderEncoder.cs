using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Load;

/// <summary>Writes the body of a request as FIX 4.4 has it; fields in ascending order.</summary>
static class OrderEncoder
{
    /// <summary>The message that asks for it.</summary>
    internal static ulong MsgTypeOf(RequestKind kind) => kind switch
    {
        RequestKind.Cancel => MsgType.OrderCancelRequest,
        RequestKind.Replace => MsgType.OrderCancelReplaceRequest,
        _ => MsgType.NewOrderSingle,
    };

    /// <summary>Writes everything between header and trailer.</summary>
    /// <param name="writer">Behind the header.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="ids">How numbers become ClOrdIDs.</param>
    /// <param name="utcNanos">TransactTime.</param>
    internal static void Write(ref FixWriter writer, in OrderRequest request, ClOrdIdFormat ids, long utcNanos)
    {
        if (request.Account is { } account) writer.WriteText(Tag.Account, account);
        WriteId(ref writer, Tag.ClOrdID, request.Number, ids);
        if (request.Kind != RequestKind.Cancel) writer.WriteRaw("21=1\u0001"u8);
        writer.WriteDecimal(Tag.OrderQty, request.Quantity);
        if (request.Kind != RequestKind.Cancel) WriteTerms(ref writer, request);
        if (request.Kind is RequestKind.Cancel or RequestKind.Replace) WriteId(ref writer, Tag.OrigClOrdID, request.OrigNumber, ids);
        if (request.Kind is not (RequestKind.Cancel or RequestKind.Market)) writer.WriteDecimal(Tag.Price, request.Price);
        writer.WriteChar(Tag.Side, (byte)request.Side);
        writer.WriteText(Tag.Symbol, request.Instrument.SymbolBytes);
        if (request.Kind != RequestKind.Cancel) writer.WriteChar(Tag.TimeInForce, (byte)TimeInForceOf(request.Kind));
        writer.WriteTimestamp(Tag.TransactTime, utcNanos, TimestampPrecision.Micros);
    }

    static void WriteTerms(ref FixWriter writer, in OrderRequest request) =>
        writer.WriteChar(Tag.OrdType, (byte)(request.Kind == RequestKind.Market ? OrderType.Market : OrderType.Limit));

    static TimeInForce TimeInForceOf(RequestKind kind) =>
        kind is RequestKind.Ioc or RequestKind.Market ? TimeInForce.ImmediateOrCancel : TimeInForce.Day;

    static void WriteId(ref FixWriter writer, int tag, long number, ClOrdIdFormat ids)
    {
        Span<byte> id = stackalloc byte[ClOrdIdFormat.LengthMax];
        writer.WriteText(tag, id[..ids.Write(id, number)]);
    }
}
