using System.Runtime.CompilerServices;
using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.MarketData;

/// <summary>
/// What watched books did while one message was at work. A book without watchers has no tape and pays one test for it. It grows only for a
/// message that changes more than any before it.
/// </summary>
/// <param name="identity">Names the orders while they rest.</param>
sealed class BookTape(IOrderIdentity identity)
{
    BookChange[] _changes = new BookChange[256];

    internal int Count { get; private set; }

    internal ref BookChange this[int index] => ref _changes[index];

    internal void Clear() => Count = 0;

    internal void Joined(int instrument, int handle, int user, BookSide side, long priceTicks, long lots)
    {
        ref var change = ref Add(BookChangeKind.Joined, instrument, handle, side, priceTicks, lots);
        change.OrderId = identity.IdentityOf(user);
    }

    internal void Left(int instrument, int handle) => Add(BookChangeKind.Left, instrument, handle, default, 0, 0);

    internal void Changed(int instrument, int handle, long lots) => Add(BookChangeKind.Changed, instrument, handle, default, 0, lots);

    /// <summary>An incoming order takes lots of a resting one, which displays <paramref name="left"/> after it.</summary>
    internal void Filled(int instrument, int maker, BookSide makerSide, long priceTicks, long lots, long left)
    {
        Add(BookChangeKind.Traded, instrument, 0, makerSide.Opposite(), priceTicks, lots).HasAggressor = true;
        if (left > 0) Changed(instrument, maker, left);
    }

    /// <summary>A trade without an aggressor.</summary>
    internal void Crossed(int instrument, long priceTicks, long lots) => Add(BookChangeKind.Traded, instrument, 0, default, priceTicks, lots);

    /// <summary>The market's state, or what its call would trade, has changed.</summary>
    internal void Market(int instrument, MarketState state, in AuctionPrice indication)
        => Add(BookChangeKind.Market, instrument, 0, default, indication.PriceTicks, indication.Lots).State = state;

    ref BookChange Add(BookChangeKind kind, int instrument, int handle, BookSide side, long priceTicks, long lots)
    {
        if (Count == _changes.Length) Grow();
        ref var change = ref _changes[Count++];
        change = default;
        (change.Kind, change.Instrument, change.Handle, change.Side, change.PriceTicks, change.Lots) = (kind, instrument, handle, side, priceTicks, lots);
        return ref change;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow() => Array.Resize(ref _changes, _changes.Length * 2);
}
