using System.Globalization;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.Venues.Fix;

/// <summary>Our requests as FIX 4.4 messages; returns the MsgSeqNum they went out under, or 0 when they could not be sent.</summary>
sealed class OrderEncoder(FixSession session, ClientOrderIds ids)
{
    internal const int OrdStatusReqID = 790;
    const byte AutomatedNoIntervention = (byte)'1';
    const byte ParticipateDontInitiate = (byte)'6';

    public long Place(in VenueOrder order, long now)
    {
        var writer = session.Begin(MsgType.NewOrderSingle, now);
        writer.WriteText(Tag.ClOrdID, ids.Mint(order.OrderId, order.Revision)!);
        writer.WriteChar(Tag.HandlInst, AutomatedNoIntervention);
        if ((order.Flags & OrderFlags.PostOnly) != 0) writer.WriteChar(Tag.ExecInst, ParticipateDontInitiate);
        WriteInstrument(ref writer, in order, now);
        WriteTerms(ref writer, in order);
        return Send(ref writer);
    }

    public long Cancel(FixOrder order, int revision, long now)
    {
        var writer = session.Begin(MsgType.OrderCancelRequest, now);
        WriteChange(ref writer, order, revision);
        WriteInstrument(ref writer, in order.Terms, now);
        writer.WriteDecimal(Tag.OrderQty, order.Terms.Quantity.Raw);
        return Send(ref writer);
    }

    public long Replace(FixOrder order, in VenueOrder request, long now)
    {
        var writer = session.Begin(MsgType.OrderCancelReplaceRequest, now);
        WriteChange(ref writer, order, request.Revision);
        writer.WriteChar(Tag.HandlInst, AutomatedNoIntervention);
        WriteInstrument(ref writer, in request, now);
        WriteTerms(ref writer, in request);
        return Send(ref writer);
    }

    public long AskStatus(FixOrder order, int revision, long now)
    {
        var writer = session.Begin(MsgType.OrderStatusRequest, now);
        var clientId = ids.Mint(order.OrderId, revision)!;
        writer.WriteText(Tag.OrderID, FixedText.AsSpan(order.VenueOrderId));
        writer.WriteText(Tag.ClOrdID, clientId);
        // The question's own number, which no other of this or an earlier run has: its answer tells what it can know of.
        writer.WriteText(OrdStatusReqID, string.Create(CultureInfo.InvariantCulture, $"{clientId}.{session.NextSenderMsgSeqNum}"));
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in order.Terms.VenueSymbol));
        writer.WriteChar(Tag.Side, (byte)order.Terms.Side);
        return Send(ref writer);
    }

    /// <summary>Asks for best bid and ask of every instrument and their changes.</summary>
    public long AskQuotes(IReadOnlyList<VenueInstrument> instruments, long now)
    {
        var writer = session.Begin(MsgType.MarketDataRequest, now, 256 + instruments.Count * 32);
        writer.WriteText(Tag.MDReqID, "quotes");
        writer.WriteChar(Tag.SubscriptionRequestType, '1'); // Snapshot and updates.
        writer.WriteInt(Tag.MarketDepth, 1);
        writer.WriteInt(Tag.MDUpdateType, 0); // Each update is a whole quote: one lost to throttling needs no repair.
        writer.WriteInt(Tag.NoMDEntryTypes, 2);
        writer.WriteChar(Tag.MDEntryType, '0');
        writer.WriteChar(Tag.MDEntryType, '1');
        writer.WriteInt(Tag.NoRelatedSym, instruments.Count);
        foreach (var instrument in instruments) writer.WriteText(Tag.Symbol, instrument.VenueSymbol);
        return Send(ref writer);
    }

    void WriteChange(ref FixWriter writer, FixOrder order, int revision)
    {
        writer.WriteText(Tag.OrigClOrdID, ids.Mint(order.OrderId, order.LiveRevision)!);
        writer.WriteText(Tag.OrderID, FixedText.AsSpan(order.VenueOrderId));
        writer.WriteText(Tag.ClOrdID, ids.Mint(order.OrderId, revision)!);
    }

    static void WriteInstrument(ref FixWriter writer, in VenueOrder order, long now)
    {
        var symbol = order.VenueSymbol;
        writer.WriteText(Tag.Symbol, FixedText.AsSpan(in symbol));
        writer.WriteChar(Tag.Side, (byte)order.Side);
        writer.WriteTimestamp(Tag.TransactTime, now, TimestampPrecision.Micros);
    }

    static void WriteTerms(ref FixWriter writer, in VenueOrder order)
    {
        writer.WriteDecimal(Tag.OrderQty, order.Quantity.Raw);
        writer.WriteChar(Tag.OrdType, (byte)order.Type);
        if (order.Type == OrderType.Limit) writer.WriteDecimal(Tag.Price, order.Price.Raw);
        writer.WriteChar(Tag.TimeInForce, (byte)order.TimeInForce);
    }

    long Send(ref FixWriter writer)
    {
        var number = session.NextSenderMsgSeqNum;
        return session.Send(ref writer) == SendStatus.Sent ? number : 0;
    }
}
