using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Ops;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>
/// What operators change in the configuration while the gateway runs: an instrument more, another tick table, other terms, other routes. The file stays
/// changed: the next start reads it.
/// </summary>
sealed class ReloadActs(GatewayConfiguration configuration, SeededRandom random)
{
    readonly InstrumentReload _reload = new(configuration);

    /// <summary>Changes the configuration; returns what the engine is told of it.</summary>
    internal (string Kind, InstrumentConfiguration Instrument, List<Inbound> Messages) Change(long act)
    {
        var known = Find(SimulatedInstallation.Added);
        var (kind, fresh) = known is null && random.Below(2) == 0 ? ("act: instrument added", SimulatedInstallation.NewInstrument()) : Changed();
        known = Find(fresh.Symbol);
        var messages = _reload.Acts(known, fresh, act).ToList();
        configuration.Instruments = [.. configuration.Instruments.Where(instrument => instrument != known), fresh];
        return (kind, fresh, messages);
    }

    InstrumentConfiguration? Find(string symbol) => configuration.Instruments.Find(instrument => instrument.Symbol == symbol);

    (string Kind, InstrumentConfiguration Instrument) Changed()
    {
        if (random.Below(4) == 0) return ("act: route", WithRoutes(Copy(Find("SOLUSDT")!)));
        var own = configuration.Instruments.FindAll(instrument => SimulatedInstallation.Own.Contains(instrument.Symbol));
        var fresh = Copy(own[random.Below(own.Count)]);
        if (random.Below(2) == 0) return ("act: tick table", WithTicks(fresh));
        fresh.DynamicBandPercent = random.Of(0m, 0.01m, 0.05m);
        fresh.VolatilityAuction = TimeSpan.FromMilliseconds(random.Between(200, 3_000));
        fresh.PostOnlyMode = random.Of(PostOnlyMode.Reject, PostOnlyMode.Slide);
        fresh.StopTrigger = random.Of(StopTrigger.LastTrade, StopTrigger.BestQuote);
        return ("act: instrument changed", fresh);
    }

    InstrumentConfiguration WithTicks(InstrumentConfiguration instrument)
    {
        instrument.TickSize = new Price(random.Of(500_000L, 1_000_000, 2_000_000));
        instrument.TickBands = random.Below(2) == 0 ? [] : [new() { From = instrument.ReferencePrice, TickSize = Price.Parse(random.Of("0.02", "0.05")) }];
        return instrument;
    }

    static InstrumentConfiguration WithRoutes(InstrumentConfiguration instrument)
    {
        instrument.Routes = [.. instrument.Routes.Select(route => new RouteConfiguration
        {
            Venue = route.Venue, VenueSymbol = route.VenueSymbol, Priority = 3 - route.Priority, TakerFeeMicros = route.TakerFeeMicros,
        })];
        return instrument;
    }

    static InstrumentConfiguration Copy(InstrumentConfiguration from) => new()
    {
        Symbol = from.Symbol, BaseAsset = from.BaseAsset, Currency = from.Currency, TickSize = from.TickSize, TickBands = from.TickBands, LotSize = from.LotSize,
        QuantityMin = from.QuantityMin, QuantityMax = from.QuantityMax, NotionalMin = from.NotionalMin, ReferencePrice = from.ReferencePrice, Settlement = from.Settlement,
        Matching = from.Matching, SelfTradePrevention = from.SelfTradePrevention, StopTrigger = from.StopTrigger, PostOnlyMode = from.PostOnlyMode,
        DynamicBandPercent = from.DynamicBandPercent, VolatilityAuction = from.VolatilityAuction, Hours = from.Hours, Routes = from.Routes,
    };
}
