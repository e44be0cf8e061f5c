namespace Gateway.Engine.Matching;

public sealed unsafe partial class Book
{
    /// <summary>
    /// The price at which an auction would trade most, by the maximum-volume rule with its tie-breaks (see <see cref="AuctionChoice"/>).
    /// </summary>
    /// <param name="referenceTicks">Decides between prices that are otherwise equal; the price itself where only market orders meet.</param>
    /// <remarks>
    /// Candidates are the limits of resting orders. An order resting at <see cref="PriceTicksMax"/> (a bid) or its negative (an ask) is a market
    /// order: it counts at every price and is no candidate. Undisplayed lots count. Walks the crossed levels once, without allocation.
    /// </remarks>
    public AuctionPrice IndicativePrice(long referenceTicks)
    {
        var choice = new AuctionChoice(referenceTicks);
        var bid = Half(BookSide.Buy).Best;
        if (bid == 0) return default;
        var (ask, supply) = CrossedAsks(TicksOf(BookSide.Buy, bid));
        long demand = 0;
        while (ask != 0)
        {
            // From the highest price down: demand grows by the bids at it, supply shrinks by the asks left behind.
            var price = Math.Max(TicksOf(BookSide.Sell, ask), bid != 0 ? TicksOf(BookSide.Buy, bid) : long.MinValue);
            if (bid != 0 && TicksOf(BookSide.Buy, bid) == price)
            {
                demand += AllLots(bid);
                bid = NextLevel(BookSide.Buy, bid);
            }
            if (price is > -PriceTicksMax and < PriceTicksMax) choice.Offer(price, demand, supply);
            if (TicksOf(BookSide.Sell, ask) == price)
            {
                supply -= AllLots(ask);
                ask = Half(BookSide.Sell).Previous(_tables, ask);
            }
        }
        return choice.Lots > 0 ? choice.Chosen : OnlyMarketOrders(referenceTicks);
    }

    /// <summary>Trades orders with one another at one price, both sides in price-time priority, self-trades included.</summary>
    /// <param name="auction">The price and the lots to trade, from <see cref="IndicativePrice"/> on this very book.</param>
    /// <param name="sink">Hears each trade.</param>
    public void Uncross<TSink>(AuctionPrice auction, ref TSink sink) where TSink : struct, IAuctionSink, allows ref struct
    {
        for (var open = auction.Lots; open > 0;)
        {
            var buy = Front(BookSide.Buy, out var buyHandle);
            var sell = Front(BookSide.Sell, out var sellHandle);
            var lots = Math.Min(open, Math.Min(buy->Lots, sell->Lots));
            open -= lots;
            Take(buy, lots);
            Take(sell, lots);
            sink.OnCross(buy->User, sell->User, lots, buy->Lots + Hidden(buy, buyHandle), sell->Lots + Hidden(sell, sellHandle));
            if (_tape is not null) RecordCross(auction.PriceTicks, lots, (buyHandle, buy->Lots), (sellHandle, sell->Lots));
            if (buy->Lots == 0) Exhaust(ref Half(BookSide.Buy), buy, buyHandle);
            if (sell->Lots == 0) Exhaust(ref Half(BookSide.Sell), sell, sellHandle);
        }
    }

    private void RecordCross(long priceTicks, long lots, (int Handle, long Left) buy, (int Handle, long Left) sell)
    {
        _tape!.Crossed(_tapeInstrument, priceTicks, lots);
        if (buy.Left > 0) _tape.Changed(_tapeInstrument, buy.Handle, buy.Left);
        if (sell.Left > 0) _tape.Changed(_tapeInstrument, sell.Handle, sell.Left);
    }

    // The highest ask that the highest bid reaches, and the lots of all asks up to it.
    private (int Level, long Supply) CrossedAsks(long bidTicks)
    {
        var last = 0;
        long supply = 0;
        for (var ask = Half(BookSide.Sell).Best; ask != 0 && TicksOf(BookSide.Sell, ask) <= bidTicks; ask = NextLevel(BookSide.Sell, ask))
        {
            supply += AllLots(ask);
            last = ask;
        }
        return (last, supply);
    }

    private AuctionPrice OnlyMarketOrders(long referenceTicks)
    {
        var bid = Half(BookSide.Buy).Best;
        var ask = Half(BookSide.Sell).Best;
        if (bid == 0 || ask == 0 || TicksOf(BookSide.Buy, bid) != PriceTicksMax || TicksOf(BookSide.Sell, ask) != -PriceTicksMax) return default;
        var (demand, supply) = (AllLots(bid), AllLots(ask));
        return new AuctionPrice(referenceTicks, Math.Min(demand, supply), demand - supply);
    }

    private RestingOrder* Front(BookSide side, out int handle)
    {
        handle = _tables->Levels.Items[Half(side).Best].Head;
        return Resting(handle);
    }

    private void Take(RestingOrder* order, long lots)
    {
        order->Lots -= lots;
        _tables->Levels.Items[order->Level].Lots -= lots;
    }

    private long TicksOf(BookSide side, int level) => PriceKey.ToTicks(side, _tables->Levels.Items[level].Key);

    private long AllLots(int level) => _tables->Levels.Items[level].Lots + _tables->LevelHidden[level];
}
