namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>Whether an order could fill at least so many lots at once: for fill-or-kill, all-or-none on entry, minimum quantity.</summary>
    /// <remarks>Counts undisplayed lots. Where self-trades are prevented, use the overload that asks the policy.</remarks>
    public bool CanFill(BookSide side, long limitTicks, long lots)
    {
        var maker = side.Opposite();
        var limit = PriceKey.OfLimit(maker, limitTicks);
        ref var half = ref Half(maker);
        for (var level = half.Best; level != 0 && lots > 0; level = half.Next(_tables, level))
        {
            if (_tables->Levels.Items[level].Key > limit) return false;
            lots -= _tables->Levels.Items[level].Lots + _tables->LevelHidden[level];
        }
        return lots <= 0;
    }

    /// <summary>
    /// As <see cref="CanFill(BookSide, long, long)"/>, counting only orders that the policy lets trade, up to the first that would stop or shrink
    /// the incoming order. Looks at each order on the way; tells the policy of nothing.
    /// </summary>
    public bool CanFill<TPolicy>(BookSide side, long limitTicks, long lots, ref TPolicy policy)
        where TPolicy : struct, ISelfTradePolicy, allows ref struct
    {
        var maker = side.Opposite();
        var limit = PriceKey.OfLimit(maker, limitTicks);
        ref var half = ref Half(maker);
        for (var level = half.Best; level != 0 && lots > 0; level = half.Next(_tables, level))
            if (_tables->Levels.Items[level].Key > limit || !CountLevel(level, ref lots, ref policy)) break;
        return lots <= 0;
    }

    // False when the policy ends the count here. Undisplayed lots come up only after all displayed lots of the level, so an order that
    // stops the match anywhere in the level keeps them from trading.
    private bool CountLevel<TPolicy>(int level, ref long lots, ref TPolicy policy)
        where TPolicy : struct, ISelfTradePolicy, allows ref struct
    {
        long hidden = 0;
        for (var handle = _tables->Levels.Items[level].Head; handle != 0; handle = _tables->Orders.Items[handle].Next)
        {
            var order = _tables->Orders.Items + handle;
            var action = policy.Decide(order->Owner, order->User);
            if (action == SelfTradeAction.CancelMaker) continue;
            if (action != SelfTradeAction.Trade) return false;
            lots -= order->Lots;
            hidden += Hidden(order, handle);
        }
        lots -= hidden;
        return true;
    }
}
