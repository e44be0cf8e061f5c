using System.Diagnostics;
using Gateway.Engine.Matching;

namespace Gateway.Bench.Micro;

/// <summary>How throughput and time per command change with the orders that rest and with the number of instruments.</summary>
/// <remarks>
/// The mix, from a fixed seed: 8 % market, 8 % replace, the rest cancels of any resting order and as many new ones, which also bring back what the
/// market orders took, so that the depth stays. New orders lie near the touch, one in ten anywhere in the book. The lots in the books are counted
/// at the end.
/// </remarks>
internal static class MatchScale
{
    private const int Slices = 20;

    internal static int Run(MatchArguments arguments)
    {
        var commands = arguments.Number("commands", 2_000_000);
        Console.WriteLine("books   resting   levels     M cmd/s   each  floor ns   p50 p90 p99 p99.9 p99.99 max ns   B/order   B/cmd");
        foreach (var resting in new[] { 10, 1_000, 100_000, 5_000_000 })
            Measure(new ScaledFlow(1, 1, resting), commands);
        Console.WriteLine("100,000 orders, each anywhere within 10 million ticks: nearly every one alone at its price");
        Measure(new ScaledFlow(1, 1, 100_000, ticks: 5_000_000), commands);
        Console.WriteLine("the same book of 1,000 orders, busy alone among idle books of 10 orders");
        foreach (var books in new[] { 100, 10_000 })
            Measure(new ScaledFlow(books, 1, 1_000), commands);
        Console.WriteLine("all books equally busy, 10 orders each");
        foreach (var books in new[] { 1, 100, 10_000 })
            Measure(new ScaledFlow(books, books, 10), commands);
        return 0;
    }

    private static void Measure(ScaledFlow flow, int commands)
    {
        flow.Run(commands / 4);
        Thread.Sleep(200);
        flow.Run(commands / 4);
        var floor = new MatchFloor(flow.Busy, flow.BusyLevels);
        floor.Run(commands / 4);
        var (ours, its) = ((Action<int>)flow.Run, (Action<int>)floor.Run);
        var (each, least) = (new double[Slices], new double[Slices]);
        long allocated = 0;
        // In turns, a little of each: what else runs on the machine meets both.
        for (var slice = 0; slice < Slices; slice++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            each[slice] = NanosEach(ours, commands / Slices);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            least[slice] = NanosEach(its, commands / Slices);
        }

        Array.Sort(each);
        Array.Sort(least);
        var (nanos, floorNanos) = (each[Slices / 2], least[Slices / 2]);
        var times = flow.RunTimed(commands / 2);
        flow.CheckLots();
        Console.WriteLine(
            $"{flow.Books,6} {flow.Resting,9} {flow.Levels,8} {1e3 / nanos,10:F2} {nanos,6:F0} {floorNanos,9:F0}    {MatchThroughput.Percentiles(times)}"
            + $" {flow.BytesPerOrder,8:F1} {(double)allocated / commands,7:F3}");
        flow.Dispose();
    }

    private static double NanosEach(Action<int> run, int commands)
    {
        var start = Stopwatch.GetTimestamp();
        run(commands);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / commands;
    }
}

/// <summary>Books filled to a depth, and commands that keep it.</summary>
internal sealed class ScaledFlow : IDisposable
{
    private const long Middle = 1_000_000;

    private readonly OrderStore _store;
    private readonly Book[] _books;
    private readonly int[] _handles;
    private readonly int _busy;
    private readonly int _perBook;
    private readonly int _depth;
    private readonly bool _scattered;
    private ulong _random = 0x9E3779B97F4A7C15;
    private long _lots;
    private int _gone;
    private readonly int[] _holes;

