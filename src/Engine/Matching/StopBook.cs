namespace Gateway.Engine.Matching;

/// <summary>
/// Stop orders of one instrument that wait for their trigger: a buy waits for the price to rise to its trigger, a sell for it to fall.
/// </summary>
/// <remarks>
/// The order triggered first is the one whose trigger the price reached first, and among equal triggers the oldest: a book with its sides exchanged,
/// on the tables of the same <see cref="OrderStore"/>. Which price triggers (last trade, or best bid and ask) is the caller's to say.
/// </remarks>
public sealed class StopBook(OrderStore store)
{
    private readonly Book _waiting = new(store);

    /// <summary>The orders themselves, each on the side that it trades against: for the state's walk.</summary>
    internal Book Waiting => _waiting;

    /// <summary>Stop orders that wait.</summary>
    public int Count => _waiting.OrderCount;

    /// <summary>Adds a stop order.</summary>
    /// <param name="side">The side of the stop order.</param>
    /// <param name="triggerTicks">At most <see cref="Book.PriceTicksMax"/> either way.</param>
    /// <param name="user">The caller's own index, handed back when it is triggered.</param>
    /// <returns>Its handle, or <see cref="Book.None"/> if the store is full.</returns>
    public int Add(BookSide side, long triggerTicks, int user) => _waiting.Add(side.Opposite(), triggerTicks, 1, 0, user);

    /// <summary>Takes a stop order out before it is triggered.</summary>
    public void Cancel(int handle) => _waiting.Cancel(handle);

    /// <summary>Whether a price would trigger an order of the side.</summary>
    public bool Triggers(BookSide side, long priceTicks) => _waiting.Crosses(side, priceTicks);

    /// <summary>Takes out the next order of the side that a price triggers; to be called until it says no, after each trade or quote.</summary>
    /// <param name="side">The side of the stop orders.</param>
    /// <param name="priceTicks">The price that was reached.</param>
    /// <param name="user">The order's index given to <see cref="Add"/>; its handle is free.</param>
    public bool TryTrigger(BookSide side, long priceTicks, out int user)
    {
        user = 0;
        if (!Triggers(side, priceTicks)) return false;
        var taken = default(Taken);
        _waiting.Match(side, priceTicks, 1, ref taken);
        user = taken.User;
        return true;
    }

    /// <summary>Adds the waiting orders in trigger and time order.</summary>
    public void AddTo<TIdentity>(ref StateHash hash, ref TIdentity identity) where TIdentity : struct, IOrderIdentity =>
        _waiting.AddTo(ref hash, ref identity);

    private struct Taken : IFillSink
    {
        internal int User;

        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves) => User = user;
    }
}
