using Gateway.Configuration;
using Gateway.Simulation.Machine;
using Gateway.Simulation.Machine.Rest;

namespace Gateway.Simulation.Nodes;

/// <summary>An exchange behind REST and streams.</summary>
sealed class RestExchangeNode : ExchangeNode
{
    readonly SeededRandom _random;

    internal RestExchangeNode(GatewayConfiguration configuration, SimulatedNetwork network, SeededRandom random)
        : base(Open(configuration, SimulatedInstallation.RestExchange, network.Time, random.Next()), random)
    {
        _random = random;
        Server = new SimulatedRestServer(Exchange);
    }

    internal SimulatedRestServer Server { get; }

    internal override bool IsQuiet => Server.IsQuiet;

    internal override int Turn() => 0; // All it does is an answer, or somebody else's trade.

    internal override (string Kind, string Words) Misbehave()
    {
        var faults = Server.Faults;
        switch (_random.Below(15))
        {
            case 0: Server.CutStreams(); return ("rest: cut", "cuts its streams");
            case 1: faults.Throttle += 1 + _random.Below(3); faults.RetryAfterSeconds = 1 + _random.Below(5); return ("rest: 429", $"throttles for {faults.RetryAfterSeconds} s");
            case 2: faults.Bans += 1; faults.RetryAfterSeconds = 2 + _random.Below(9); return ("rest: 418", $"bans for {faults.RetryAfterSeconds} s");
            case 3: faults.ClockSkewMillis = _random.Of(0L, -1_500, 3_000, -20_000, 45_000); return ("rest: clock skew", $"has a clock that is {faults.ClockSkewMillis} ms ahead");
            case 4: faults.LoseRequests += 1; return ("rest: 504, not done", "loses an order and says 504");
            case 5: faults.LoseAnswers += 1; return ("rest: 504, done", "takes an order and says 504");
            case 6: faults.HideOrders += 1 + _random.Below(2); return ("rest: hidden order", "does not find an order that is there");
            case 7: faults.AnswerDelayMillis = _random.Of(0, 20, 500, 7_000); return ("rest: delay", $"answers after {faults.AnswerDelayMillis} ms");
            case 8: faults.Unavailable = !faults.Unavailable; return ("rest: 503", faults.Unavailable ? "is unavailable" : "is available");
            case 9: return ("rest: trade", Trade());
            default: return Fail(_random.Of(Enum.GetValues<RestFault>()));
        }
    }

    internal override void Recover() => Server.Recover();

    public override void Dispose() => Exchange.Dispose();

    (string Kind, string Words) Fail(RestFault fault)
    {
        var count = 1 + _random.Below(fault == RestFault.NoConnection ? 6 : 2);
        Server.Add(fault, count);
        var words = string.Concat(fault.ToString().Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")).Trim();
        return ($"rest: {words}", $"is about to have {count} times: {words}");
    }
}
