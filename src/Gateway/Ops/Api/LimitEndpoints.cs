using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.Ops.Access;
using Gateway.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>Changes of limits; either all are done or none.</summary>
/// <param name="Limits">The changes.</param>
/// <param name="Why">Free text.</param>
public sealed record LimitsRequest(IReadOnlyList<LimitChange>? Limits, string? Why);

/// <summary>A change of one limit. What is not given stays as it is in force.</summary>
/// <param name="Rule">As <c>R020</c>.</param>
/// <param name="Scope">As <c>account:A1</c>, or a kind alone for all of it.</param>
/// <param name="Value">Decimal, in the rule's unit.</param>
/// <param name="Value2">Second parameter.</param>
/// <param name="Window">Window or age.</param>
/// <param name="Enabled">In force.</param>
/// <param name="Override">For a time only.</param>
/// <param name="For">Length of the override.</param>
/// <param name="Value3">Third parameter.</param>
/// <param name="Step">Which of the rule's steps, from 0.</param>
public sealed record LimitChange(
    string? Rule, string? Scope, string? Value, string? Value2, TimeSpan? Window, bool? Enabled, bool Override, TimeSpan? For,
    string? Value3 = null, int Step = 0);

/// <summary>Limits set while the gateway runs: checked as those of a configuration are, every error at once.</summary>
sealed class LimitEndpoints(GatewayConfiguration configuration, OperatorDesk desk) : IEndpoints
{
    const int ChangesMax = 256;
    static readonly TimeSpan s_overrideMax = TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapPost("/risk/limits", SetAsync).For(OperatorRole.Admin);

    async Task<IResult> SetAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<LimitsRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var why = checks.Why(request.Why);
        var changes = request.Limits ?? [];
        checks.Errors.Require(changes.Count is > 0 and <= ChangesMax, "limits", $"has to hold 1 to {ChangesMax} changes.");
        if (checks.Failed) return checks.Result();
        var limits = await desk.LookAsync(engine => Check(engine, changes, checks.Errors));
        if (checks.Failed) return checks.Result();

        var now = DateTime.UtcNow;
        var answers = new List<ActView>();
        for (var i = 0; i < limits.Count; i++)
        {
            var act = ConfigurationTraffic.Limit(limits[i]);
            act.LimitSet.By = Checks.By(context);
            act.LimitSet.Why = why;
            act.LimitSet.Override = changes[i].Override;
            if (changes[i].For is { } length) act.LimitSet.Until = new((now + length - DateTime.UnixEpoch).Ticks * 100);
            answers.Add(ActView.Of(await desk.ActAsync(act, cancellation), "set", Operator.Of(context).Name, why.ToString()));
        }

        return Results.Json(answers, Cli.Json.Options, statusCode: answers.TrueForAll(answer => answer.Done) ? 200 : 409);
    }

    List<LimitConfiguration> Check(ExecutionEngine engine, IReadOnlyList<LimitChange> changes, ConfigurationErrors errors)
    {
        var present = engine.Limits();
        var limits = changes.Select(change => Merge(change, present)).ToList();
        for (var i = 0; i < changes.Count; i++)
        {
            CheckTime(changes[i], $"limits:{i}", errors);
            errors.Require(!IsEmpty(changes[i]) || Find(changes[i], present) is null, $"limits:{i}:value", "nothing is said that would change this limit.");
        }

        LimitRules.Check(limits, ScopeNames.Of(configuration, engine), errors);
        return limits;
    }

    static void CheckTime(LimitChange change, string key, ConfigurationErrors errors)
    {
        if (change.Override)
            errors.Require(change.For is { } length && length > TimeSpan.Zero && length <= s_overrideMax, $"{key}:for", "an override has to say how long it holds, at most 366 days.");
        else
            errors.Require(change.For is null, $"{key}:for", "only an override ends by itself.");
    }

    static bool IsEmpty(LimitChange change)
        => (change.Value ?? change.Value2 ?? change.Value3) is null && change.Window is null && change.Enabled is null && !change.Override;

    static LimitView? Find(LimitChange change, LimitView[] present)
    {
        var number = LimitRules.RuleNumber(change.Rule ?? "");
        foreach (var limit in present)
            if (limit.Rule == number && limit.Step == change.Step && Words.Scope(limit.Scope, limit.Key.ToString()) == change.Scope)
                return limit;
        return null;
    }

    // What is not said stays as it is; a limit that nobody has set needs its value.
    static LimitConfiguration Merge(LimitChange change, LimitView[] present)
    {
        var old = Find(change, present);
        return new()
        {
            Rule = change.Rule ?? "",
            Scope = change.Scope ?? "",
            Enabled = change.Enabled ?? true,
            Step = change.Step,
            Value3 = change.Value3 ?? (old is { } third ? FixedPoint.ToString(third.Value3) : "0"),
            Value = change.Value ?? (old is { } value ? FixedPoint.ToString(value.Value) : change.Enabled == false ? "0" : ""),
            Value2 = change.Value2 ?? (old is { } second ? FixedPoint.ToString(second.Value2) : "0"),
            Window = change.Window ?? (old is { } window ? TimeSpan.FromTicks(window.WindowNanos / 100) : TimeSpan.Zero),
        };
    }
}
