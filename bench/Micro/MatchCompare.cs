using System.Diagnostics;
using Gateway.Engine.Matching;
using Gateway.Engine.Tests.Matching;

namespace Gateway.Bench.Micro;

/// <summary>A long random flow through our book and through sorted lists: every event, and the whole book again and again, must be equal.</summary>
internal static class MatchCompare
{
    private const int FullCheckEvery = 512;

    // Orders are cancelled at this age at the latest: the lists must stay short enough for a hundred million commands.
    private const int AgeMax = 300;

    internal static int Run(MatchArguments arguments)
    {
        var commands = arguments.Number("commands", 100_000_000);
        var seed = (uint)arguments.Number("seed", 1);
        var random = new MatchRandom(seed);
        var naive = new NaiveBook();
        var ours = new ComparedBook();
        var start = Stopwatch.GetTimestamp();
        for (var id = 1; id <= commands; id++)
        {
            if (Step(naive, ours, id, random) && (id % FullCheckEvery != 0 || ours.Same(naive))) continue;
            Console.WriteLine($"DIFFERENT after command {id} of seed {seed}");
            return 1;
        }
        Console.WriteLine(
            $"{commands:N0} commands from seed {seed}: every event equal, {ours.Fills:N0} fills, {ours.Book.OrderCount} orders rest, "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return 0;
    }

    private static bool Step(NaiveBook naive, ComparedBook ours, int id, MatchRandom random)
    {
        if (id > AgeMax && naive.Cancel(id - AgeMax) != ours.Cancel(id - AgeMax)) return false;
        var dice = random.Integer(0, 99);
        // Ids of late: most still rest, some are gone, none is known twice.
        var target = Math.Max(1, id - (int)random.Integer(1, 60));
        if (dice < 40) return naive.Cancel(target) == ours.Cancel(target);
        if (dice < 45) return naive.Reduce(target, dice) == ours.Reduce(target, dice);
        var side = (BookSide)random.Integer(0, 1);
        var wide = dice < 50 ? 1_000_000_007L : 1;
        var price = (side == BookSide.Buy ? -2 : 2) + (random.Integer(0, 24) - 12L) * wide;
        var order = new Incoming(
            id, side, price, random.Integer(1, 40), (int)random.Integer(0, 3), (SelfTradeAction)random.Integer(0, 4),
            dice > 90 ? random.Integer(1, 9) : 0, dice is > 80 and <= 90);
        return ours.SubmitAndCompare(order, naive.Submit(order));
    }
}

/// <summary>Our book by order ids, comparing as it goes.</summary>
internal sealed class ComparedBook
{
    private readonly Dictionary<int, int> _handles = [];
    private readonly List<BookEvent> _events = [];

    internal Book Book { get; } = new(new OrderStore());

    internal long Fills { get; private set; }

    internal long Cancel(int id) => _handles.Remove(id, out var handle) ? Book.Cancel(handle) : -1;

    internal long Reduce(int id, long lots)
    {
        if (!_handles.TryGetValue(id, out var handle)) return -1;
        var left = Book.Reduce(handle, lots);
        if (left == 0) _handles.Remove(id);
        return left;
    }

    internal bool SubmitAndCompare(Incoming order, List<BookEvent> expected)
    {
        _events.Clear();
        var recorder = new Recorder(this, order.Owner, order.OnSelf);
        var policy = recorder;
        var outcome = Book.Match(order.Side, order.Price, order.Lots, ref recorder, ref policy);
        var open = order.Lots - outcome.FilledLots - outcome.PreventedLots;
        if (outcome.Stopped) _events.Add(new BookEvent("stop", 0, 0, 0, 0));
        else if (open > 0 && !order.Immediate) Rest(order, open);
        return _events.SequenceEqual(expected);
    }

    internal bool Same(NaiveBook naive)
    {
        foreach (var side in new[] { BookSide.Buy, BookSide.Sell })
        {
            var orders = new List<Resting>();
            foreach (var order in Book.Orders(side)) orders.Add(new Resting(order.User, order.PriceTicks, order.Lots, order.HiddenLots));
            var levels = new List<LevelView>();
            foreach (var level in Book.Levels(side)) levels.Add(level);
            if (!orders.SequenceEqual(naive.Orders(side)) || !levels.SequenceEqual(naive.Levels(side))) return false;
        }
        return Book.BestBid.Orders == 0 || Book.BestAsk.Orders == 0 || Book.BestBid.PriceTicks < Book.BestAsk.PriceTicks;
    }

    private void Rest(Incoming order, long open)
    {
        var displayed = order.Peak > 0 ? Math.Min(order.Peak, open) : open;
        _handles[order.Id] = order.Peak > 0
            ? Book.AddIceberg(order.Side, order.Price, displayed, open - displayed, order.Peak, order.Owner, order.Id)
            : Book.Add(order.Side, order.Price, open, order.Owner, order.Id);
    }

    private readonly struct Recorder(ComparedBook book, int taker, SelfTradeAction action) : IFillSink, ISelfTradePolicy
    {
        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            book.Fills++;
            book._events.Add(new BookEvent("fill", user, priceTicks, lots, makerLeaves));
            if (makerLeaves == 0) book._handles.Remove(user);
        }

        public SelfTradeAction Decide(int makerOwner, int makerUser) =>
            makerOwner == taker && taker != 0 ? action : SelfTradeAction.Trade;

        public void OnPrevented(int maker, int user, long lots, long makerLeaves)
        {
            book._events.Add(new BookEvent("prevent", user, 0, lots, makerLeaves));
            if (makerLeaves == 0) book._handles.Remove(user);
        }
    }
}
