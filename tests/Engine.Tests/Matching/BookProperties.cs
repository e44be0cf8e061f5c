using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

/// <summary>Any sequence of commands: the fast book and the naive one answer alike, and the invariants hold after each step.</summary>
public sealed class BookProperties
{
    public enum Act
    {
        Limit,
        Immediate,
        Iceberg,
        Cancel,
        Reduce,
        CanFill,
    }

    public sealed record Command(Act Act, BookSide Side, long Price, long Lots, int Target, int Owner, SelfTradeAction OnSelf);

    [Theory]
    [InlineData(5)]
    [InlineData(70)]
    [InlineData(5_000)]
    [InlineData(1_000_000_000_000)]
    public void Both_books_answer_alike(long spread)
    {
        var commands = Gen.Sized(size => Gen.ListOf(CommandWithin(spread), size * 3));
        Prop.ForAll(Arb.From(commands), list => Run([.. list]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(120));
    }

    [Fact]
    public void The_same_content_hashes_alike_whatever_came_before()
    {
        var direct = new FastBook();
        var detour = new FastBook();
        for (var id = 100; id < 200; id++) detour.Submit(new Incoming(id, BookSide.Buy, id * 97, 5));
        for (var id = 199; id >= 100; id--) detour.Cancel(id);
        foreach (var book in new[] { direct, detour })
        {
            book.Submit(new Incoming(1, BookSide.Buy, 50, 5));
            book.Submit(new Incoming(2, BookSide.Buy, 50, 6));
            book.Submit(new Incoming(3, BookSide.Sell, 60, 20, Peak: 4));
        }
        Assert.Equal(direct.Hash(), detour.Hash());
        detour.Reduce(2, 1);
        Assert.NotEqual(direct.Hash(), detour.Hash());
        detour.Cancel(2);
        detour.Submit(new Incoming(4, BookSide.Buy, 50, 6));
        Assert.NotEqual(direct.Hash(), detour.Hash());
    }

    [Fact]
    public void Priority_is_part_of_the_hash()
    {
        var first = new FastBook();
        var second = new FastBook();
        first.Rest(new Incoming(1, BookSide.Buy, 50, 5));
        first.Rest(new Incoming(2, BookSide.Buy, 50, 5));
        second.Rest(new Incoming(2, BookSide.Buy, 50, 5));
        second.Rest(new Incoming(1, BookSide.Buy, 50, 5));
        Assert.NotEqual(first.Hash(), second.Hash());
    }

    private static Gen<Command> CommandWithin(long spread) =>
        from act in Gen.Frequency((6, Gen.Constant(Act.Limit)), (2, Gen.Constant(Act.Immediate)), (2, Gen.Constant(Act.Iceberg)),
            (4, Gen.Constant(Act.Cancel)), (1, Gen.Constant(Act.Reduce)), (1, Gen.Constant(Act.CanFill)))
        from side in Gen.Elements(BookSide.Buy, BookSide.Sell)
        from coarse in Gen.Choose(-(int)Math.Min(spread, 1_000), (int)Math.Min(spread, 1_000))
        from fine in Gen.Choose(-1, 1)
        from lots in Gen.Choose(1, 60)
        from target in Gen.Choose(0, 400)
        from owner in Gen.Choose(0, 3)
        from onSelf in Gen.Elements(Enum.GetValues<SelfTradeAction>())
        select new Command(act, side, coarse * Math.Max(1, spread / 1_000) + fine, lots, target, owner, onSelf);

    private static void Run(Command[] commands)
    {
        var fast = new FastBook();
        var naive = new NaiveBook();
        for (var id = 1; id <= commands.Length; id++)
        {
            Assert.Equal(Apply(naive, id, commands[id - 1]), Apply(fast, id, commands[id - 1]));
            BookInvariants.Check(fast, naive);
        }
        foreach (var id in Enumerable.Range(1, commands.Length)) Assert.Equal(naive.Cancel(id), fast.Cancel(id));
        Assert.Equal(0, fast.Book.OrderCount);
        Assert.Equal(0, fast.Book.Store.OrderCount);
        Assert.Equal(0, fast.Book.Store.LevelCount);
        Assert.Equal(0, fast.Book.Store.NodeCount);
    }

    private static string Apply(ITestBook book, int id, Command c)
    {
        var order = new Incoming(id, c.Side, c.Price, c.Lots, c.Owner, c.OnSelf);
        return c.Act switch
        {
            Act.Limit => Text(book.Submit(order)),
            Act.Immediate => Text(book.Submit(order with { Immediate = true })),
            Act.Iceberg => Text(book.Submit(order with { Peak = 1 + c.Target % 20 })),
            Act.Cancel => $"{book.Cancel(1 + c.Target % id)}",
            Act.Reduce => $"{book.Reduce(1 + c.Target % id, c.Lots)}",
            _ => $"{book.CanFill(c.Side, c.Price, c.Lots * 3)} {book.Crosses(c.Side, c.Price)}",
        };
    }

    [Fact]
    public void What_can_fill_under_a_policy_is_what_then_fills()
    {
        var commands = Gen.ListOf(CommandWithin(6), 60);
        Prop.ForAll(Arb.From(commands), list => FillOrKill([.. list])).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    // Each command asks first; the answer must be what the match then does.
    private static void FillOrKill(Command[] commands)
    {
        var fast = new FastBook();
        for (var id = 1; id <= commands.Length; id++)
        {
            var c = commands[id - 1];
            var order = new Incoming(id, c.Side, c.Price, c.Lots, c.Owner, c.OnSelf, c.Act == Act.Iceberg ? 1 + c.Target % 9 : 0);
            var can = fast.CanFill(order);
            var filled = fast.Submit(order).Where(e => e.Kind == "fill").Sum(e => e.Lots);
            Assert.Equal(can, filled == order.Lots);
        }
    }

    /// <summary>All that a book can do, in one random flow; <c>match compare</c> of bench/Micro runs it for as long as one likes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Both_books_agree_in_a_long_flow_of_everything(int seed)
    {
        var random = new Random(seed);
        var flow = new ComparedFlow((low, high) => (uint)random.NextInt64(low, high + 1L));
        for (var id = 1; id <= 40_000; id++) Assert.True(flow.Step(id), $"seed {seed}, command {id}");
    }

    private static string Text(List<BookEvent> events) => string.Join('\n', events);
}
