using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.MarketData;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;

namespace Gateway.Strategies;

/// <summary>
/// What strategies say becomes inbound messages: parse first, claim last. When the ring is full the bytes stay in the receive
/// buffer and TCP pushes back.
/// </summary>
sealed class StrategyApplication(RingBuffer<Inbound> inbound, InboundQueue queue, MarketDataDesk marketData, RefusalThrottle throttle, Action<string> tell) : FixApplication
{
    /// <summary>When the bytes that are being parsed were read, on the monotonic clock; set by the session agent.</summary>
    internal long Received { get; set; }

    /// <summary>Nothing is taken in any more: what still comes, the next run asks for again.</summary>
    internal bool IsClosed { get; set; }

    /// <inheritdoc/>
    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        if (IsClosed) return FixVerdict.Accepted;
        var strategy = (StrategySession)session.Tag!;
        if (!IsOffered(message.MsgType, strategy.Dialect)) return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
        if (strategy.DropCopy) return FixVerdict.BusinessReject(BusinessRejectReason.NotAuthorized, "A drop copy session is read-only.");
        if (!queue.Drain()) return FixVerdict.Busy;
        if (throttle.IsOn && Throttle(strategy, in message, context.Now) is { } verdict) return verdict;
        var request = Header(strategy, context.MsgSeqNum);
        request.SendingTime = new(context.SendingTime);
        if (message.MsgType == MsgType.MarketDataRequest) return marketData.Take(strategy, in message, in request, context.Now);
        if (message.MsgType == MsgType.SecurityStatusRequest) return marketData.TakeStatus(strategy, in message, in request, context.Now);
        if (!RequestParser.TryParse(in message, ref request, out var refusal)) return refusal;
        if (context.PossResend) MarkPossResend(ref request);
        var legs = request.Kind == InboundKind.NewOrder ? AllocationLegs.Count(in message) : 0;
        return legs == 0 ? Publish(in request) : PublishWithLegs(strategy, in message, ref request, legs);
    }

    /// <inheritdoc/>
    public override void OnLogon(FixSession session, long now)
    {
        var strategy = (StrategySession)session.Tag!;
        var message = Header(strategy, session.NextTargetMsgSeqNum - 1);
        message.Kind = InboundKind.SessionLoggedOn;
        message.SessionLoggedOn.SequenceReset = message.SessionSequence <= 1;
        if (message.SessionLoggedOn.SequenceReset) message.SendingTime = new(strategy.Store.ResetTime);
        var address = AddressOf(session);
        message.SessionLoggedOn.RemoteAddress = Text32.From(address);
        queue.Add(in message);
        tell($"{session.Id} logged on{(address.Length > 0 ? $" from {address}" : "")}");
    }

    // The longest of IPv6 do not fit: of them the part that names the network is kept.
    static string AddressOf(FixSession session)
    {
        if (session.RemoteEndPoint is not IPEndPoint { Address: var address }) return "";
        var text = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        return text[..Math.Min(text.Length, Text32.Capacity)];
    }

    /// <inheritdoc/>
    public override void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
        var strategy = (StrategySession)session.Tag!;
        var message = Header(strategy, session.NextTargetMsgSeqNum - 1);
        message.Kind = InboundKind.SessionLoggedOut;
        message.SessionLoggedOut.Orderly = reason == DisconnectReason.Logout;
        message.SessionLoggedOut.Cause = Text32.From(reason.ToString());
        marketData.Drop(strategy);
        queue.Add(in message);
        tell($"{session.Id} logged out: {reason}");
    }

    /// <summary>Journaled, so that after a crash the session expects no number of before; a Logon with a reset says so itself.</summary>
    public override void OnReset(FixSession session, long now)
    {
        if (session.State == SessionState.AwaitingLogon) return;
        var message = Header((StrategySession)session.Tag!, 0);
        message.SendingTime = new(now);
        if (session.State == SessionState.LoggedOn)
        {
            message.Kind = InboundKind.SessionLoggedOn;
            message.SessionLoggedOn.SequenceReset = true;
        }
        else
        {
            message.Kind = InboundKind.SessionLoggedOut;
            message.SessionLoggedOut.SequenceReset = true;
            message.SessionLoggedOut.Cause = Text32.From("sequence reset");
        }

        queue.Add(in message);
    }

    /// <inheritdoc/>
    public override void OnEvent(FixSession session, string text, long now) => tell($"{session.Id}: {text}");

    /// <summary>Publishes what waits; false while something still does.</summary>
    internal bool Drain() => IsClosed || queue.Drain();

    /// <summary>The journal has little room, which cancels may use: null lets a request pass, to be refused by the engine.</summary>
    FixVerdict? Throttle(StrategySession strategy, in FixMessage message, long now)
    {
        if (message.MsgType is MsgType.OrderCancelRequest or MsgType.OrderMassCancelRequest) return null;
        if (message.MsgType is MsgType.OrderMassStatusRequest or MsgType.RequestForPositions)
            return FixVerdict.BusinessReject(
                BusinessRejectReason.ApplicationNotAvailable, "JOURNAL_UNAVAILABLE: lists are given again when the journal has room",
                message.MsgType == MsgType.RequestForPositions ? Tag.PosReqID : Tag.MassStatusReqID);
        if (throttle.Admits(ref strategy.Refusals, FramesOf(in message), now)) return null;
        if (!strategy.Refusals.HasWaited) tell($"{strategy.Id}: requests wait unread, so that their refusals leave the journal's room to cancels");
        strategy.Refusals.HasWaited = true;
        return FixVerdict.Busy;
    }

    static int FramesOf(in FixMessage message)
    {
        if (message.MsgType == MsgType.NewOrderSingle) return 1 + AllocationLegs.Count(in message);
        return message.GetInt(Tag.NoRelatedSym, out var instruments) == FieldStatus.Ok ? (int)Math.Clamp(instruments, 1, int.MaxValue) : 1;
    }

    static void MarkPossResend(ref Inbound request)
    {
        if (request.Kind == InboundKind.NewOrder) request.NewOrder.Flags |= OrderFlags.PossResend;
        else if (request.Kind == InboundKind.ReplaceOrder) request.ReplaceOrder.Flags |= OrderFlags.PossResend;
        else if (request.Kind == InboundKind.CancelOrder) request.CancelOrder.PossResend = true;
    }

    // FIX 4.2 has neither mass status nor position requests.
    static bool IsOffered(ulong type, FixDialect dialect) => type is MsgType.NewOrderSingle or MsgType.OrderCancelRequest
        or MsgType.OrderCancelReplaceRequest or MsgType.OrderStatusRequest or MsgType.OrderMassCancelRequest or MsgType.MarketDataRequest
        or MsgType.SecurityStatusRequest
        || (dialect != FixDialect.Fix42 && type is MsgType.OrderMassStatusRequest or MsgType.RequestForPositions);

    Inbound Header(StrategySession strategy, long msgSeqNum) => new()
    {
        Session = strategy.Number,
        SessionSequence = msgSeqNum,
        Trace = new() { Received = Received },
    };

    FixVerdict Publish(in Inbound request) => inbound.TryPublish(in request) ? FixVerdict.Accepted : FixVerdict.Busy;

    // The legs and their order are claimed at once: nothing can come between them.
    FixVerdict PublishWithLegs(StrategySession strategy, in FixMessage message, ref Inbound request, int legs)
    {
        if (!inbound.TryClaim(legs + 1, out var first)) return FixVerdict.Busy;
        var template = Header(strategy, 0);
        AllocationLegs.Write(in message, inbound, first, in template, ref request);
        inbound[first + legs] = request;
        inbound.Publish(first, legs + 1);
        return FixVerdict.Accepted;
    }
}
