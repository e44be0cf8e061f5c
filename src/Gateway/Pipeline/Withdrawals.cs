using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>
/// What an earlier configuration said and the present one no longer says: the journal would go on with it. Routes end; a limit for all scopes of a kind ends,
/// one of a scope's own gives way to what is configured for its kind. What operators have set stays.
/// </summary>
static class Withdrawals
{
    /// <summary>The messages that take it back.</summary>
    /// <param name="configuration">Checked, its exchanges numbered.</param>
    /// <param name="engine">As the journal has led to it.</param>
    internal static IEnumerable<Inbound> Of(GatewayConfiguration configuration, ExecutionEngine engine) => Routes(configuration, engine).Concat(Limits(configuration, engine));

    static IEnumerable<Inbound> Routes(GatewayConfiguration configuration, ExecutionEngine engine)
    {
        var configured = (from instrument in configuration.Instruments
                          from route in instrument.Routes
                          select (Text24.From(instrument.Symbol), ConfigurationTraffic.VenueNumber(configuration, route.Venue))).ToHashSet();
        return from known in engine.EnabledRoutes()
               where !configured.Contains((known.Route.Symbol, known.Venue))
               select new Inbound { Kind = InboundKind.RouteDefined, Venue = known.Venue, RouteDefined = known.Route with { Enabled = false } };
    }

    static IEnumerable<Inbound> Limits(GatewayConfiguration configuration, ExecutionEngine engine)
    {
        var configured = configuration.Limits.Select(limit => ConfigurationTraffic.Limit(limit).LimitSet).GroupBy(PlaceOf).ToDictionary(group => group.Key, group => group.Last());
        foreach (var known in engine.ConfiguredLimits())
        {
            if (configured.ContainsKey(PlaceOf(known))) continue;
            var instead = configured.GetValueOrDefault(PlaceOf(known with { Key = default }));
            (instead.Rule, instead.Tier, instead.Scope, instead.Key, instead.By) = (known.Rule, known.Tier, known.Scope, known.Key, Text16.From("configuration"));
            if (!IsSame(known, instead)) yield return new() { Kind = InboundKind.LimitSet, LimitSet = instead };
        }
    }

    static (ushort, ushort, ScopeKind, Text24) PlaceOf(LimitSet limit) => (limit.Rule, limit.Tier, limit.Scope, limit.Key);

    static bool IsSame(in LimitSet left, in LimitSet right) => left.Enabled == right.Enabled && (!left.Enabled
        || (left.Value, left.Value2, left.Value3, left.WindowNanos) == (right.Value, right.Value2, right.Value3, right.WindowNanos));
}
