using Gateway.Engine.Risk;
using Gateway.Engine.Risk.Operators;
using Gateway.Messages;

namespace Gateway.Engine;

public sealed partial class ExecutionEngine
{
    /// <summary>
    /// Limits as configurations have set them, and no operator has changed them: those for all scopes of a kind, which have no key, that are in force, and all that
    /// scopes have of their own.
    /// </summary>
    public LimitSet[] ConfiguredLimits()
    {
        var set = new List<LimitSet>();
        for (var kind = ScopeKind.Firm; kind <= ScopeKind.Group; kind++)
            for (var rule = (Rule)0; rule < Rule.Count; rule++)
                if (_state.Scopes.DefaultOf(kind, rule) is { Enabled: true } limit && IsConfigured(kind, LimitCell.Everyone, rule))
                    set.Add(Describe(kind, default, rule, in limit));
        for (var scope = 0; scope < _state.Scopes.Count; scope++)
            for (var rule = (Rule)0; rule < Rule.Count && _state.Scopes.IsUsed(scope); rule++)
                if (_state.Scopes.LimitOf(scope, rule) is { Own: true } limit && IsConfigured(_state.Scopes.KindOf(scope), scope, rule))
                    set.Add(Describe(_state.Scopes.KindOf(scope), _state.Scopes.KeyOf(scope, _state.Registry), rule, in limit));
        return [.. set];
    }

    bool IsConfigured(ScopeKind kind, int scope, Rule rule) => !_state.ChangedLimits.Contains(new() { Kind = kind, Scope = scope, Rule = rule });

    static LimitSet Describe(ScopeKind kind, in Text24 key, Rule rule, in Limit limit) => new()
    {
        Rule = (ushort)Rules.Number(rule), Tier = (ushort)Rules.Tier(rule), Scope = kind, Key = key,
        Enabled = limit.Enabled, Value = limit.Value, Value2 = limit.Value2, Value3 = limit.Value3, WindowNanos = limit.WindowNanos,
    };

    /// <summary>The routes that orders may take, with the number of each one's venue.</summary>
    public (ushort Venue, RouteDefined Route)[] EnabledRoutes()
    {
        var routes = new List<(ushort, RouteDefined)>();
        foreach (ref readonly var route in _state.Registry.Routes.AsSpan(0, _state.Registry.RouteCount))
            if (route.Enabled)
                routes.Add((route.Venue, new()
                {
                    Symbol = _state.Registry.Symbols[route.Instrument], VenueSymbol = route.VenueSymbol, Priority = route.Priority,
                    TakerFeeMicros = route.TakerFeeMicros, Enabled = true,
                }));
        return [.. routes];
    }
}
