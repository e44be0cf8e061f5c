using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// Turns a strategy's request into an inbound message, straight from the receive buffer. What breaks the form of FIX is
/// answered by the session (35=3); what is well formed but unfit becomes <see cref="Inbound.Fault"/>, and the engine refuses
/// it with that reason, so that the refusal is journaled like any other.
/// </summary>
static class RequestParser
{
    /// <summary>Parses one of D F G H q AF AN; the caller has checked the type.</summary>
    /// <param name="message">The FIX message.</param>
    /// <param name="inbound">Zeroed; receives kind, payload and fault.</param>
    /// <param name="refusal">The session reject that the form deserves, when false is returned.</param>
    internal static bool TryParse(in FixMessage message, ref Inbound inbound, out FixVerdict refusal)
    {
        var fields = new RequestFields(message);
        switch (message.MsgType)
        {
            case MsgType.NewOrderSingle: NewOrder(ref fields, ref inbound); break;
            case MsgType.OrderCancelRequest: CancelOrder(ref fields, ref inbound); break;
            case MsgType.OrderCancelReplaceRequest: ReplaceOrder(ref fields, ref inbound); break;
            case MsgType.OrderStatusRequest: StatusRequest(ref fields, ref inbound); break;
            case MsgType.OrderMassStatusRequest: MassStatusRequest(ref fields, ref inbound); break;
            case MsgType.RequestForPositions: PositionRequest(ref fields, ref inbound); break;
            default: MassCancel(ref fields, ref inbound); break;
        }

        inbound.Fault = fields.Fault;
        inbound.FaultObserved = fields.FaultObserved;
        refusal = fields.BadTag == 0 ? FixVerdict.Accepted : FixVerdict.SessionReject(fields.BadReason, fields.BadTag);
        return fields.BadTag == 0;
    }

    static void NewOrder(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.NewOrder;
        ref var order = ref inbound.NewOrder;
        fields.Text(Tag.ClOrdID, ref order.ClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.Symbol, ref order.Symbol, RejectReason.SymbolInvalid, required: true);
        fields.Text(Tag.Account, ref order.Account, RejectReason.AccountInvalid);
        fields.Text(526, ref order.Strategy, RejectReason.FieldInvalid); // SecondaryClOrdID carries the strategy's id.
        fields.Echo(Tag.Text, ref order.Signal);
        order.Side = fields.Side();
        order.Type = (OrderType)fields.Char(Tag.OrdType, required: true);
        order.TimeInForce = (TimeInForce)fields.Char(Tag.TimeInForce, (byte)TimeInForce.Day);
        order.Price = new(fields.Decimal(Tag.Price));
        order.StopPrice = new(fields.Decimal(Tag.StopPx));
        order.Quantity = new(fields.PositiveQuantity(Tag.OrderQty));
        order.MinQuantity = new(fields.Decimal(110));
        order.DisplayQuantity = new(fields.Decimal(fields.Has(Tag.DisplayQty) ? Tag.DisplayQty : Tag.MaxFloor));
        order.ExpireTime = new(fields.Time(Tag.ExpireTime));
        order.ExpireDate = fields.Date(432);
        order.Flags = fields.ExecInst();
        order.SelfTradePrevention = fields.SelfTradePrevention();
        fields.PriceFor(order.Type);
        fields.ExpiryFor(order.TimeInForce);
    }

    static void CancelOrder(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.CancelOrder;
        ref var cancel = ref inbound.CancelOrder;
        fields.Text(Tag.ClOrdID, ref cancel.ClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.OrigClOrdID, ref cancel.OrigClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.Symbol, ref cancel.Symbol, RejectReason.SymbolInvalid);
        cancel.OrderId = fields.OrderId();
        cancel.Side = (Side)fields.Char(Tag.Side);
    }

