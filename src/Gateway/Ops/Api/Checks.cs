using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Api;

/// <summary>What every act has to say of itself, checked: all errors at once, as with a configuration.</summary>
sealed class Checks
{
    readonly ConfigurationErrors _errors = new();

    internal ConfigurationErrors Errors => _errors;

    internal bool Failed => _errors.All.Count > 0;

    /// <summary>400 with every error.</summary>
    internal IResult Result() => Results.Json(new { error = string.Join(" ", _errors.All), errors = _errors.All }, Cli.Json.Options, statusCode: 400);

    /// <summary>Splits <c>account:A1</c>; only the firm has no key.</summary>
    internal (ScopeKind Kind, Text24 Key) Scope(string? scope)
    {
        if (string.IsNullOrEmpty(scope) || !LimitRules.TryScope(scope, out var kind, out var key) || (kind == ScopeKind.Firm) != (key.Length == 0) || !IsPrintable(key, 24))
        {
            _errors.Add("scope", $"'{scope}' is no scope such as firm, session:STRAT1, account:A1, strategy:S1, instrument:AAPL, venue:V1 or group:G1.");
            return default;
        }

        return (kind, Text24.From(key));
    }

    internal Text64 Why(string? why)
    {
        why ??= "";
        return _errors.Require(IsPrintable(why, Text64.Capacity), "why", "has to be at most 64 printable ASCII characters.") ? Text64.From(why) : default;
    }

    internal static Text16 By(HttpContext context) => Text16.From(Operator.Of(context).Name);

    static bool IsPrintable(string text, int lengthMax) => text.Length <= lengthMax && text.All(c => c is >= ' ' and <= '~');
}
