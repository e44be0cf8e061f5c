using Gateway.Engine.Risk;

namespace Gateway.Engine.Positions;

/// <summary>What currencies are worth in the money that limits are in.</summary>
sealed class RateDesk(EngineState state)
{
    readonly UsageCount _usage = new(state);

    /// <summary>A currency is worth something else: what is held in it counts anew.</summary>
    internal void SetRate(int currency, long rate)
    {
        CountHoldings(currency, -1);
        state.Registry.Rates[currency] = rate;
        for (var number = 0; number < state.Registry.Symbols.Count; number++)
            if (state.Registry.Instruments[number].Cash == currency)
                state.Registry.Instruments[number].Rate = rate;
        CountHoldings(currency, 1);
    }

    void CountHoldings(int currency, int sign)
    {
        for (var number = 0; number < state.Positions.Count; number++)
        {
            ref readonly var position = ref state.Positions[number];
            ref readonly var traded = ref state.Registry.Instruments[position.Instrument];
            if (traded.Cash != currency || position.Quantity == 0) continue;
            var worth = sign * traded.Worth(Ledger.Money(position.Cost));
            var (longs, shorts) = position.Quantity > 0 ? (worth, 0L) : (0L, worth);
            _usage.Holding(in position, longs, shorts, 0);
        }

        for (var number = 0; number < state.Shares.Count; number++)
        {
            ref readonly var share = ref state.Shares[number];
            if (state.Registry.Instruments[share.Instrument].Cash != currency) continue;
            var (longs, shorts) = share.Exposure(in state.Registry.Instruments[share.Instrument]);
            _usage.Exposure(share.Scope, sign * longs, sign * shorts, 0);
        }
    }
}
