using System.Runtime.CompilerServices;
using Gateway.Engine.MarketData;

namespace Gateway.Engine.Matching;

/// <summary>
/// The limit order book of one instrument in exact price-time priority, in integer ticks and lots. The caller decides what may enter;
/// the book keeps it in order and fills it.
/// </summary>
/// <remarks>
/// Deterministic and single-threaded: no clock, no chance, no allocation after construction. Insert, cancel and fill cost a few
/// node visits at any depth (see <see cref="Ladder"/>); an idle book is one small object. Books share the tables of an <see cref="OrderStore"/>.
/// A handle is valid from <see cref="Add"/> until the order is filled, cancelled or reduced to nothing, and is reused afterwards.
/// </remarks>
public sealed unsafe partial class Book
{
    /// <summary>No order; also the answer of <see cref="Add"/> when the store is full.</summary>
    public const int None = 0;

    /// <summary>The widest price a book takes, in ticks above and below zero.</summary>
    public const long PriceTicksMax = PriceKey.TicksMax;

    private readonly OrderStore _store;
    private readonly OrderTables* _tables;
    private Sides _sides;
    private BookTape? _tape;
    private int _tapeInstrument;

    /// <summary>An empty book on the tables of <paramref name="store"/>.</summary>
    public Book(OrderStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _tables = store.Tables;
        Half(BookSide.Buy).BestKey = ulong.MaxValue;
        Half(BookSide.Sell).BestKey = ulong.MaxValue;
    }

    /// <summary>The store that the book was made on.</summary>
    public OrderStore Store => _store;

    /// <summary>Resting orders of both sides.</summary>
    public int OrderCount => Half(BookSide.Buy).OrderCount + Half(BookSide.Sell).OrderCount;

    /// <summary>
    /// Rests an order at the back of the queue of its price, without matching it: call <see cref="Match{TSink}"/> first, except where orders may
    /// cross, as in an auction call.
    /// </summary>
    /// <param name="side">The side to rest on.</param>
    /// <param name="priceTicks">At most <see cref="PriceTicksMax"/> either way.</param>
    /// <param name="lots">Open lots, above 0.</param>
    /// <param name="owner">Tag for self-trade prevention.</param>
    /// <param name="user">The caller's own index, handed back with each fill.</param>
    /// <returns>The order's handle, or <see cref="None"/> if the store is full: then nothing has changed.</returns>
    public int Add(BookSide side, long priceTicks, long lots, int owner, int user)
    {
        if (lots <= 0 || priceTicks is > PriceTicksMax or < -PriceTicksMax) BookThrow.BadOrder(priceTicks, lots);
        if (_tables->Orders.Room == 0) return None;
        ref var half = ref Half(side);
        var level = half.FindOrAdd(_tables, PriceKey.Of(side, priceTicks));
        if (level == 0) return None;
        var handle = _tables->Orders.Take();
        var order = _tables->Orders.Items + handle;
        order->Lots = lots;
        order->Next = 0;
        order->Level = level;
        order->User = user;
        order->Owner = owner;
        order->Side = (byte)side;
        order->Iceberg = 0;
        half.OrderCount++;
        Append(_tables->Levels.Items + level, order, handle);
        _tape?.Joined(_tapeInstrument, handle, user, side, priceTicks, lots);
        return handle;
    }

    /// <summary>Rests an iceberg order, or one restored in the middle of its life, at the back of the queue of its price.</summary>
    /// <param name="side">The side to rest on.</param>
    /// <param name="priceTicks">At most <see cref="PriceTicksMax"/> either way.</param>
    /// <param name="displayedLots">Lots displayed now, above 0.</param>
    /// <param name="hiddenLots">Lots in reserve, 0 or more.</param>
    /// <param name="peakLots">Lots displayed after each refresh, above 0.</param>
    /// <param name="owner">Tag for self-trade prevention.</param>
    /// <param name="user">The caller's own index, handed back with each fill.</param>
    /// <returns>The order's handle, or <see cref="None"/> if the store is full: then nothing has changed.</returns>
    public int AddIceberg(BookSide side, long priceTicks, long displayedLots, long hiddenLots, long peakLots, int owner, int user)
    {
        if (hiddenLots < 0 || peakLots <= 0) BookThrow.BadOrder(priceTicks, peakLots);
        var handle = Add(side, priceTicks, displayedLots, owner, user);
        if (handle == None) return None;
        var order = _tables->Orders.Items + handle;
        order->Iceberg = 1;
        _tables->Icebergs[handle] = new IcebergReserve { HiddenLots = hiddenLots, PeakLots = peakLots };
        ChangeHidden(order, hiddenLots);
        return handle;
    }