    static void ReplaceOrder(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.ReplaceOrder;
        ref var replace = ref inbound.ReplaceOrder;
        fields.Text(Tag.ClOrdID, ref replace.ClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.OrigClOrdID, ref replace.OrigClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.Symbol, ref replace.Symbol, RejectReason.SymbolInvalid);
        fields.Text(Tag.Account, ref replace.Account, RejectReason.AccountInvalid);
        replace.OrderId = fields.OrderId();
        replace.Side = (Side)fields.Char(Tag.Side);
        replace.Type = (OrderType)fields.Char(Tag.OrdType);
        replace.TimeInForce = (TimeInForce)fields.Char(Tag.TimeInForce, (byte)TimeInForce.Day);
        replace.Price = new(fields.Decimal(Tag.Price));
        replace.StopPrice = new(fields.Decimal(Tag.StopPx));
        replace.Quantity = new(fields.PositiveQuantity(Tag.OrderQty));
        replace.DisplayQuantity = new(fields.Decimal(fields.Has(Tag.DisplayQty) ? Tag.DisplayQty : Tag.MaxFloor));
        replace.ExpireTime = new(fields.Time(Tag.ExpireTime));
        replace.ExpireDate = fields.Date(432);
        replace.Flags = fields.ExecInst();
        fields.PriceFor(replace.Type);
    }

    static void StatusRequest(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.StatusRequest;
        ref var request = ref inbound.StatusRequest;
        fields.Text(Tag.ClOrdID, ref request.ClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(790, ref request.StatusRequestId, RejectReason.FieldInvalid);
        fields.Text(Tag.Symbol, ref request.Symbol, RejectReason.SymbolInvalid);
        request.OrderId = fields.OrderId();
        request.Side = (Side)fields.Char(Tag.Side);
    }

    static void MassCancel(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.MassCancel;
        ref var request = ref inbound.MassCancel;
        fields.Text(Tag.ClOrdID, ref request.ClOrdId, RejectReason.ClOrdIdInvalid, required: true);
        fields.Text(Tag.Symbol, ref request.Symbol, RejectReason.SymbolInvalid);
        fields.Text(Tag.Account, ref request.Account, RejectReason.AccountInvalid);
        request.Side = (Side)fields.Char(Tag.Side);
        var type = fields.Char(Tag.MassCancelRequestType, required: true);
        request.All = type == (byte)'7'; // 1 is by instrument, 7 all orders; the others are not offered.
        if (type is not ((byte)'1' or (byte)'7')) fields.Refuse(RejectReason.FieldInvalid, Tag.MassCancelRequestType);
        if (type == (byte)'1' && !fields.Has(Tag.Symbol)) fields.Refuse(RejectReason.SymbolInvalid, 0);
        MassAction(ref fields, ref request);
    }

    // 3 is the cancel itself; 1 suspends the sender as well, which only goes with all of its orders.
    static void MassAction(ref RequestFields fields, ref MassCancel request)
    {
        var action = fields.Char(Tag.MassActionType, absent: (byte)'3');
        request.Kill = action == (byte)'1';
        if (action is not ((byte)'1' or (byte)'3') || (request.Kill && !request.All)) fields.Refuse(RejectReason.FieldInvalid, Tag.MassActionType);
    }

    static void MassStatusRequest(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.MassStatusRequest;
        ref var request = ref inbound.MassStatusRequest;
        fields.Text(584, ref request.RequestId, RejectReason.FieldInvalid, required: true);
        fields.Text(Tag.Symbol, ref request.Symbol, RejectReason.SymbolInvalid);
        fields.Text(Tag.Account, ref request.Account, RejectReason.AccountInvalid);
        request.Side = (Side)fields.Char(Tag.Side);
        var type = fields.Char(585, required: true); // MassStatusReqType: 1 is by instrument, 7 all orders; the others are not offered.
        if (type is not ((byte)'1' or (byte)'7')) fields.Refuse(RejectReason.FieldInvalid, 585);
        if (type == (byte)'1' && !fields.Has(Tag.Symbol)) fields.Refuse(RejectReason.SymbolInvalid, 0);
    }

    static void PositionRequest(ref RequestFields fields, ref Inbound inbound)
    {
        inbound.Kind = InboundKind.PositionRequest;
        ref var request = ref inbound.PositionRequest;
        fields.Text(710, ref request.RequestId, RejectReason.FieldInvalid, required: true);
        fields.Text(Tag.Account, ref request.Account, RejectReason.AccountInvalid, required: true);
        fields.Text(Tag.Symbol, ref request.Symbol, RejectReason.SymbolInvalid);
        if (fields.Char(724, required: true) != (byte)'0') fields.Refuse(RejectReason.FieldInvalid, 724); // PosReqType: positions only.
        if (fields.Char(263, (byte)'0') != (byte)'0') fields.Refuse(RejectReason.FieldInvalid, 263); // A snapshot, no subscription.
    }
}
