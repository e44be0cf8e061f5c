using Gateway.Engine.MarketData;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.RingPipeline;
using Gateway.Strategies;

namespace Gateway.MarketData;

/// <summary>
/// The sessions' end of market data: takes requests (V and e), keeps subscriptions and images of the watched books, and lets the publisher speak. Runs on
/// the thread that owns the FIX sessions, behind the agent that sends reports.
/// </summary>
sealed class MarketDataDesk : IAgent, IDisposable
{
    const int BatchMax = 4096;

    readonly EventPoller<BookChange> _changes;
    readonly InboundQueue _inbound;
    readonly GatewayClock _clock;
    readonly Func<long> _committed;
    readonly MarketDataOptions _options;
    readonly MarketDataPublisher _publisher;
    readonly Dictionary<int, Subscription> _byNumber = [];
    readonly Dictionary<(ushort Session, bool Status, Text64 Id), Subscription> _byId = [];
    readonly Dictionary<int, BookImage> _images = [];
    readonly List<BookImage> _touched = [];
    readonly List<SubscriptionLine> _done = [];
    ImageTables? _tables;
    int _lastNumber;

    /// <param name="changes">This agent's consumer of the books' changes.</param>
    /// <param name="inbound">Where requests go in.</param>
    /// <param name="clock">Time of sending.</param>
    /// <param name="committed">The last inbound sequence that is as durable as configured: no effect of a later one may leave.</param>
    /// <param name="options">Bounds.</param>
    internal MarketDataDesk(
        EventPoller<BookChange> changes, InboundQueue inbound, GatewayClock clock, Func<long> committed, MarketDataOptions options)
    {
        (_changes, _inbound, _clock, _committed, _options) = (changes, inbound, clock, committed, options);
        _publisher = new MarketDataPublisher(options.BufferBytesMax);
    }

    /// <inheritdoc/>
    public string Name => "market data";

    /// <summary>Whether something can be sent now.</summary>
    internal bool HasWork
        => (_changes.Available() >= _changes.Next && _changes[_changes.Next].Cause <= _committed()) || (_publisher.Unserved > 0 && _publisher.CanServe());

    /// <summary>Snapshots that took the place of increments.</summary>
    internal long Conflations => _publisher.Conflations;

    /// <summary>Takes a request.</summary>
    internal FixVerdict Take(StrategySession session, in FixMessage message, in Inbound header, long now)
    {
        var mdReqId = default(Text64);
        var form = MarketDataRequestParser.CheckForm(in message, ref mdReqId);
        if (!form.Equals(FixVerdict.Accepted)) return form;
        var refusal = MarketDataRequestParser.Terms(in message, _options.DepthMax, out var terms);
        if (refusal is null && terms.Action == MarketDataAction.Unsubscribe) refusal = Unsubscribe(session, status: false, in mdReqId, in header);
        else refusal ??= Subscribe(session, in mdReqId, in message, terms, in header);
        if (refusal is { } refused) MarketDataEncoder.SendReject(session.Fix, in mdReqId, refused.Reason, refused.Text, now);
        return FixVerdict.Accepted;
    }

    /// <summary>Takes a request for the state of a market.</summary>
    internal FixVerdict TakeStatus(StrategySession session, in FixMessage message, in Inbound header, long now)
    {
        var id = default(Text64);
        var form = SecurityStatusParser.Read(in message, ref id, out var symbol, out var terms);
        if (!form.Equals(FixVerdict.Accepted)) return form;
        var refusal = terms.Action switch
        {
            MarketDataAction.Unsubscribe => Unsubscribe(session, status: true, in id, in header),
            MarketDataAction.Snapshot or MarketDataAction.Subscribe => Subscribe(session, in id, [symbol], terms, in header),
            _ => new('\0', "SUBSCRIPTION_TYPE: 263 is 0, 1 or 2"),
        };
        if (refusal is { } refused) SecurityStatusEncoder.SendRefusal(session.Fix, in id, in symbol, refused.Text, now);
        return FixVerdict.Accepted;
    }

