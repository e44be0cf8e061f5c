using Gateway.Configuration;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>What operators change in the configuration's file while the gateway is down: the next start finds another file than the last one.</summary>
sealed class FileEdits(GatewayConfiguration configuration, SeededRandom random)
{
    // None that an operator sets while it runs.
    static readonly (string Rule, string Scope, string Value)[] s_limits = [("R020", "account:A2", "18"), ("R036", "session:STRAT2", "6"), ("R021", "account:A3", "8000"), ("R036", "session", "9")];

    readonly List<RouteConfiguration> _routes = [.. configuration.Instruments.Find(instrument => instrument.Symbol == Routed)!.Routes];

    const string Routed = "SOLUSDT";

    /// <summary>Changes something; tells what.</summary>
    internal (string Kind, string Words) Change() => random.Below(4) switch
    {
        0 => Move(),
        1 => Reverse(),
        2 => Route(),
        _ => Limit(),
    };

    (string Kind, string Words) Move()
    {
        configuration.Sessions = [.. configuration.Sessions.Skip(1), configuration.Sessions[0]];
        return ("edit: sessions", "the sessions stand in another order in the file");
    }

    (string Kind, string Words) Reverse()
    {
        configuration.Venues.Reverse();
        return ("edit: venues", "the exchanges stand in another order in the file");
    }

    (string Kind, string Words) Route()
    {
        var instrument = configuration.Instruments.Find(instrument => instrument.Symbol == Routed)!;
        var whole = instrument.Routes.Count == _routes.Count;
        instrument.Routes = whole ? [_routes[random.Below(_routes.Count)]] : [.. _routes];
        return ("edit: route", $"{Routed} has {instrument.Routes.Count} routes in the file");
    }

    (string Kind, string Words) Limit()
    {
        var (rule, scope, value) = s_limits[random.Below(s_limits.Length)];
        var gone = configuration.Limits.RemoveAll(limit => limit.Rule == rule && limit.Scope == scope) > 0;
        if (!gone) configuration.Limits.Add(new() { Rule = rule, Scope = scope, Value = value });
        return ("edit: limit", $"{rule} of {scope} is {(gone ? "no longer" : "now")} in the file");
    }
}
