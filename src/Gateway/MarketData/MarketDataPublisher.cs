using System.Runtime.InteropServices;
using Gateway.Engine.Matching;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.MarketData;

/// <summary>
/// Brings subscribers' books up to date: increments to those that read, and to those that do not, once their buffer has emptied, a new snapshot in
/// place of all the increments in between. So a slow reader costs a bounded buffer and nobody's time.
/// </summary>
/// <param name="bufferBytesMax">Bytes that may wait in a session's buffer before its increments collapse.</param>
sealed class MarketDataPublisher(int bufferBytesMax)
{
    // Parts of long snapshots that one line sends in a turn.
    const int PartsPerTurn = 4;

    readonly MarketDataEncoder _encoder = new();
    readonly List<SubscriptionLine> _unserved = [];
    readonly List<MarketDataEntry> _changes = [];
    readonly List<MarketDataEntry> _selected = [];

    /// <summary>Entries of one message.</summary>
    int EntriesMax { get; } = Math.Clamp((bufferBytesMax / 4 - MarketDataEncoder.MessageRoom) / MarketDataEncoder.EntryRoom, 1, 128);

    /// <summary>Lines that wait for a snapshot or are in the middle of one.</summary>
    internal int Unserved => _unserved.Count;

    /// <summary>Snapshots that took the place of increments, over all lines.</summary>
    internal long Conflations { get; private set; }

    /// <summary>The line gets a snapshot as soon as its book is complete and its session reads.</summary>
    internal void Enlist(SubscriptionLine line)
    {
        line.Stage = LineStage.Due;
        if (line.IsListed) return;
        line.IsListed = true;
        _unserved.Add(line);
    }

    /// <summary>Tells the lines of an image what has changed.</summary>
    internal void Publish(BookImage image, long now)
    {
        foreach (var line in image.Lines)
            if (line.Version != image.Version && line.Stage != LineStage.Due)
                Enlist(line);
        PublishTrades(image, now);
        if (image.StateChanged) PublishState(image, now);
        if (image.IndicativeChanged) PublishAuction(image, now);
        if (image.AllPricesLines > 0) PublishLevels(image, now);
        if (image.PerOrderLines > 0) PublishOrders(image, now);
        foreach (var top in image.Tops) PublishTop(image, top, now);
        image.Settle();
    }

    /// <summary>Sends what snapshots there is room for.</summary>
    /// <param name="now">Time.</param>
    /// <param name="done">Receives the lines that have all they asked for.</param>
    /// <returns>Messages sent.</returns>
    internal int Serve(long now, List<SubscriptionLine> done)
    {
        var sent = 0;
        for (var i = _unserved.Count - 1; i >= 0; i--)
        {
            var line = _unserved[i];
            if (!line.Subscription.IsOver) sent += Serve(line, now);
            if (!line.Subscription.IsOver && line.Stage != LineStage.Live) continue;
            line.IsListed = false;
            _unserved[i] = _unserved[^1];
            _unserved.RemoveAt(_unserved.Count - 1);
            if (!line.Subscription.IsOver && line.Subscription.Terms.Action == MarketDataAction.Snapshot) done.Add(line);
        }

        return sent;
    }

    /// <summary>Whether a snapshot could be sent at once.</summary>
    internal bool CanServe()
    {
        foreach (var line in _unserved)
            if (line.Subscription.IsOver || (line.Image is { IsComplete: true } && HasRoom(line.Subscription.Session.Fix, RoomFor(line))))
                return true;
        return false;
    }

    int Serve(SubscriptionLine line, long now)
    {
        if (line.Image is not { IsComplete: true } image) return 0;
        if (line.Version != image.Version) line.Stage = LineStage.Due;
        var sent = 0;
        while (line.Stage != LineStage.Live && sent < PartsPerTurn && HasRoom(line.Subscription.Session.Fix, RoomFor(line)))
        {
            if (line.Stage == LineStage.Due) Begin(line, image, now);
            else GoOn(line, now);
            sent++;
        }

        return sent;
    }

    void Begin(SubscriptionLine line, BookImage image, long now)
    {
        var terms = line.Subscription.Terms;
        line.Version = image.Version;
        if (terms.Status)
        {
            SecurityStatusEncoder.Send(line, isUpdate: false, now);
            line.Stage = LineStage.Live;
            return;
        }

        line.Cursor = SnapshotCursor.Start;
        _selected.Clear();
        var isWhole = true;
        if (line.Top is not null) AddTop(line);
        else if (terms.WantsBook) isWhole = SnapshotReader.Read(line, EntriesMax, _selected);
        if (terms.Auction && image.Indicative.Lots != 0) _selected.Add(image.Indicative);
        if (terms.Trades && image.LastTrade.Lots != 0) _selected.Add(image.LastTrade);
        _encoder.SendSnapshot(line, CollectionsMarshal.AsSpan(_selected), !isWhole, now);
        line.Stage = isWhole ? LineStage.Live : LineStage.Sending;
    }