    /// <summary>The session is down: its subscriptions end with it.</summary>
    internal void Drop(StrategySession session)
    {
        foreach (var subscription in _byNumber.Values)
            if (subscription.Session == session)
                Remove(subscription);
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        var work = Apply();
        var now = work > 0 || _publisher.Unserved > 0 ? _clock.UtcNanos : 0;
        foreach (var image in _touched)
            if (image.HasChanged)
                _publisher.Publish(image, now);
        _touched.Clear();
        if (_publisher.Unserved > 0) work += _publisher.Serve(now, _done);
        if (_done.Count > 0) EndSnapshots();
        return work;
    }

    /// <inheritdoc/>
    public void Dispose() => _tables?.Dispose();

    MarketDataRefusal? Subscribe(StrategySession session, in Text64 mdReqId, in FixMessage message, MarketDataTerms terms, in Inbound header)
    {
        HashSet<Text24> symbols = [];
        return MarketDataRequestParser.Symbols(in message, symbols) ?? Subscribe(session, in mdReqId, symbols, terms, in header);
    }

    MarketDataRefusal? Subscribe(StrategySession session, in Text64 mdReqId, HashSet<Text24> symbols, MarketDataTerms terms, in Inbound header)
    {
        if (_byId.ContainsKey((session.Number, terms.Status, mdReqId))) return new('1', terms.Status ? "DUPLICATE_SECURITYSTATUSREQID" : "DUPLICATE_MDREQID");
        var held = _byNumber.Values.Where(other => other.Session == session).Sum(other => other.Lines.Count);
        if (held + symbols.Count > _options.LinesPerSessionMax)
            return new('2', $"SUBSCRIPTIONS: limit={_options.LinesPerSessionMax} observed={held + symbols.Count}");
        var subscription = new Subscription(++_lastNumber, session, mdReqId, terms);
        foreach (var symbol in symbols) subscription.Lines.Add(new SubscriptionLine(subscription, symbol));
        _byNumber.Add(subscription.Number, subscription);
        _byId.Add((session.Number, terms.Status, mdReqId), subscription);
        for (var line = 0; line < subscription.Lines.Count; line++) Ask(subscription, line, terms.Action, in header);
        return null;
    }

    MarketDataRefusal? Unsubscribe(StrategySession session, bool status, in Text64 mdReqId, in Inbound header)
    {
        if (!_byId.TryGetValue((session.Number, status, mdReqId), out var subscription))
            return new('\0', status ? "UNKNOWN_SECURITYSTATUSREQID" : "UNKNOWN_MDREQID");
        Ask(subscription, subscription.Lines.Count - 1, MarketDataAction.Unsubscribe, in header);
        Remove(subscription);
        return null;
    }

    // The request's MsgSeqNum stands with its last instrument: what a crash leaves half done is asked for again.
    void Ask(Subscription subscription, int line, MarketDataAction action, in Inbound header)
    {
        var message = header;
        message.Kind = InboundKind.MarketDataRequest;
        if (line < subscription.Lines.Count - 1) message.SessionSequence = 0;
        message.MarketDataRequest = new()
        {
            MdReqId = subscription.MdReqId,
            Symbol = subscription.Lines[line].Symbol,
            Subscription = subscription.Number,
            Line = line,
            Depth = subscription.Terms.Depth,
            Action = action,
            PerOrder = subscription.Terms.PerOrder,
        };
        _inbound.Add(in message);
    }

    int Apply()
    {
        var first = _changes.Next;
        var last = Math.Min(_changes.Available(), first + BatchMax - 1);
        if (last < first) return 0;
        var committed = _committed();
        var sequence = first;
        for (; sequence <= last && _changes[sequence].Cause <= committed; sequence++) Apply(in _changes[sequence]);
        if (sequence > first) _changes.Release(sequence - 1);
        return (int)(sequence - first);
    }

    void Apply(in BookChange change)
    {
        switch (change.Kind)
        {
            case BookChangeKind.Accepted: Accept(in change); break;
            case BookChangeKind.Refused: Refuse(in change); break;
            case BookChangeKind.Ended: Forget(change.Instrument); break;
            default:
                var image = ImageOf(change.Instrument);
                if (!image.HasChanged) _touched.Add(image);
                image.Apply(in change);
                break;
        }
    }

