using System.Runtime.CompilerServices;

namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>Fills an incoming order from the other side, best price first, oldest order first.</summary>
    /// <param name="side">The side of the incoming order.</param>
    /// <param name="limitTicks">The worst price it takes; <see cref="long.MaxValue"/> or <see cref="long.MinValue"/> for any.</param>
    /// <param name="maxLots">Its open lots.</param>
    /// <param name="sink">Hears each fill.</param>
    /// <returns>The lots filled. The rest is the caller's to rest or to cancel.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Match<TSink>(BookSide side, long limitTicks, long maxLots, ref TSink sink)
        where TSink : struct, IFillSink, allows ref struct
    {
        if (!Crosses(side, limitTicks)) return 0;
        var trade = default(TradeAlways);
        return MatchCrossing(side, limitTicks, maxLots, ref sink, ref trade).FilledLots;
    }

    /// <summary>As <see cref="Match{TSink}"/>, where a policy may prevent a trade with an order of the same owner.</summary>
    /// <param name="side">The side of the incoming order.</param>
    /// <param name="limitTicks">The worst price it takes; <see cref="long.MaxValue"/> or <see cref="long.MinValue"/> for any.</param>
    /// <param name="maxLots">Its open lots.</param>
    /// <param name="sink">Hears each fill.</param>
    /// <param name="policy">Asked before each fill.</param>
    /// <returns>What was traded and what was prevented.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MatchOutcome Match<TSink, TPolicy>(BookSide side, long limitTicks, long maxLots, ref TSink sink, ref TPolicy policy)
        where TSink : struct, IFillSink, allows ref struct
        where TPolicy : struct, ISelfTradePolicy, allows ref struct =>
        Crosses(side, limitTicks) ? MatchCrossing(side, limitTicks, maxLots, ref sink, ref policy) : default;

    /// <summary>Whether an order of <paramref name="side"/> at this limit would trade at once (what post-only must not).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Crosses(BookSide side, long limitTicks)
    {
        var maker = side.Opposite();
        ref var half = ref Half(maker);
        return half.BestKey <= PriceKey.OfLimit(maker, limitTicks) && half.Best != 0;
    }

    private MatchOutcome MatchCrossing<TSink, TPolicy>(BookSide side, long limitTicks, long maxLots, ref TSink sink, ref TPolicy policy)
        where TSink : struct, IFillSink, allows ref struct
        where TPolicy : struct, ISelfTradePolicy, allows ref struct
    {
        var maker = side.Opposite();
        var limit = PriceKey.OfLimit(maker, limitTicks);
        ref var half = ref Half(maker);
        var open = maxLots;
        long prevented = 0;
        while (open > 0 && half.Best != 0 && half.BestKey <= limit)
        {
            var handle = _tables->Levels.Items[half.Best].Head;
            var order = _tables->Orders.Items + handle;
            var action = policy.Decide(order->Owner, order->User);
            if (action == SelfTradeAction.Trade) open -= Fill(ref half, order, handle, open, ref sink);
            else if (action == SelfTradeAction.Decrement) prevented += Decrement(order, handle, ref open, ref policy);
            else
            {
                if (action != SelfTradeAction.Stop) CancelMaker(order, handle, ref policy);
                if (action != SelfTradeAction.CancelMaker) return new MatchOutcome(maxLots - open - prevented, prevented, true);
            }
        }
        return new MatchOutcome(maxLots - open - prevented, prevented, false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Fill<TSink>(ref Ladder half, RestingOrder* order, int handle, long open, ref TSink sink)
        where TSink : struct, IFillSink, allows ref struct
    {
        var level = _tables->Levels.Items + order->Level;
        var lots = Math.Min(order->Lots, open);
        order->Lots -= lots;
        level->Lots -= lots;
        var price = PriceKey.ToTicks((BookSide)order->Side, level->Key);
        sink.OnFill(handle, order->User, price, lots, order->Lots + Hidden(order, handle));
        _tape?.Filled(_tapeInstrument, handle, (BookSide)order->Side, price, lots, order->Lots);
        if (order->Lots == 0) Exhaust(ref half, order, handle);
        return lots;
    }

    // Nothing displayed is left: an iceberg shows its next peak, anything else leaves.
    private void Exhaust(ref Ladder half, RestingOrder* order, int handle)
    {
        if (Hidden(order, handle) > 0) Refresh(order, handle);
        else Unlink(ref half, order, handle);
    }

    private void CancelMaker<TPolicy>(RestingOrder* order, int handle, ref TPolicy policy)
        where TPolicy : struct, ISelfTradePolicy, allows ref struct
    {
        policy.OnPrevented(handle, order->User, order->Lots + Hidden(order, handle), 0);
        Cancel(handle);
    }

    private long Decrement<TPolicy>(RestingOrder* order, int handle, ref long open, ref TPolicy policy)
        where TPolicy : struct, ISelfTradePolicy, allows ref struct
    {
        var leaves = order->Lots + Hidden(order, handle);
        var lots = Math.Min(leaves, open);
        policy.OnPrevented(handle, order->User, lots, leaves - lots);
        Reduce(handle, lots);
        open -= lots;
        return lots;
    }

    private readonly struct TradeAlways : ISelfTradePolicy
    {
        public SelfTradeAction Decide(int makerOwner, int makerUser) => SelfTradeAction.Trade;

        public void OnPrevented(int maker, int user, long lots, long makerLeaves)
        {
        }
    }
}
