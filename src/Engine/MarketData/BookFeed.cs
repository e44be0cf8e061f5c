using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.MarketData;

/// <summary>
/// Tells those who publish market data what the books hold and how they change. It looks on and is no part of the state: nothing that the core
/// decides depends on who watches, and a replay watches nothing.
/// </summary>
/// <remarks>
/// A new watch is told the whole book in slices between messages, best price first: changes at prices that the slices have passed are told as
/// they happen, the others are met when the slices come to them. Whoever has no room for a change is told the book anew. Belongs to the engine's
/// thread.
/// </remarks>
public sealed class BookFeed
{
    readonly EngineState _state;
    readonly BookTape _tape;
    readonly List<int> _unfinished = [];
    BookWatch[] _watches = [];
    int[] _told = [];
    int _tellings;

    internal BookFeed(EngineState state)
    {
        _state = state;
        _tape = new BookTape(new Identity(state));
    }

    /// <summary>Whether the last message changed a watched book.</summary>
    public bool HasChanges => _tape.Count != 0;

    /// <summary>Whether a watched book still has to be told.</summary>
    public bool IsTelling => _unfinished.Count != 0;

    /// <summary>Begins a watch.</summary>
    /// <returns>The number of the instrument, or -1 when there is no book of that name here.</returns>
    public int Watch(in Text24 symbol)
    {
        var instrument = _state.Registry.Symbols.Find(in symbol);
        if (instrument < 0 || _state.Registry.Books[instrument] is not { } book) return -1;
        if (_watches.Length == 0) Reserve();
        ref var watch = ref _watches[instrument];
        if (watch.Watchers++ > 0) return instrument;
        book.Record(_tape, instrument);
        Lose(instrument);
        return instrument;
    }

    /// <summary>Ends a watch.</summary>
    /// <param name="instrument">As <see cref="Watch"/> gave it.</param>
    public void Unwatch(int instrument)
    {
        ref var watch = ref _watches[instrument];
        if (--watch.Watchers > 0) return;
        _state.Registry.Books[instrument]!.Record(null, instrument);
        Enlist(instrument);
        watch.Stage = WatchStage.Ending;
    }

    /// <summary>Tells what the last message changed; after every message, before <see cref="TellBooks"/>.</summary>
    public void TellChanges<TSink>(ref TSink sink) where TSink : struct, IBookChangeSink
    {
        for (var i = 0; i < _tape.Count; i++)
        {
            ref var change = ref _tape[i];
            if (!Concerns(in change)) continue;
            (change.Cause, change.Time) = (_state.Cause, _state.Now);
            if (!sink.TryTell(in change)) Lose(change.Instrument);
        }

        _tape.Clear();
    }

    /// <summary>Goes on telling books that are not yet told.</summary>
    /// <param name="most">Orders to tell at most, over all books.</param>
    /// <param name="sink">Takes them; when it is full the rest comes in the next turn.</param>
    /// <returns>How many were told.</returns>
    public int TellBooks<TSink>(int most, ref TSink sink) where TSink : struct, IBookChangeSink
    {
        var told = 0;
        for (var i = _unfinished.Count - 1; i >= 0 && told < most; i--)
        {
            var count = Advance(_unfinished[i], most - told, ref sink);
            if (count < 0) break;
            told += count;
            if (_watches[_unfinished[i]].Stage is WatchStage.Complete or WatchStage.None) _unfinished.RemoveAt(i);
        }

        return told;
    }

    /// <summary>The book itself, to compare with.</summary>
    internal Book BookOf(int instrument) => _state.Registry.Books[instrument]!;

    /// <summary>The books' contents are void, as after a change of their ticks: watchers are told anew.</summary>
    internal void Retell(int instrument)
    {
        if (instrument >= _watches.Length || _watches[instrument].Watchers == 0) return;
        _state.Registry.Books[instrument]!.Record(_tape, instrument);
        Lose(instrument);
    }

    void Reserve()
    {
        _watches = new BookWatch[_state.Registry.Instruments.Length];
        _told = new int[_state.Limits.OrdersMax + 1];
    }

    void Lose(int instrument)
    {
        Enlist(instrument);
        _watches[instrument].Stage = WatchStage.Lost;
    }

    void Enlist(int instrument)
    {
        if (_watches[instrument].Stage is WatchStage.None or WatchStage.Complete) _unfinished.Add(instrument);
    }

