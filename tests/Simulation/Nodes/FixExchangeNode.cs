using Gateway.Configuration;
using Gateway.Fix.Session;
using Gateway.Simulation.Machine;
using Gateway.Venues.Simulated;

namespace Gateway.Simulation.Nodes;

/// <summary>An exchange behind FIX.</summary>
sealed class FixExchangeNode : ExchangeNode
{
    readonly SeededRandom _random;
    readonly SimulatedFixExchange _face;

    internal FixExchangeNode(GatewayConfiguration configuration, SimulatedNetwork network, SeededRandom random)
        : base(Open(configuration, SimulatedInstallation.FixExchange, network.Time, random.Next()), random)
    {
        _random = random;
        _face = new SimulatedFixExchange(Exchange, new SimulatedFixOptions
        {
            SenderCompID = SimulatedInstallation.FixExchange, TargetCompID = "GATEWAY", Port = SimulatedInstallation.VenuePort,
            Store = new MemoryStore(bytesMax: 1 << 20), Network = network.AddHost("exchange"),
        });
    }

    internal override int Turn() => _face.Turn();

    internal override (string Kind, string Words) Misbehave()
    {
        switch (_random.Below(8))
        {
            case 0: _face.Disconnect(); return ("exchange: cut", "cuts the session");
            case 1: _face.Faults.LoseAnswers += 1; return ("exchange: lost answer", "takes an order and cuts the session");
            case 2: _face.Faults.LoseRequests += 1; return ("exchange: lost request", "loses an order and cuts the session");
            case 3: _face.Faults.Throttle += 1 + _random.Below(2); return ("exchange: throttle", "throttles");
            case 4: _face.Faults.DuplicateFrames += 1 + _random.Below(3); return ("exchange: repetition", "repeats executions");
            case 5: _face.Faults.AnswerDelayMillis = _random.Of(0, 20, 500, 7_000); return ("exchange: delay", $"answers after {_face.Faults.AnswerDelayMillis} ms");
            case 6: _face.Faults.Unavailable = !_face.Faults.Unavailable; return ("exchange: refusal", _face.Faults.Unavailable ? "refuses logons" : "takes logons");
            default: return ("exchange: trade", Trade());
        }
    }

    internal override void Recover() => _face.Faults.Set(new ExchangeFaults());

    public override void Dispose() => _face.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
