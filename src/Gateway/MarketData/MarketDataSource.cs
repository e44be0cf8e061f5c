using Gateway.Engine.MarketData;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.MarketData;

/// <summary>
/// The pipeline's end of market data: begins and ends watches as journaled requests ask, and puts what watched books do into a ring of its own. The
/// engine never waits for a reader: what finds no room is told anew when there is.
/// </summary>
sealed class MarketDataSource(BookFeed feed, RingBuffer<BookChange> ring)
{
    // Orders of a new watch that one turn tells: some tens of microseconds.
    const int SliceMax = 1024;

    readonly Dictionary<ushort, List<(int Subscription, int Instrument)>> _watches = [];
    readonly Queue<BookChange> _answers = new();

    /// <summary>Whether a turn without new messages has something to do.</summary>
    internal bool HasWork => feed.IsTelling || _answers.Count > 0;

    /// <summary>After the engine has taken a message.</summary>
    internal void After(in Inbound message)
    {
        if (feed.HasChanges) TellChanges();
        if (message.Kind == InboundKind.MarketDataRequest) Take(in message);
        else if (message.Kind == InboundKind.SessionLoggedOut) End(message.Session, subscription: null);
    }

    /// <summary>Goes on with what found no room and with watches that are not told yet; a turn's last work.</summary>
    internal int Continue()
    {
        if (!HasWork) return 0;
        while (_answers.TryPeek(out var answer) && ring.TryPublish(in answer)) _answers.Dequeue();
        // Half of the ring stays free for changes: a book that is being told must not cost another its place.
        if (ring.Occupancy > ring.Capacity / 2) return 0;
        var sink = new RingSink(ring);
        return feed.TellBooks(Math.Min(SliceMax, ring.Capacity / 4), ref sink);
    }

    void TellChanges()
    {
        var sink = new RingSink(ring);
        feed.TellChanges(ref sink);
    }

    void Take(in Inbound message)
    {
        ref readonly var request = ref message.MarketDataRequest;
        if (request.Action == MarketDataAction.Unsubscribe)
        {
            End(message.Session, request.Subscription);
            return;
        }

        var instrument = feed.Watch(in request.Symbol);
        if (instrument >= 0)
        {
            if (!_watches.TryGetValue(message.Session, out var watches)) _watches.Add(message.Session, watches = []);
            watches.Add((request.Subscription, instrument));
        }

        _answers.Enqueue(new BookChange
        {
            Kind = instrument >= 0 ? BookChangeKind.Accepted : BookChangeKind.Refused,
            Cause = message.Sequence,
            Time = message.Time.Nanos,
            Instrument = instrument,
            Handle = request.Subscription,
            OrderId = request.Line,
        });
    }

    void End(ushort session, int? subscription)
    {
        if (!_watches.TryGetValue(session, out var watches)) return;
        foreach (var (number, instrument) in watches)
            if (subscription is null || number == subscription)
                feed.Unwatch(instrument);
        watches.RemoveAll(watch => subscription is null || watch.Subscription == subscription);
    }

    readonly struct RingSink(RingBuffer<BookChange> ring) : IBookChangeSink
    {
        public bool TryTell(in BookChange change) => ring.TryPublish(in change);
    }
}
