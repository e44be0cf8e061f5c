using Gateway.Engine.Matching;
using Gateway.Messages;

namespace Gateway.Engine.Risk;

/// <summary>What an instrument is worth, as far as the core has been told: never a made-up price.</summary>
sealed class PriceReference(EngineState state)
{
    /// <summary>
    /// The last trade, else the middle of the best bid and ask, else the configured reference, the first of them that is young enough.
    /// </summary>
    /// <param name="instrument">Number of the instrument.</param>
    /// <param name="windowNanos">Greatest age; 0 for any.</param>
    /// <param name="price">The price, units of 1e-8.</param>
    /// <param name="age">Age of the youngest that there is; the greatest amount when there is none.</param>
    internal bool TryReference(int instrument, long windowNanos, out long price, out long age)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        age = FixedMath.AmountMax;
        if (IsYoung(traded.LastPrice, traded.LastTime, windowNanos, ref age, out price)) return true;
        if (TryMiddle(instrument, out var middle, out var time) && IsYoung(middle, time, windowNanos, ref age, out price)) return true;
        return IsYoung(traded.ReferencePrice, traded.ReferenceTime, windowNanos, ref age, out price);
    }

    /// <summary>The price that lies this many millionths on the dear side for an order of this direction.</summary>
    internal static long Collar(long reference, long millionths, Side direction)
    {
        var distance = FixedMath.Micros(reference, millionths);
        return direction == Side.Buy ? reference + distance : reference - distance;
    }

    /// <summary>
    /// The average of the last trades as of now, each weighing as long as it was the last one, older ones fading away within the window;
    /// without a trade what else the instrument is worth.
    /// </summary>
    internal bool TryAverage(int instrument, long windowNanos, out long average)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        average = traded.AveragePrice;
        if (average == 0) return TryReference(instrument, 0, out average, out _);
        average += Faded(traded.LastPrice - average, state.Now - traded.AverageTime, windowNanos);
        return true;
    }

    /// <summary>A trade: the last price, and the average where a rule asks for one.</summary>
    internal static void Trade(EngineState state, int instrument, long price)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        var scope = state.Scopes.Of(ScopeKind.Instrument, instrument);
        if (((state.Scopes.States[scope].Enabled | state.Scopes.States[0].Enabled) >> (int)Rule.PriceCollarWindow & 1) != 0)
        {
            var window = state.Scopes.TermsOf((state.Scopes.States[scope].Enabled >> (int)Rule.PriceCollarWindow & 1) != 0 ? scope : 0, Rule.PriceCollarWindow).Window;
            if (traded.AveragePrice == 0) traded.AveragePrice = traded.LastPrice != 0 ? traded.LastPrice : price;
            else traded.AveragePrice += Faded(traded.LastPrice - traded.AveragePrice, state.Now - traded.AverageTime, window);
            traded.AverageTime = state.Now;
        }

        traded.LastPrice = price;
        traded.LastTime = state.Now;
    }

    static long Faded(long distance, long nanos, long windowNanos)
        => nanos >= windowNanos ? distance : (long)((Int128)distance * nanos / windowNanos);

    /// <summary>Best price on the side that an order of this direction trades against; 0 when there is none.</summary>
    internal long BestOpposite(int instrument, Side direction)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        if (traded.Matching == MatchingPlace.Routed) return BestQuote(instrument, direction);
        var level = state.Registry.Books[instrument]!.Best(direction == Side.Buy ? BookSide.Sell : BookSide.Buy);
        if (IsAnyPrice(level.PriceTicks)) level = Priced(state.Registry.Books[instrument]!, direction == Side.Buy ? BookSide.Sell : BookSide.Buy);
        return level.Orders == 0 ? 0 : level.PriceTicks * traded.BookTick;
    }

    // In an auction call market orders rest beyond every price.
    static bool IsAnyPrice(long ticks) => Math.Abs(ticks) == Book.PriceTicksMax;

    static LevelView Priced(Book book, BookSide side)
    {
        foreach (var level in book.Levels(side))
            if (!IsAnyPrice(level.PriceTicks))
                return level;
        return default;
    }

    /// <summary>The worst price that a market order of this size would reach in the own book, as far as the book goes; 0 when it is empty.</summary>
    internal long Depth(int instrument, Side direction, long quantity, long worst)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        var price = 0L;
        foreach (var level in state.Registry.Books[instrument]!.Levels(direction == Side.Buy ? BookSide.Sell : BookSide.Buy))
        {
            if (IsAnyPrice(level.PriceTicks)) continue;
            var at = level.PriceTicks * traded.BookTick;
            if (worst != 0 && (direction == Side.Buy ? at > worst : at < worst)) break;
            price = at;
            quantity -= level.Lots * traded.LotSize;
            if (quantity <= 0) break;
        }

        return price;
    }

    /// <summary>What an order of this direction could trade at once down to a price: levels of the own book, or quotes of venues that are up.</summary>
    internal long Available(int instrument, Side direction, long worst)
    {
        ref var traded = ref state.Registry.Instruments[instrument];
        if (traded.Matching == MatchingPlace.Routed) return Quoted(instrument, direction, worst);
        var quantity = 0L;
        foreach (var level in state.Registry.Books[instrument]!.Levels(direction == Side.Buy ? BookSide.Sell : BookSide.Buy))
        {
            var at = level.PriceTicks * traded.BookTick;
            if (direction == Side.Buy ? at > worst : at < worst) break;
            quantity += level.Lots * traded.LotSize;
        }

        return quantity;
    }

    long Quoted(int instrument, Side direction, long worst)
    {
        var quantity = 0L;
        for (var next = state.Registry.Instruments[instrument].FirstRoute; next != 0; next = state.Registry.Routes[next - 1].Next)
        {
            ref var route = ref state.Registry.Routes[next - 1];
            if (!route.Enabled || state.Registry.Venues[route.Venue].State != VenueState.Up) continue;
            var price = direction == Side.Buy ? route.AskPrice : route.BidPrice;
            if (price == 0 || (direction == Side.Buy ? price > worst : price < worst)) continue;
            quantity = Math.Max(quantity, direction == Side.Buy ? route.AskQuantity : route.BidQuantity);
        }

        return quantity;
    }

    long BestQuote(int instrument, Side direction)
    {
        var best = 0L;
        for (var next = state.Registry.Instruments[instrument].FirstRoute; next != 0; next = state.Registry.Routes[next - 1].Next)
        {
            ref var route = ref state.Registry.Routes[next - 1];
            if (!route.Enabled || state.Registry.Venues[route.Venue].State != VenueState.Up) continue;
            var price = direction == Side.Buy ? route.AskPrice : route.BidPrice;
            if (price != 0 && (best == 0 || (direction == Side.Buy ? price < best : price > best))) best = price;
        }

        return best;
    }

    bool TryMiddle(int instrument, out long price, out long time)
    {
        var bid = BestOpposite(instrument, Side.Sell);
        var ask = BestOpposite(instrument, Side.Buy);
        price = bid != 0 && ask > bid ? bid + (ask - bid) / 2 : 0;
        time = state.Now;
        if (state.Registry.Instruments[instrument].Matching == MatchingPlace.Routed) time = QuoteTime(instrument);
        return price != 0;
    }

    long QuoteTime(int instrument)
    {
        var latest = 0L;
        for (var next = state.Registry.Instruments[instrument].FirstRoute; next != 0; next = state.Registry.Routes[next - 1].Next)
            latest = Math.Max(latest, state.Registry.Routes[next - 1].QuoteTime);
        return latest;
    }

    bool IsYoung(long candidate, long time, long windowNanos, ref long age, out long price)
    {
        price = candidate;
        if (candidate == 0) return false;
        age = Math.Min(age, state.Now - time);
        return windowNanos == 0 || state.Now - time <= windowNanos;
    }
}
