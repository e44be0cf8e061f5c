using System.Runtime.CompilerServices;
using Gateway.Engine.Matching;

namespace Gateway.Engine.Orders;

/// <summary>What the book decided about one resting order.</summary>
struct Fill
{
    internal long Ticks;
    internal long Lots;
    internal long MakerLeaves;
    internal int Maker;         // Slot of the resting order.
    internal bool Prevented;    // Not a trade: lots taken off by self-trade prevention.
}

/// <summary>
/// The book decides, then the core books: fills are collected while the book changes and accounted for afterwards. It grows only for
/// an order that sweeps more than any before it, and no order can meet more than rests in the book.
/// </summary>
sealed class FillBuffer
{
    Fill[] _fills = new Fill[4096];

    internal int Count { get; private set; }

    internal ref Fill this[int index] => ref _fills[index];

    internal void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int maker, long ticks, long lots, long makerLeaves, bool prevented)
    {
        if (Count == _fills.Length) Grow();
        ref var fill = ref _fills[Count++];
        fill.Ticks = ticks;
        fill.Lots = lots;
        fill.MakerLeaves = makerLeaves;
        fill.Maker = maker;
        fill.Prevented = prevented;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow() => Array.Resize(ref _fills, _fills.Length * 2);
}

readonly struct FillCollector(FillBuffer fills) : IFillSink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        => fills.Add(user, priceTicks, lots, makerLeaves, prevented: false);
}

/// <summary>Keeps an account from trading with itself in the mode that its order asks for.</summary>
readonly struct SameAccountPolicy(FillBuffer fills, int account, SelfTradeAction action) : ISelfTradePolicy
{
    public SelfTradeAction Decide(int makerOwner, int makerUser) => makerOwner == account ? action : SelfTradeAction.Trade;

    public void OnPrevented(int maker, int user, long lots, long makerLeaves) => fills.Add(user, 0, lots, makerLeaves, prevented: true);
}

/// <summary>
/// What any leg of an allocation would do about a resting order: nothing of its own account's counts. Only asked, never matched with.
/// </summary>
readonly ref struct AnyLegPolicy(EngineState state, Reach reach, ReadOnlySpan<int> legs) : ISelfTradePolicy
{
    readonly ReadOnlySpan<int> _legs = legs;

    public SelfTradeAction Decide(int makerOwner, int makerUser)
    {
        foreach (var leg in _legs)
            if (leg != 0 && reach.OwnerOf(in state.Orders[leg]) == makerOwner && reach.Prevention(in state.Orders[leg]) is not SelfTradeAction.Trade and var action)
                return action;
        return SelfTradeAction.Trade;
    }

    public void OnPrevented(int maker, int user, long lots, long makerLeaves) { }
}

/// <summary>Takes each trade of an auction as two entries, the buyer's and the seller's.</summary>
readonly struct CrossCollector(FillBuffer fills) : IAuctionSink
{
    public void OnCross(int buyUser, int sellUser, long lots, long buyLeaves, long sellLeaves)
    {
        fills.Add(buyUser, 0, lots, buyLeaves, prevented: false);
        fills.Add(sellUser, 0, lots, sellLeaves, prevented: false);
    }
}
