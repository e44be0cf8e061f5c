using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;

namespace Gateway.Strategies;

/// <summary>
/// What strategies say becomes inbound messages: parse first, claim last. When the ring is full the bytes stay in the receive
/// buffer and TCP pushes back.
/// </summary>
sealed class StrategyApplication(RingBuffer<Inbound> inbound, Action<string> tell) : FixApplication
{
    // Logons and logouts cannot be refused for lack of room: they wait here, and no request overtakes them.
    readonly Queue<Inbound> _waiting = new();

    /// <summary>When the bytes that are being parsed were read, on the monotonic clock; set by the session agent.</summary>
    internal long Received { get; set; }

    /// <inheritdoc/>
    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        var strategy = (StrategySession)session.Tag!;
        if (!IsOffered(message.MsgType, strategy.Dialect)) return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
        if (strategy.DropCopy) return FixVerdict.BusinessReject(BusinessRejectReason.NotAuthorized, "A drop copy session is read-only.");
        if (!Drain()) return FixVerdict.Busy;
        var request = Header(strategy, context.MsgSeqNum);
        request.SendingTime = new(context.SendingTime);
        if (!RequestParser.TryParse(in message, ref request, out var refusal)) return refusal;
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
        Enqueue(in message);
        tell($"{session.Id} logged on");
    }

    /// <inheritdoc/>
    public override void OnLogout(FixSession session, DisconnectReason reason, long now)
    {
        var strategy = (StrategySession)session.Tag!;
        var message = Header(strategy, session.NextTargetMsgSeqNum - 1);
        message.Kind = InboundKind.SessionLoggedOut;
        message.SessionLoggedOut.Orderly = reason == DisconnectReason.Logout;
        message.SessionLoggedOut.Cause = Text32.From(reason.ToString());
        Enqueue(in message);
        tell($"{session.Id} logged out: {reason}");
    }

    /// <inheritdoc/>
    public override void OnEvent(FixSession session, string text, long now) => tell($"{session.Id}: {text}");

    /// <summary>Publishes what waits; false while something still does.</summary>
    internal bool Drain()
    {
        while (_waiting.TryPeek(out var message))
        {
            if (!inbound.TryPublish(in message)) return false;
            _waiting.Dequeue();
        }

        return true;
    }

    // FIX 4.2 has neither mass status nor position requests.
    static bool IsOffered(ulong type, FixDialect dialect) => type is MsgType.NewOrderSingle or MsgType.OrderCancelRequest
        or MsgType.OrderCancelReplaceRequest or MsgType.OrderStatusRequest or MsgType.OrderMassCancelRequest
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

    void Enqueue(in Inbound message)
    {
        if (_waiting.Count > 0 || !inbound.TryPublish(in message)) _waiting.Enqueue(message);
    }
}
