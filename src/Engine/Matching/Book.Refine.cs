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
    /// <exception cref="InvalidOperationException">The tables have no room for the nodes that wider prices need.</exception>
    public void Refine<TSink>(long factor, ref TSink sink) where TSink : struct, IRehandleSink, allows ref struct
    {
        Record(null, 0);
        var orders = new List<OrderView>(OrderCount);
        foreach (var order in Orders(BookSide.Buy)) orders.Add(order);
        foreach (var order in Orders(BookSide.Sell)) orders.Add(order);
        foreach (var order in orders) Cancel(order.Handle);
        foreach (var order in orders)
        {
            // Market orders of an auction stand at the widest price, whatever a tick is worth.
            var ticks = Math.Abs(order.PriceTicks) == PriceTicksMax ? order.PriceTicks : order.PriceTicks * factor;
            var handle = order.PeakLots > 0
                ? AddIceberg(order.Side, ticks, order.Lots, order.HiddenLots, order.PeakLots, order.Owner, order.User)
                : Add(order.Side, ticks, order.Lots, order.Owner, order.User);
            if (handle == None) throw new InvalidOperationException("The tables of the books have no room for a finer tick.");
            sink.OnRehandled(order.User, handle);
        }
    }
}
