using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Ops;

/// <summary>
/// What of an instrument's configuration can change while the gateway runs. An exchange's connection asks for the quotes of what it knew at the start, so
/// that new instruments and routes there wait for the next one; terms, priorities, fees and routes that end do not.
/// </summary>
/// <param name="running">The configuration in force.</param>
sealed class InstrumentReload(GatewayConfiguration running)
{
    /// <summary>Why a change has to wait for the next start; null when it has not.</summary>
    internal static string? Waits(InstrumentConfiguration? known, InstrumentConfiguration instrument)
    {
        if (known is null) return instrument.Matching == MatchingPlace.Routed ? "is new at an exchange" : null;
        if (known.Matching != instrument.Matching) return "is matched elsewhere";
        return instrument.Routes.Find(route => Match(known, route) is null) is { } added ? $"has a new route to {added.Venue}" : null;
    }

    /// <summary>The acts of a change that need not wait, the instrument's own first; each names the reload that it is part of.</summary>
    internal IEnumerable<Inbound> Acts(InstrumentConfiguration? known, InstrumentConfiguration instrument, long reload)
    {
        yield return new() { Kind = InboundKind.InstrumentDefined, InstrumentDefined = ConfigurationTraffic.Instrument(instrument) with { Act = reload } };
        foreach (var route in instrument.Routes)
            if (!ConfigurationHash.IsSame(Match(known!, route), route)) yield return Route(instrument, route, enabled: true, reload);
        foreach (var gone in known?.Routes ?? [])
            if (Match(instrument, gone) is null) yield return Route(instrument, gone, enabled: false, reload);
    }

    Inbound Route(InstrumentConfiguration instrument, RouteConfiguration route, bool enabled, long reload)
    {
        var act = ConfigurationTraffic.Route(running, instrument, route, enabled);
        act.RouteDefined.Act = reload;
        return act;
    }

    static RouteConfiguration? Match(InstrumentConfiguration instrument, RouteConfiguration route)
        => instrument.Routes.Find(other => other.Venue == route.Venue && other.VenueSymbol == route.VenueSymbol);
}
