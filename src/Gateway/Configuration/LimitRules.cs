using Gateway.Engine;
using Gateway.Engine.Risk;
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
        ScopeKind.Session => Configuration.Sessions.Exists(session => session.Name == key),
        ScopeKind.Strategy => true,
        _ => false,
    };
}

/// <summary>Checks and reads risk limits: a wrong one is refused, it never means "unlimited".</summary>
static class LimitRules
{
    internal static void Check(List<LimitConfiguration> limits, ScopeNames names, ConfigurationErrors errors)
    {
        var seen = new HashSet<(int, ScopeKind, string, int)>();
        for (var i = 0; i < limits.Count; i++)
        {
            var key = $"limits:{i}";
            CheckOne(limits[i], key, names, errors);
            if (TryScope(limits[i].Scope, out var kind, out var name))
                errors.Require(seen.Add((RuleNumber(limits[i].Rule), kind, name, limits[i].Step)), key, $"{limits[i].Rule} is configured twice for {limits[i].Scope}.");
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
               && scope.Length > 0 && key.Length <= Text24.Capacity && !char.IsAsciiDigit(scope[0]);
    }

    static void CheckOne(LimitConfiguration limit, string key, ScopeNames names, ConfigurationErrors errors)
    {
        var number = RuleNumber(limit.Rule);
        var rule = number == 0 ? null : RuleCatalogue.Find(number);
        if (number == 0) errors.Add($"{key}:rule", $"'{limit.Rule}' is no rule of the catalogue (R001 to R110).");
        else if (rule is null) errors.Add($"{key}:rule", $"{limit.Rule} takes no limit: it is always in force.");
        if (limit.Scope.Length == 0 || !TryScope(limit.Scope, out var kind, out var scopeKey))
        {
            errors.Add($"{key}:scope", $"'{limit.Scope}' is no scope such as firm, account:A1 or instrument:AAPL.");
        }
        else
        {
            errors.Require(names.Knows(kind, scopeKey), $"{key}:scope", $"'{limit.Scope}' is not configured.");
            if (rule is not null) errors.Require(rule.Scopes.Contains(kind), $"{key}:scope", $"{rule.Id} is for {string.Join(", ", rule.Scopes).ToLowerInvariant()}, not for {kind.ToString().ToLowerInvariant()}.");
        }

        CheckOverride(limit, key, errors);
        if (rule is not null) CheckParameters(limit, rule, key, errors);
        else CheckNumbers(limit, key, errors);
    }

    static void CheckOverride(LimitConfiguration limit, string key, ConfigurationErrors errors)
    {
        var how = $"set it on the running gateway, where it ends by itself: gateway risk set {limit.Rule} --scope {limit.Scope} --value … --override --for 01:00:00.";
        if (limit.Override && limit.For.Length == 0) errors.Add($"{key}:override", $"an override without an expiry would hold for good; {how}");
        else if (limit.Override) errors.Add($"{key}:override", $"an override counts from the moment somebody sets it, which a file has not; {how}");
        else if (limit.For.Length > 0) errors.Add($"{key}:for", "only an override ends by itself.");
    }

    static void CheckParameters(LimitConfiguration limit, RuleDescription rule, string key, ConfigurationErrors errors)
    {
        var readable = TryValue(limit.Value, rule.Value, $"{key}:value", errors, out var value)
                       & TryValue(limit.Value2, rule.Value2, $"{key}:value2", errors, out var value2)
                       & TryValue(limit.Value3, rule.Value3, $"{key}:value3", errors, out var value3);
        if (limit.Window < TimeSpan.Zero) errors.Add($"{key}:window", "may not be negative.");
        else if (readable && (limit.Enabled || limit.Step != 0)
                 && RuleCatalogue.FaultOf(rule, value, value2, value3, limit.Window.Ticks * 100, limit.Step) is { } fault)
            errors.Add($"{key}:{(fault.Parameter == "tier" ? "step" : fault.Parameter)}", fault.Fault);
    }

    // Of a rule that is none, at least what nobody could read.
    static void CheckNumbers(LimitConfiguration limit, string key, ConfigurationErrors errors)
    {
        foreach (var (name, text) in new[] { ("value", limit.Value), ("value2", limit.Value2), ("value3", limit.Value3) })
            TryValue(text, default, $"{key}:{name}", errors, out _);
    }

    // A rule that needs a value is not satisfied with none: that would be a limit nobody has set.
    static bool TryValue(string text, in RuleParameter parameter, string key, ConfigurationErrors errors, out long raw)
    {
        raw = 0;
        if (text.Length == 0 && !(parameter.Required && parameter.Unit != ParameterUnit.None)) return true;
        if (text.Length > 0 && FixedPoint.TryParse(text, out raw)) return true;
        errors.Add(key, text.Length == 0 ? $"is missing: {parameter.Meaning}." : $"'{text}' is not a decimal number with at most 8 places.");
        return false;
    }
}
