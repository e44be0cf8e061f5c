using System.Numerics;

namespace Gateway.Engine.Matching;

/// <summary>Hears of the new handles of orders; a struct, so that the calls are inlined. Must not call the book.</summary>
public interface IRehandleSink
{
    /// <summary>An order that goes on resting has another handle.</summary>
    void OnRehandled(int user, int handle);
}

public sealed unsafe partial class Book
{
    /// <summary>
    /// Makes the tick finer: every price is as many times more ticks, every order keeps its place. An operator's act, off the hot path; it allocates,
    /// and nothing is noted on a tape.
    /// </summary>
    /// <param name="factor">New ticks in an old one, above 1.</param>
    /// <param name="sink">Hears the new handle of every order.</param>
    /// <exception cref="InvalidOperationException">There is no room for <see cref="NodesWith(long)"/> so many; the book is void.</exception>
    public void Refine<TSink>(long factor, ref TSink sink) where TSink : struct, IRehandleSink, allows ref struct
    {
        Record(null, 0);
        var orders = new List<OrderView>(OrderCount);
        foreach (var order in Orders(BookSide.Buy)) orders.Add(order);
        foreach (var order in Orders(BookSide.Sell)) orders.Add(order);
        foreach (var order in orders) Cancel(order.Handle);
        foreach (var order in orders)
        {
            var ticks = Refined(order.PriceTicks, factor);
            var handle = order.PeakLots > 0
                ? AddIceberg(order.Side, ticks, order.Lots, order.HiddenLots, order.PeakLots, order.Owner, order.User)
                : Add(order.Side, ticks, order.Lots, order.Owner, order.User);
            if (handle == None) throw new InvalidOperationException("The tables of the books have no room for a finer tick.");
            sink.OnRehandled(order.User, handle);
        }
    }

    /// <summary>The tree nodes that the book has when each tick is so many of its ticks; with 1 those that it has now.</summary>
    internal int NodesWith(long factor) => NodesWith(BookSide.Buy, factor) + NodesWith(BookSide.Sell, factor);

    // A node stands wherever two levels share all digits above it, from the first digit in which any two differ down. Walking the levels in order,
    // each pair of neighbours adds the nodes between the digit in which it differs and that of the pair before.
    private int NodesWith(BookSide side, long factor)
    {
        var (nodes, root, last, before) = (0, -1, -1, 0UL);
        foreach (var level in Levels(side))
        {
            var key = PriceKey.Of(side, Refined(level.PriceTicks, factor));
            if (nodes == 0) nodes = 1;
            else
            {
                var digit = BitOperations.Log2(key ^ before) / Ladder.DigitBits;
                if (last > digit) nodes += last - digit;
                if (root < 0) (root, nodes) = (digit, 1);
                else if (digit > root) (root, nodes) = (digit, nodes + digit - root);
                last = digit;
            }

            before = key;
        }

        return nodes;
    }

    // Market orders of an auction stand at the widest price, whatever a tick is worth.
    private static long Refined(long ticks, long factor) => Math.Abs(ticks) == PriceTicksMax ? ticks : ticks * factor;
}