    void Accept(in BookChange change)
    {
        if (!_byNumber.TryGetValue(change.Handle, out var subscription)) return;
        var line = subscription.Lines[(int)change.OrderId];
        var image = line.Image = ImageOf(change.Instrument);
        var terms = subscription.Terms;
        image.Lines.Add(line);
        if (terms is { WantsBook: true, Depth: > 0 })
        {
            line.Top = image.TopOf(terms.Depth);
            // Its first user brings it to the present here, its later ones find it there at the end of the turn.
            if (line.Top.Users++ == 0) line.Top.Update(image.Book, []);
        }
        else if (terms is { WantsBook: true, PerOrder: true }) image.PerOrderLines++;
        else if (terms.WantsBook) image.AllPricesLines++;
        // A request of several instruments is refused as a whole or not at all: nothing is sent before all are known.
        if (++subscription.Accepted == subscription.Lines.Count)
            foreach (var ready in subscription.Lines)
                _publisher.Enlist(ready);
    }

    void Refuse(in BookChange change)
    {
        if (!_byNumber.TryGetValue(change.Handle, out var subscription)) return;
        var text = $"INSTRUMENT_NOT_FOUND: no book of {FixedText.ToString(subscription.Lines[(int)change.OrderId].Symbol)} is kept here";
        if (subscription.Session.Fix.IsLoggedOn) SendReject(subscription, subscription.Lines[(int)change.OrderId].Symbol, text);
        End(subscription);
    }

    void SendReject(Subscription subscription, Text24 symbol, string text)
    {
        if (subscription.Terms.Status) SecurityStatusEncoder.SendRefusal(subscription.Session.Fix, subscription.MdReqId, in symbol, text, _clock.UtcNanos);
        else MarketDataEncoder.SendReject(subscription.Session.Fix, subscription.MdReqId, '0', text, _clock.UtcNanos);
    }

    void EndSnapshots()
    {
        foreach (var line in _done)
            if (!line.Subscription.IsOver && line.Subscription.Lines.TrueForAll(other => other.Stage == LineStage.Live))
                End(line.Subscription);
        _done.Clear();
    }

    // Ended by the gateway, not by its session: the core is told as well.
    void End(Subscription subscription)
    {
        Ask(subscription, subscription.Lines.Count - 1, MarketDataAction.Unsubscribe, new Inbound { Session = subscription.Session.Number });
        Remove(subscription);
    }

    void Remove(Subscription subscription)
    {
        if (subscription.IsOver) return; // Its session was cut off by the last word to it.
        subscription.IsOver = true;
        _byNumber.Remove(subscription.Number);
        _byId.Remove((subscription.Session.Number, subscription.Terms.Status, subscription.MdReqId));
        foreach (var line in subscription.Lines)
            if (line.Image is { } image)
                Detach(line, image);
    }

    static void Detach(SubscriptionLine line, BookImage image)
    {
        var terms = line.Subscription.Terms;
        image.Lines.Remove(line);
        if (line.Top is { } top) image.Release(top);
        else if (terms is { WantsBook: true, PerOrder: true }) image.PerOrderLines--;
        else if (terms.WantsBook) image.AllPricesLines--;
    }

    BookImage ImageOf(int instrument)
    {
        if (_images.TryGetValue(instrument, out var image)) return image;
        _tables ??= new ImageTables(_options.OrdersMax);
        image = new BookImage(instrument, _tables);
        _images.Add(instrument, image);
        return image;
    }

    void Forget(int instrument)
    {
        if (!_images.Remove(instrument, out var image)) return;
        image.Clear();
        image.Settle();
    }
}

/// <summary>Bounds of market data.</summary>
/// <param name="OrdersMax">Orders that may rest in the core's books.</param>
/// <param name="BufferBytesMax">Bytes that may wait in a session's buffer before its increments collapse into a snapshot.</param>
/// <param name="LinesPerSessionMax">Instruments over all subscriptions of a session.</param>
readonly record struct MarketDataOptions(int OrdersMax, int BufferBytesMax, int LinesPerSessionMax)
{
    /// <summary>The deepest book by levels, which is one message; for more, all of it has to be asked for.</summary>
    internal int DepthMax => Math.Clamp((BufferBytesMax - MarketDataEncoder.MessageRoom) / MarketDataEncoder.EntryRoom / 2 - 2, 1, 500);
}