    // Whether watchers know the order or the place; what they do not know yet they meet in the slices to come.
    bool Concerns(ref readonly BookChange change)
    {
        ref var watch = ref _watches[change.Instrument];
        if (watch.Stage == WatchStage.Complete) return true;
        if (watch.Stage != WatchStage.Telling) return false;
        if (change.Kind is BookChangeKind.Traded or BookChangeKind.Market) return true;
        if (change.Kind == BookChangeKind.Joined)
        {
            if (!watch.HasPassed(change.Side, change.PriceTicks)) return false;
            _told[change.Handle] = watch.Telling;
            return true;
        }

        var known = _told[change.Handle] == watch.Telling;
        if (change.Kind == BookChangeKind.Left) _told[change.Handle] = 0;
        return known;
    }

    // How many orders were told, or -1 when the sink has no room.
    int Advance<TSink>(int instrument, int most, ref TSink sink) where TSink : struct, IBookChangeSink
    {
        ref var watch = ref _watches[instrument];
        if (watch.Stage == WatchStage.Ending)
        {
            if (!sink.TryTell(Change(BookChangeKind.Ended, instrument))) return -1;
            watch.Stage = WatchStage.None;
            return 0;
        }

        if (watch.Stage == WatchStage.Lost)
        {
            var reset = Change(BookChangeKind.Reset, instrument);
            ref var reference = ref _state.Registry.Instruments[instrument];
            (reset.OrderId, reset.Lots) = (reference.BookTick, reference.LotSize);
            if (!sink.TryTell(in reset) || !sink.TryTell(Market(instrument))) return -1;
            watch.Begin(++_tellings);
        }

        return Walk(ref watch, _state.Registry.Books[instrument]!, instrument, most, ref sink);
    }

    int Walk<TSink>(ref BookWatch watch, Book book, int instrument, int most, ref TSink sink) where TSink : struct, IBookChangeSink
    {
        var told = 0;
        while (told < most)
        {
            if (!watch.LevelDone)
            {
                var count = TellLevel(ref watch, book, instrument, most - told, ref sink);
                if (count < 0) return -1;
                told += count;
                continue;
            }

            var level = watch.AtBest ? book.Best(watch.CursorSide) : book.LevelBehind(watch.CursorSide, watch.CursorTicks);
            if (level.Orders > 0) watch.BeginLevel(level.PriceTicks);
            else if (watch.CursorSide == BookSide.Buy) watch.BeginSide(BookSide.Sell);
            else if (!sink.TryTell(Change(BookChangeKind.Complete, instrument))) return -1;
            else
            {
                watch.Stage = WatchStage.Complete;
                return told;
            }
        }

        return told;
    }

    int TellLevel<TSink>(ref BookWatch watch, Book book, int instrument, int most, ref TSink sink) where TSink : struct, IBookChangeSink
    {
        var told = 0;
        var orders = IsAtCursor(in watch, book) ? book.OrdersBehind(watch.CursorHandle) : book.OrdersAt(watch.CursorSide, watch.CursorTicks);
        while (orders.MoveNext())
        {
            var order = orders.Current;
            if (_told[order.Handle] == watch.Telling) continue;
            if (told == most) return told;
            var change = Change(BookChangeKind.Joined, instrument);
            (change.Handle, change.Side, change.PriceTicks, change.Lots) = (order.Handle, order.Side, order.PriceTicks, order.Lots);
            change.OrderId = _state.Orders[order.User].OrderId;
            if (!sink.TryTell(in change)) return -1;
            _told[order.Handle] = watch.Telling;
            watch.CursorHandle = order.Handle;
            told++;
        }

        watch.LevelDone = true;
        return told;
    }

    // The order told last may have gone, and another may have its handle.
    bool IsAtCursor(ref readonly BookWatch watch, Book book)
        => watch.CursorHandle != 0 && _told[watch.CursorHandle] == watch.Telling
           && book.SideOf(watch.CursorHandle) == watch.CursorSide && book.PriceOf(watch.CursorHandle) == watch.CursorTicks;

    BookChange Market(int instrument)
    {
        ref var market = ref _state.Markets[instrument];
        var change = Change(BookChangeKind.Market, instrument);
        (change.State, change.PriceTicks, change.Lots) = (market.State, market.Told.PriceTicks, market.Told.Lots);
        return change;
    }

    BookChange Change(BookChangeKind kind, int instrument)
        => new() { Kind = kind, Instrument = instrument, Cause = _state.Cause, Time = _state.Now };

    sealed class Identity(EngineState state) : IOrderIdentity
    {
        public long IdentityOf(int user) => state.Orders[user].OrderId;
    }
}