    internal ScaledFlow(int books, int busy, int resting, int ticks = 0)
    {
        const int Idle = 10;
        _store = new OrderStore(new OrderStoreOptions { OrdersMax = (books - busy) * Idle + busy * (resting + 1) + 64 });
        _books = new Book[books];
        _busy = busy;
        _perBook = resting;
        // About twenty orders a level on each side, unless they are to be scattered.
        _depth = ticks > 0 ? ticks : Math.Max(4, resting / 40);
        _scattered = ticks > 0;
        _handles = new int[busy * resting];
        _holes = new int[busy * resting];
        for (var i = 0; i < books; i++) _books[i] = new Book(_store);
        for (var i = busy; i < books; i++)
            for (var j = 0; j < Idle; j++) _books[i].Add((BookSide)(j & 1), Middle + ((j & 1) == 0 ? -1 - j : 1 + j), 10, 0, 0);
        for (var slot = 0; slot < _handles.Length; slot++) Rest(slot, anywhere: true);
        IdleLots = 10L * Idle * (books - busy);
    }

    internal int Books => _books.Length;

    internal int Resting => _store.OrderCount;

    internal int Levels => _store.LevelCount;

    /// <summary>Orders of the books that are busy.</summary>
    internal int Busy => _handles.Length;

    /// <summary>Their occupied prices.</summary>
    internal int BusyLevels => _books.Take(_busy).Sum(static book => book.LevelCount(BookSide.Buy) + book.LevelCount(BookSide.Sell));

    internal double BytesPerOrder => (double)_store.BytesTouched / _store.OrderCount;

    private long IdleLots { get; }

    public void Dispose() => _store.Dispose();

    internal void Run(int commands)
    {
        for (var i = 0; i < commands; i++) Step();
    }

    internal int[] RunTimed(int commands)
    {
        var ticks = new int[commands];
        for (var i = 0; i < commands; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Step();
            ticks[i] = (int)(Stopwatch.GetTimestamp() - start);
        }
        Array.Sort(ticks);
        return ticks;
    }

    /// <summary>What was added and not taken must be what the books hold.</summary>
    internal void CheckLots()
    {
        long lots = 0;
        foreach (var book in _books)
        {
            foreach (var level in book.Levels(BookSide.Buy)) lots += level.Lots;
            foreach (var level in book.Levels(BookSide.Sell)) lots += level.Lots;
        }
        if (lots != _lots + IdleLots) throw new InvalidDataException($"The books hold {lots} lots, {_lots + IdleLots} were expected.");
    }

    private void Step()
    {
        var dice = Random(100);
        var slot = Random(_handles.Length);
        if (dice < 8) Market(slot);
        else if (dice < 16) Replace(slot);
        else if (_gone > 0) Rest(_holes[--_gone], Random(10) == 0);
        else Cancel(slot);
    }

    private void Cancel(int slot)
    {
        _lots -= _books[slot / _perBook].Cancel(_handles[slot]);
        _handles[slot] = Book.None;
        _holes[_gone++] = slot;
    }

    private void Replace(int slot)
    {
        if (_handles[slot] == Book.None) return;
        _lots -= _books[slot / _perBook].Cancel(_handles[slot]);
        Rest(slot, Random(10) == 0);
    }

    private void Market(int slot)
    {
        var sink = new Taken(this);
        _books[slot / _perBook].Match((BookSide)(slot & 1), (slot & 1) == 0 ? long.MaxValue : long.MinValue, 1 + Random(20), ref sink);
    }

    private void Rest(int slot, bool anywhere)
    {
        var side = (BookSide)(slot & 1);
        var away = 1 + (anywhere || _scattered ? Random(_depth) : Math.Min(Random(8), Random(8)));
        var lots = 1 + Random(10);
        _handles[slot] = _books[slot / _perBook].Add(side, side == BookSide.Buy ? Middle - away : Middle + away, lots, 0, slot);
        _lots += lots;
    }

    private int Random(int below)
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return (int)((UInt128)_random * (uint)below >> 64);
    }

    private readonly struct Taken(ScaledFlow flow) : IFillSink
    {
        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            flow._lots -= lots;
            if (makerLeaves > 0) return;
            flow._handles[user] = Book.None;
            flow._holes[flow._gone++] = user;
        }
    }
}