    /// <summary>Takes an order out of the book.</summary>
    /// <returns>The lots that were open, with an iceberg's undisplayed part.</returns>
    public long Cancel(int handle)
    {
        var order = Resting(handle);
        var leaves = order->Lots;
        if (order->Iceberg != 0) leaves += DropReserve(order, handle);
        _tables->Levels.Items[order->Level].Lots -= order->Lots;
        Unlink(ref Half((BookSide)order->Side), order, handle);
        return leaves;
    }

    /// <summary>Takes lots from an order, which keeps its place in the queue; an iceberg's undisplayed lots go first.</summary>
    /// <param name="handle">The order.</param>
    /// <param name="lots">Lots to take, above 0. All of them or more cancels the order.</param>
    /// <returns>The lots still open.</returns>
    public long Reduce(int handle, long lots)
    {
        if (lots <= 0) BookThrow.BadOrder(0, lots);
        var order = Resting(handle);
        var hidden = Hidden(order, handle);
        if (lots >= order->Lots + hidden)
        {
            Cancel(handle);
            return 0;
        }
        var fromHidden = Math.Min(lots, hidden);
        if (fromHidden > 0) TakeHidden(order, handle, fromHidden);
        order->Lots -= lots - fromHidden;
        _tables->Levels.Items[order->Level].Lots -= lots - fromHidden;
        if (lots > fromHidden) _tape?.Changed(_tapeInstrument, handle, order->Lots);
        return order->Lots + hidden - fromHidden;
    }

    /// <summary>From now on every change is noted on the tape under this number; without one, none is.</summary>
    internal void Record(BookTape? tape, int instrument) => (_tape, _tapeInstrument) = (tape, instrument);

    /// <summary>What records its changes; null while nobody watches.</summary>
    internal BookTape? Tape => _tape;

    private void Append(PriceLevel* level, RestingOrder* order, int handle)
    {
        var tail = level->Tail;
        order->Prev = tail;
        if (tail != 0) _tables->Orders.Items[tail].Next = handle;
        else level->Head = handle;
        level->Tail = handle;
        level->Orders++;
        level->Lots += order->Lots;
    }

    // The displayed lots have already left the level's sum.
    private void Unlink(ref Ladder half, RestingOrder* order, int handle)
    {
        var level = _tables->Levels.Items + order->Level;
        half.OrderCount--;
        if (--level->Orders == 0) half.Remove(_tables, order->Level);
        else Bridge(level, order->Prev, order->Next);
        order->Level = 0;
        _tables->Orders.Give(handle);
        _tape?.Left(_tapeInstrument, handle);
    }

    private void Bridge(PriceLevel* level, int prev, int next)
    {
        if (prev != 0) _tables->Orders.Items[prev].Next = next;
        else level->Head = next;
        if (next != 0) _tables->Orders.Items[next].Prev = prev;
        else level->Tail = prev;
    }

    private RestingOrder* Resting(int handle)
    {
        if ((uint)handle > (uint)_tables->Orders.Capacity || _tables->Orders.Items[handle].Level == 0) BookThrow.NotResting(handle);
        return _tables->Orders.Items + handle;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Ladder Half(BookSide side) => ref Unsafe.Add(ref Unsafe.As<Sides, Ladder>(ref _sides), (int)side);

    [InlineArray(2)]
    private struct Sides
    {
        private Ladder _buy;
    }
}
