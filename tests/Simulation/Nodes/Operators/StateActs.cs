using Gateway.Engine;
using Gateway.Messages;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>What operators do to the states of scopes and markets: halt, kill, flatten, unlock. One of them kills, mostly the other one releases.</summary>
sealed class StateActs(SeededRandom random)
{
    internal const string Killer = "alice", Releaser = "bob";

    static readonly (ScopeKind Kind, string Key)[] s_scopes =
    [
        (ScopeKind.Firm, ""), (ScopeKind.Session, "STRAT1"), (ScopeKind.Session, "STRAT2"), (ScopeKind.Account, "A1"), (ScopeKind.Account, "A3"), (ScopeKind.Strategy, "S1"),
        (ScopeKind.Instrument, "AAPL"), (ScopeKind.Instrument, "ETHUSDT"), (ScopeKind.Venue, SimulatedInstallation.FixExchange), (ScopeKind.Group, "G1"),
    ];

    internal OperatorAct Restrict()
    {
        var state = random.Of(TradingState.ReduceOnly, TradingState.CancelOnly, TradingState.Halted);
        return Set("act: restrict", random.Of(s_scopes), state, state == TradingState.Halted && random.Below(2) == 0, Killer);
    }

    internal OperatorAct Kill() => Set("act: kill", random.Of(s_scopes), TradingState.Halted, cancels: true, Killer);

    /// <summary>Lets a scope trade again; null when all do.</summary>
    internal OperatorAct? Unlock(ExecutionEngine engine)
        => Restricted(engine) is [_, ..] scopes ? Activate(scopes[random.Below(scopes.Count)], random.Below(4) == 0 ? Killer : Releaser) : null;

    /// <summary>Everything that would let restricted scopes trade again.</summary>
    internal static IEnumerable<OperatorAct> UnlockAll(ExecutionEngine engine) => Restricted(engine).Select(scope => Activate(scope, Releaser));

    internal OperatorAct Flatten()
    {
        var (kind, key) = random.Of(s_scopes);
        if (kind is ScopeKind.Session or ScopeKind.Venue) (kind, key) = (ScopeKind.Account, "A2");
        var drill = random.Below(4) == 0;
        var message = new Inbound { Kind = InboundKind.Flatten };
        message.Flatten = new() { Scope = kind, Key = Text24.From(key), Drill = drill, By = Text16.From(Killer), SecondPerson = true };
        return new(drill ? "act: drill" : "act: flatten", $"{kind} {key} is closed{(drill ? ", as a drill" : "")}", message);
    }

    /// <summary>Ends a lockout; mostly there is none.</summary>
    internal static OperatorAct Release(ExecutionEngine engine) => ReleaseAll(engine).FirstOrDefault(Release((ScopeKind.Account, "A2")));

    internal static IEnumerable<OperatorAct> ReleaseAll(ExecutionEngine engine)
        => engine.Scopes().Where(scope => scope.LockedUntil.Nanos != 0).Select(scope => Release((scope.Scope, scope.Key.ToString())));

    internal OperatorAct Call()
        => Market(random.Of(SimulatedInstallation.Own), random.Of(MarketState.OpeningAuction, MarketState.ClosingAuction, MarketState.Halted, MarketState.PreOpen));

    /// <summary>Opens a market again; null when all are open.</summary>
    internal OperatorAct? Open(ExecutionEngine engine)
        => OpenAll(engine).ToList() is [_, ..] acts ? acts[random.Below(acts.Count)] : null;

    internal static IEnumerable<OperatorAct> OpenAll(ExecutionEngine engine)
        => engine.Instruments().Where(instrument => instrument.State != MarketState.Open).Select(instrument => Market(instrument.Symbol.ToString(), MarketState.Open));

    internal OperatorAct Switch()
    {
        var (strategy, account, enabled) = (random.Of(SetActs.Strategies), random.Of("", "", "A1", "A2"), random.Below(2) == 0);
        var message = new Inbound { Kind = InboundKind.StrategySwitched };
        message.StrategySwitched = new() { Strategy = Text16.From(strategy), Account = Text16.From(account), Enabled = enabled, By = Text16.From(Killer) };
        return new("act: strategy switch", $"strategy {strategy} of {account} is {(enabled ? "enabled" : "disabled")}", message);
    }

    static List<(ScopeKind Kind, string Key)> Restricted(ExecutionEngine engine)
        => [.. engine.Scopes().Where(scope => scope.State != TradingState.Active).Select(scope => (scope.Scope, scope.Key.ToString()))];

    static OperatorAct Activate((ScopeKind Kind, string Key) scope, string by) => Set("act: unlock", scope, TradingState.Active, cancels: false, by);

    static OperatorAct Set(string kind, (ScopeKind Kind, string Key) scope, TradingState state, bool cancels, string by)
    {
        var message = new Inbound { Kind = InboundKind.TradingStateSet };
        message.TradingStateSet = new()
        {
            Scope = scope.Kind, Key = Text24.From(scope.Key), State = state, CancelWorking = cancels, By = Text16.From(by), SecondPerson = cancels,
        };
        return new(kind, $"{scope.Kind} {scope.Key} {state}{(cancels ? ", working orders are cancelled" : "")}", message);
    }

    static OperatorAct Release((ScopeKind Kind, string Key) scope)
    {
        var message = new Inbound { Kind = InboundKind.LockoutRelease };
        message.LockoutRelease = new() { Scope = scope.Kind, Key = Text24.From(scope.Key), By = Text16.From(Releaser) };
        return new("act: lockout release", $"the lockout of {scope.Kind} {scope.Key} ends", message);
    }

    static OperatorAct Market(string symbol, MarketState state)
    {
        var message = new Inbound { Kind = InboundKind.MarketStateSet };
        (message.MarketStateSet.Symbol, message.MarketStateSet.State, message.MarketStateSet.By) = (Text24.From(symbol), state, Text16.From(Releaser));
        return new("act: market", $"the market of {symbol} is {state}", message);
    }
}
