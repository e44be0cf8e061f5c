using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Simulation.Machine;
using Gateway.Venues.Simulated;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Simulation.Nodes;

/// <summary>An exchange that outlives every gateway, and is not always well.</summary>
abstract class ExchangeNode(SimulatedExchange exchange, SeededRandom random) : IDisposable
{
    internal SimulatedExchange Exchange => exchange;

    /// <summary>What goes on by itself.</summary>
    internal abstract int Turn();

    /// <summary>Nothing of it is on its way.</summary>
    internal virtual bool IsQuiet => true;

    /// <summary>The member's orders with what became of them.</summary>
    internal List<ExchangeOrder> Orders() => exchange.Orders("GATEWAY", _ => true);

    /// <summary>Makes a trouble of its own; returns its kind, and in words what it does.</summary>
    internal abstract (string Kind, string Words) Misbehave();

    /// <summary>Somebody else trades, so that resting orders are filled late.</summary>
    internal string Trade()
    {
        var instrument = Exchange.Instruments.ElementAt(random.Below(Exchange.Instruments.Count));
        var side = random.Of(Side.Buy, Side.Sell);
        var (bid, _, ask, _) = Exchange.Quote(instrument.Symbol);
        var price = new Price((side == Side.Buy ? ask : bid) + (side == Side.Buy ? 1 : -1) * random.Between(0, 40) * instrument.TickSize.Raw);
        var quantity = new Quantity(random.Between(1, 400) * instrument.LotSize.Raw);
        if (price.Raw > 0) Exchange.AddLiquidity(instrument.Symbol, side, price, quantity);
        return $"{side} {quantity} {instrument.Symbol} at {price} by another member";
    }

    /// <summary>From now on all is well.</summary>
    internal abstract void Recover();

    public abstract void Dispose();

    /// <summary>An exchange for what is traded at a venue.</summary>
    private protected static SimulatedExchange Open(GatewayConfiguration configuration, string venue, TimeProvider clock, ulong seed) => new(new SimulatedExchangeOptions
    {
        Instruments = [.. configuration.Instruments.Where(instrument => instrument.Routes.Exists(route => route.Venue == venue)).Select(Instrument)],
        Clock = clock,
        Seed = seed,
        TakerFeeMicros = 800,
    });

    static SimulatedInstrument Instrument(InstrumentConfiguration instrument) => new()
    {
        Symbol = instrument.Symbol,
        BaseAsset = instrument.BaseAsset,
        QuoteAsset = instrument.Currency,
        TickSize = instrument.TickSize,
        LotSize = instrument.LotSize,
        NotionalMin = instrument.NotionalMin,
        StartPrice = instrument.ReferencePrice,
        LevelQuantity = Quantity.Parse("1"),
    };
}
