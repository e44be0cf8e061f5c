using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes;

/// <summary>Operators: they halt and restrict, call auctions, change limits, and in the end let everything trade again.</summary>
sealed class OperatorNode(SeededRandom random)
{
    static readonly (ScopeKind Kind, string Key)[] Scopes =
    [
        (ScopeKind.Firm, ""), (ScopeKind.Session, "STRAT1"), (ScopeKind.Session, "STRAT2"), (ScopeKind.Account, "A1"), (ScopeKind.Account, "A3"),
        (ScopeKind.Instrument, "AAPL"), (ScopeKind.Instrument, "ETHUSDT"), (ScopeKind.Venue, SimulatedInstallation.FixExchange), (ScopeKind.Group, "G1"),
    ];

    readonly HashSet<int> _restricted = [];
    readonly HashSet<string> _called = [];

    /// <summary>Does something; returns what, or null when the gateway had no room for it.</summary>
    internal string? Act(GatewayCore core) => random.Below(3) switch
    {
        0 => Restrict(core, random.Below(Scopes.Length), random.Of(TradingState.ReduceOnly, TradingState.CancelOnly, TradingState.Halted)),
        1 => Call(core, random.Of(SimulatedInstallation.Own), random.Of(MarketState.OpeningAuction, MarketState.ClosingAuction, MarketState.Halted, MarketState.PreOpen)),
        _ => Relax(core),
    };

    /// <summary>Lets everything trade again: acts may have been lost with a process.</summary>
    internal void OpenAll(GatewayCore core)
    {
        for (var scope = 0; scope < Scopes.Length; scope++)
            while (Restrict(core, scope, TradingState.Active) is null) core.DoWork();
        foreach (var symbol in SimulatedInstallation.Own)
            while (Call(core, symbol, MarketState.Open) is null) core.DoWork();
    }

    string? Relax(GatewayCore core)
    {
        if (_restricted.Count > 0 && (random.Below(2) == 0 || _called.Count == 0)) return Restrict(core, _restricted.First(), TradingState.Active);
        return _called.Count > 0 ? Call(core, _called.First(), MarketState.Open) : null;
    }

    string? Restrict(GatewayCore core, int scope, TradingState state)
    {
        var message = new Inbound { Kind = InboundKind.TradingStateSet };
        ref var act = ref message.TradingStateSet;
        (act.Scope, act.Key, act.State, act.By) = (Scopes[scope].Kind, Text24.From(Scopes[scope].Key), state, Text16.From("operator"));
        act.CancelWorking = state == TradingState.Halted && random.Below(2) == 0;
        if (!core.Inbound.TryPublish(in message)) return null;
        if (state == TradingState.Active) _restricted.Remove(scope);
        else _restricted.Add(scope);
        return $"{Scopes[scope].Kind} {Scopes[scope].Key} {state}{(act.CancelWorking ? ", working orders are cancelled" : "")}";
    }

    string? Call(GatewayCore core, string symbol, MarketState state)
    {
        var message = new Inbound { Kind = InboundKind.MarketStateSet };
        (message.MarketStateSet.Symbol, message.MarketStateSet.State, message.MarketStateSet.By) = (Text24.From(symbol), state, Text16.From("operator"));
        if (!core.Inbound.TryPublish(in message)) return null;
        if (state == MarketState.Open) _called.Remove(symbol);
        else _called.Add(symbol);
        return $"the market of {symbol} is {state}";
    }
}