    void GoOn(SubscriptionLine line, long now)
    {
        _selected.Clear();
        var isWhole = SnapshotReader.Read(line, EntriesMax, _selected);
        if (isWhole) line.Stage = LineStage.Live;
        _encoder.SendIncrements(line, CollectionsMarshal.AsSpan(_selected), isFragment: true, isWhole, now);
    }

    void AddTop(SubscriptionLine line)
    {
        for (var side = BookSide.Buy; side <= BookSide.Sell; side++)
        {
            if (!line.Subscription.Terms.Wants(EntryType.Of(side))) continue;
            var position = 0;
            foreach (var level in line.Top!.Known(side))
                _selected.Add(MarketDataEntry.OfLevel(UpdateAction.New, side, in level) with { Position = ++position });
        }
    }

    // Each in a message of its own: their last field ends the entries for parsers that do not know it.
    void PublishTrades(BookImage image, long now)
    {
        foreach (var trade in image.Trades)
        {
            _changes.Clear();
            _changes.Add(trade);
            foreach (var line in image.Lines)
                if (line.Subscription.Terms.Trades)
                    Send(line, _changes, now);
        }
    }

    void PublishState(BookImage image, long now)
    {
        foreach (var line in image.Lines)
        {
            if (!line.Subscription.Terms.Status || line.Subscription.IsOver || line.Stage != LineStage.Live) continue;
            if (line.Subscription.Terms.Action != MarketDataAction.Subscribe) continue;
            if (HasRoom(line.Subscription.Session.Fix, 0)) SecurityStatusEncoder.Send(line, isUpdate: true, now);
            else Enlist(line);
        }
    }

    void PublishAuction(BookImage image, long now)
    {
        _changes.Clear();
        _changes.Add(image.Indicative);
        foreach (var line in image.Lines)
            if (line.Subscription.Terms.Auction)
                Send(line, _changes, now);
    }

    void PublishLevels(BookImage image, long now)
    {
        _changes.Clear();
        image.AddLevelChanges(_changes);
        if (_changes.Count == 0) return;
        foreach (var line in image.Lines)
            if (line.Subscription.Terms is { WantsBook: true, Depth: 0, PerOrder: false })
                Send(line, _changes, now);
    }

    void PublishOrders(BookImage image, long now)
    {
        if (image.OrderChanges.Count == 0) return;
        foreach (var line in image.Lines)
            if (line.Subscription.Terms is { WantsBook: true, PerOrder: true })
                Send(line, image.OrderChanges, now);
    }

    void PublishTop(BookImage image, BookTop top, long now)
    {
        _changes.Clear();
        top.Update(image.Book, _changes);
        if (_changes.Count == 0) return;
        foreach (var line in image.Lines)
            if (line.Top == top)
                Send(line, _changes, now);
    }

    void Send(SubscriptionLine line, List<MarketDataEntry> changes, long now)
    {
        if (line.Subscription.IsOver || line.Subscription.Terms.Action == MarketDataAction.Snapshot && line.Stage != LineStage.Sending) return;
        _selected.Clear();
        foreach (ref readonly var change in CollectionsMarshal.AsSpan(changes))
            if (line.Subscription.Terms.Wants(change.Type) && IsKnown(line, in change))
                _selected.Add(change);
        if (_selected.Count == 0) return;
        var isRefresh = line.Subscription.Terms.FullRefresh && line.Stage == LineStage.Live;
        if (line.Stage != LineStage.Due && !isRefresh && TrySend(line, now)) return;
        line.Sequence += _selected.Count;
        if (line.Stage == LineStage.Due) return;
        if (!isRefresh) Conflations++;
        Enlist(line);
    }

    static bool IsKnown(SubscriptionLine line, ref readonly MarketDataEntry change)
        => line.Stage != LineStage.Sending || change.Type is not (EntryType.Bid or EntryType.Offer) || line.Cursor.HasPassed(in change);

    // All of them or none of those that are left: then the line is too slow. What was sent before has taken its numbers.
    bool TrySend(SubscriptionLine line, long now)
    {
        for (var first = 0; first < _selected.Count;)
        {
            var count = Math.Min(EntriesMax, _selected.Count - first);
            if (!HasRoom(line.Subscription.Session.Fix, count))
            {
                _selected.RemoveRange(0, first);
                return false;
            }

            _encoder.SendIncrements(line, CollectionsMarshal.AsSpan(_selected).Slice(first, count), isFragment: false, isLast: false, now);
            first += count;
        }

        return true;
    }

    // Entries of the line's next message at most.
    int RoomFor(SubscriptionLine line)
        => 2 + Math.Max(EntriesMax, line.Top is { } top ? top.Known(BookSide.Buy).Count + top.Known(BookSide.Sell).Count : 0);

    // Reports have the rest of the buffer for themselves.
    bool HasRoom(FixSession session, int entries)
        => session.SendsLive && !session.IsHeld && session.Outgoing.Length + MarketDataEncoder.Room(entries) <= bufferBytesMax;
}
