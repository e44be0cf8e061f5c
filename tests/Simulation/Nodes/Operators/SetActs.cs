using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>What operators do to limits: they draw them so tight that orders are refused and accounts locked, for good or for a time, and loosen them again.</summary>
sealed class SetActs(GatewayConfiguration configuration, SeededRandom random)
{
    /// <summary>Strategies that orders are sent for.</summary>
    internal static readonly string[] Strategies = ["S1", "S2"];

    static readonly (ushort Rule, ScopeKind Scope, string Key, string Value, int Seconds)[] s_tight =
    [
        (20, ScopeKind.Account, "A1", "15", 0), (21, ScopeKind.Account, "A2", "9000", 0), (36, ScopeKind.Session, "STRAT1", "4", 0), (37, ScopeKind.Account, "A3", "20000", 0),
        (30, ScopeKind.Session, "STRAT3", "2", 1), (53, ScopeKind.Firm, "", "40000", 0), (62, ScopeKind.Strategy, "S1", "5000", 0), (70, ScopeKind.Account, "A2", "2", 0),
        (70, ScopeKind.Account, "A1", "2", 0), (76, ScopeKind.Account, "A3", "3", 0),
    ];

    readonly HashSet<int> _set = [];

    internal OperatorAct Tighten(long now)
    {
        var index = random.Below(s_tight.Length);
        var (rule, scope, key, value, seconds) = s_tight[index];
        var message = new Inbound { Kind = InboundKind.LimitSet };
        ref var set = ref message.LimitSet;
        set = new() { Rule = rule, Scope = scope, Key = Text24.From(key), Enabled = true, Value = FixedPoint.Parse(value), WindowNanos = seconds * 1_000_000_000L, By = Text16.From("alice") };
        set.Override = random.Below(2) == 0;
        if (set.Override) set.Until = new(now + random.Between(500_000_000, 6_000_000_000));
        _set.Add(index);
        return new(set.Override ? "act: override" : "act: limit", $"R{rule:000} of {scope} {key} is {value}{(set.Override ? " for a time" : "")}", message);
    }

    /// <summary>Sets a limit back to what the configuration says; null when none was changed.</summary>
    internal OperatorAct? Loosen()
    {
        if (_set.Count == 0) return null;
        var index = _set.Min();
        _set.Remove(index);
        return Loosen(configuration, index);
    }

    internal static IEnumerable<OperatorAct> LoosenAll(GatewayConfiguration configuration)
        => Enumerable.Range(0, s_tight.Length).Select(index => Loosen(configuration, index));

    static OperatorAct Loosen(GatewayConfiguration configuration, int index)
    {
        var (rule, scope, key, _, _) = s_tight[index];
        var configured = configuration.Limits.Find(limit => limit.Rule == $"R{rule:000}" && string.Equals(limit.Scope, scope.ToString(), StringComparison.OrdinalIgnoreCase));
        var message = configured is null ? new Inbound { Kind = InboundKind.LimitSet } : ConfigurationTraffic.Limit(configured);
        (message.LimitSet.Rule, message.LimitSet.Scope, message.LimitSet.Key, message.LimitSet.By) = (rule, scope, Text24.From(key), Text16.From("alice"));
        return new("act: limit", $"R{rule:000} of {scope} {key} is what it was", message);
    }
}
