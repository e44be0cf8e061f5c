using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>The names that a scope may refer to.</summary>
sealed record ScopeNames(
    GatewayConfiguration Configuration, HashSet<string> Accounts, HashSet<string> Groups, HashSet<string> Symbols, HashSet<string> Venues)
{
    /// <summary>Those that a running engine knows, whatever the configuration said when it started.</summary>
    internal static ScopeNames Of(GatewayConfiguration configuration, ExecutionEngine engine)
    {
        var names = engine.Scopes().ToLookup(scope => scope.Scope, scope => scope.Key.ToString());
        return new(configuration, [.. names[ScopeKind.Account]], [.. names[ScopeKind.Group]], [.. names[ScopeKind.Instrument]], [.. names[ScopeKind.Venue]]);
    }

    internal bool Knows(ScopeKind kind, string key) => kind switch
    {
        ScopeKind.Firm => key.Length == 0,
        _ when key.Length == 0 => true,
        ScopeKind.Account => Accounts.Contains(key),
        ScopeKind.Group => Groups.Contains(key),
        ScopeKind.Instrument => Symbols.Contains(key),
        ScopeKind.Venue => Venues.Contains(key),
        ScopeKind.Session => Configuration.Sessions.Exists(session => session.CompId == key),
        ScopeKind.Strategy => true,
        _ => false,
    };
}

/// <summary>Checks and reads risk limits: a wrong one is refused, it never means "unlimited".</summary>
static class LimitRules
{
    internal static void Check(List<LimitConfiguration> limits, ScopeNames names, ConfigurationErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < limits.Count; i++)
        {
            var key = $"limits:{i}";
            CheckOne(limits[i], key, names, errors);
            errors.Require(seen.Add(limits[i].Rule + " " + limits[i].Scope), key, $"{limits[i].Rule} is configured twice for {limits[i].Scope}.");
        }
    }

    /// <summary>The rule's number, or 0 when the text names no rule of the catalogue.</summary>
    internal static ushort RuleNumber(string rule)
        => rule.Length == 4 && rule[0] is 'R' or 'r' && ushort.TryParse(rule.AsSpan(1), out var number)
           && Enum.GetValues<RejectReason>().Any(reason => reason.Rule() == number) ? number : (ushort)0;

    /// <summary>Splits <c>account:A1</c>.</summary>
    internal static bool TryScope(string scope, out ScopeKind kind, out string key)
    {
        var colon = scope.IndexOf(':', StringComparison.Ordinal);
        key = colon < 0 ? "" : scope[(colon + 1)..];
        return Enum.TryParse(colon < 0 ? scope : scope[..colon], ignoreCase: true, out kind) && kind != ScopeKind.None
               && key.Length <= Text24.Capacity && !char.IsAsciiDigit(scope[0]);
    }

    static void CheckOne(LimitConfiguration limit, string key, ScopeNames names, ConfigurationErrors errors)
    {
        errors.Require(RuleNumber(limit.Rule) != 0, $"{key}:rule", $"'{limit.Rule}' is no rule of the catalogue (R001 to R110).");
        if (limit.Scope.Length == 0 || !TryScope(limit.Scope, out var kind, out var scopeKey))
            errors.Add($"{key}:scope", $"'{limit.Scope}' is no scope such as firm, account:A1 or instrument:AAPL.");
        else
            errors.Require(names.Knows(kind, scopeKey), $"{key}:scope", $"'{limit.Scope}' is not configured.");
        CheckValue(limit.Value, $"{key}:value", errors);
        CheckValue(limit.Value2, $"{key}:value2", errors);
        errors.Require(limit.Window >= TimeSpan.Zero, $"{key}:window", "may not be negative.");
    }

    static void CheckValue(string text, string key, ConfigurationErrors errors)
        => errors.Require(FixedPoint.TryParse(text, out var raw) && raw >= 0, key, $"'{text}' is not a decimal number of zero or more with at most 8 places.");
}
