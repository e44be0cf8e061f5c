using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Simulation.Machine;
using Gateway.Venues.Simulated;
using Gateway.Venues.Simulated.Core;

namespace Gateway.Simulation.Nodes;

/// <summary>An exchange that outlives every gateway, and is not always well.</summary>
sealed class ExchangeNode : IDisposable
{
    readonly SeededRandom _random;
    readonly SimulatedHost _host;
    readonly SimulatedFixExchange _face;

    internal ExchangeNode(GatewayConfiguration configuration, SimulatedNetwork network, SeededRandom random)
    {
        _random = random;
        _host = network.AddHost("exchange");
        Exchange = new SimulatedExchange(new SimulatedExchangeOptions
        {
            Instruments = [.. configuration.Instruments.Where(instrument => instrument.Routes.Count > 0).Select(Instrument)],
            Clock = network.Time,
            Seed = random.Next(),
            TakerFeeMicros = 800,
        });
        _face = new SimulatedFixExchange(Exchange, new SimulatedFixOptions
        {
            SenderCompID = SimulatedInstallation.Exchange, TargetCompID = "GATEWAY", Port = SimulatedInstallation.VenuePort,
            Store = new MemoryStore(bytesMax: 1 << 20), Network = _host,
        });
    }

    internal SimulatedExchange Exchange { get; }

    internal int Turn() => _face.Turn();

    /// <summary>The member's orders with what became of them.</summary>
    internal List<ExchangeOrder> Orders() => Exchange.Orders("GATEWAY", _ => true);

    /// <summary>Makes a trouble of its own; returns its kind, and in words what it does.</summary>
    internal (string Kind, string Words) Misbehave()
    {
        switch (_random.Below(8))
        {
            case 0: _face.Disconnect(); return ("cut", "cuts the session");
            case 1: _face.Faults.LoseAnswers += 1; return ("lost answer", "takes an order and cuts the session");
            case 2: _face.Faults.LoseRequests += 1; return ("lost request", "loses an order and cuts the session");
            case 3: _face.Faults.Throttle += 1 + _random.Below(2); return ("throttle", "throttles");
            case 4: _face.Faults.DuplicateFrames += 1 + _random.Below(3); return ("repetition", "repeats executions");
            case 5: _face.Faults.AnswerDelayMillis = _random.Of(0, 20, 500, 7_000); return ("delay", $"answers after {_face.Faults.AnswerDelayMillis} ms");
            case 6: _face.Faults.Unavailable = !_face.Faults.Unavailable; return ("refusal", _face.Faults.Unavailable ? "refuses logons" : "takes logons");
            default: return ("trade", Trade());
        }
    }

    /// <summary>Somebody else trades, so that resting orders are filled late.</summary>
    internal string Trade()
    {
        var instrument = Exchange.Instruments.ElementAt(_random.Below(Exchange.Instruments.Count));
        var side = _random.Of(Side.Buy, Side.Sell);
        var (bid, _, ask, _) = Exchange.Quote(instrument.Symbol);
        var price = new Price((side == Side.Buy ? ask : bid) + (side == Side.Buy ? 1 : -1) * _random.Between(0, 40) * instrument.TickSize.Raw);
        var quantity = new Quantity(_random.Between(1, 400) * instrument.LotSize.Raw);
        if (price.Raw > 0) Exchange.AddLiquidity(instrument.Symbol, side, price, quantity);
        return $"{side} {quantity} {instrument.Symbol} at {price} by another member";
    }

    /// <summary>From now on all is well.</summary>
    internal void Recover()
    {
        _face.Faults.Unavailable = false;
        (_face.Faults.LoseAnswers, _face.Faults.LoseRequests, _face.Faults.Throttle, _face.Faults.DuplicateFrames) = (0, 0, 0, 0);
        _face.Faults.AnswerDelayMillis = 0;
    }

    public void Dispose() => _face.DisposeAsync().AsTask().GetAwaiter().GetResult();

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
