using Gateway.Engine.Matching;

namespace Gateway.Engine.Tests.Matching;

using OrderView = Gateway.Engine.Matching.OrderView;

/// <summary>A book whose tick becomes finer while orders rest.</summary>
public sealed class BookRefineTests
{
    [Fact]
    public void Orders_keep_price_place_and_quantities_and_the_nodes_are_known_before()
    {
        for (var seed = 0; seed < 300; seed++) Check(seed);
    }

    static void Check(int seed)
    {
        var random = new Random(seed);
        using var store = new OrderStore(new OrderStoreOptions { OrdersMax = 400, OrdersPrefault = 1 });
        var book = new Book(store);
        var handles = Fill(book, random);
        var factor = (long)random.Next(2, 1000);
        var expected = Views(book).Select(order => order with { Handle = 0, PriceTicks = IsMarket(order) ? order.PriceTicks : order.PriceTicks * factor }).ToList();
        Assert.Equal(store.NodeCount, book.NodesWith(1));
        var nodes = book.NodesWith(factor);
        var sink = new Handles(handles);
        book.Refine(factor, ref sink);
        Assert.True(nodes == store.NodeCount, $"seed {seed}: {nodes} nodes foreseen, {store.NodeCount} there");
        Assert.Equal(expected, Views(book).Select(order => order with { Handle = 0 }));
        Assert.All(handles, order => Assert.Equal(order.Key, book.Order(order.Value).User));
        foreach (var (_, handle) in handles) book.Cancel(handle);
        Assert.Equal((0, 0, 0), (store.OrderCount, store.LevelCount, store.NodeCount));
    }

    // Wide and narrow prices, icebergs, market orders of an auction, and holes that cancels leave.
    static Dictionary<int, int> Fill(Book book, Random random)
    {
        var handles = new Dictionary<int, int>();
        var width = (long)Math.Pow(64, random.Next(1, 6));
        for (var user = 0; user < 300; user++)
        {
            var side = (BookSide)random.Next(2);
            var ticks = random.Next(40) == 0 ? (side == BookSide.Buy ? Book.PriceTicksMax : -Book.PriceTicksMax) : random.NextInt64(1, width) / random.Next(1, 50) + 1;
            handles[user] = random.Next(5) == 0
                ? book.AddIceberg(side, ticks, 1 + random.Next(9), random.Next(20), 1 + random.Next(5), random.Next(4), user)
                : book.Add(side, ticks, 1 + random.Next(9), random.Next(4), user);
            if (random.Next(3) > 0 || !handles.Remove(random.Next(user + 1), out var gone)) continue;
            book.Cancel(gone);
        }

        return handles;
    }

    static bool IsMarket(OrderView order) => Math.Abs(order.PriceTicks) == Book.PriceTicksMax;

    static List<OrderView> Views(Book book)
    {
        var views = new List<OrderView>();
        foreach (var order in book.Orders(BookSide.Buy)) views.Add(order);
        foreach (var order in book.Orders(BookSide.Sell)) views.Add(order);
        return views;
    }

    readonly struct Handles(Dictionary<int, int> handles) : IRehandleSink
    {
        public void OnRehandled(int user, int handle) => handles[user] = handle;
    }
}
