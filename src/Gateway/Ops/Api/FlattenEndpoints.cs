using System.Diagnostics;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A kill that closes positions as well, or only the plan of it.</summary>
/// <param name="Scope">As <c>account:A1</c>: the firm, an account, a strategy, an instrument or a group.</param>
/// <param name="Drill">Only say what would be done.</param>
/// <param name="Why">Free text.</param>
public sealed record FlattenRequest(string? Scope, bool Drill, string? Why);

/// <summary>The answer to a flatten.</summary>
/// <param name="Act">What became of the act.</param>
/// <param name="Decided">From the request to the journaled answer of the pipeline.</param>
/// <param name="Plan">Drill: what would be sent for each position.</param>
public sealed record FlattenView(ActView Act, TimeSpan Decided, IReadOnlyList<PlanRow> Plan);

/// <summary>Drill: what would be sent for a position, and how much of it could trade at once.</summary>
public sealed record PlanRow(string Account, string Symbol, string Quantity, string WorstPrice, string Fillable)
{
    internal static PlanRow Of(RiskEvent told) => new(
        told.Rejection.Key.ToString(), told.Symbol.ToString(), FixedPoint.ToString(told.Rejection.Observed), FixedPoint.ToString(told.Rejection.Limit), told.Fillable.ToString());
}

/// <summary>An enforcement: under way, or how it ended.</summary>
/// <param name="Id">Sequence of the inbound message that began it; the correlation of all that followed.</param>
/// <param name="Scope">Whose positions.</param>
/// <param name="State">underWay, done, ended (by an operator) or unknown.</param>
/// <param name="Tries">Times that closing orders were sent.</param>
/// <param name="Elapsed">From its start to flat, or to now.</param>
public sealed record EnforcementRow(long Id, string Scope, string State, long Tries, TimeSpan? Elapsed)
{
    internal static EnforcementRow Of(EnforcementView item)
        => new(item.Id, Words.Scope(item.Scope, item.Key.ToString()), "underWay", item.Tries, null);

    internal static EnforcementRow Of(long id, RiskEvent ended) => new(
        id, Words.Scope(ended.Rejection.Scope, ended.Rejection.Key.ToString()), ended.Type == RiskEventType.EnforcementDone ? "done" : "ended", ended.Rejection.Limit,
        TimeSpan.FromTicks(ended.Rejection.Observed / 100));
}

/// <summary>Flatten, its drill, and what is under way.</summary>
sealed class FlattenEndpoints(GatewayConfiguration configuration, OperatorDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/risk/flatten", FlattenAsync).For(OperatorRole.Operator);
        api.MapGet("/risk/enforcements", ListAsync).For(OperatorRole.Viewer);
        api.MapGet("/risk/enforcements/{id:long}", FindAsync).For(OperatorRole.Viewer);
    }

    async Task<IResult> FlattenAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<FlattenRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var (kind, key) = checks.Scope(request.Scope);
        var why = checks.Why(request.Why);
        checks.Errors.Require(
            kind is not (ScopeKind.Session or ScopeKind.Venue), "scope",
            $"'{request.Scope}' holds no positions; they belong to the firm, an account, a strategy, an instrument or a group.");
        if (checks.Failed) return checks.Result();
        var act = new Inbound { Kind = InboundKind.Flatten };
        act.Flatten = new()
        {
            Scope = kind, Key = key, Drill = request.Drill, By = Checks.By(context), Why = why, SecondPerson = configuration.Ops.ReleaseNeedsSecondPerson,
        };
        var started = Stopwatch.GetTimestamp();
        var answer = await desk.ActAsync(act, cancellation);
        var view = ActView.Of(answer, request.Drill ? "drill" : "flatten", Operator.Of(context).Name, why.ToString());
        var plan = answer.Events.Where(told => told.Type == RiskEventType.DrillClose).Select(PlanRow.Of);
        return Results.Json(new FlattenView(view, Stopwatch.GetElapsedTime(started), [.. plan]), Cli.Json.Options, statusCode: view.Done ? 200 : 409);
    }

    async Task<IResult> ListAsync()
        => Results.Json(await desk.LookAsync(engine => engine.Enforcements().Select(EnforcementRow.Of).ToList()), Cli.Json.Options);

    async Task<IResult> FindAsync(long id)
    {
        var underWay = await desk.LookAsync(engine => engine.Enforcements().Where(item => item.Id == id).Select(EnforcementRow.Of).FirstOrDefault());
        if (underWay is not null) return Results.Json(underWay, Cli.Json.Options);
        var ended = desk.EndOf(id);
        return Results.Json(ended is { } told ? EnforcementRow.Of(id, told) : new EnforcementRow(id, "", "unknown", 0, null), Cli.Json.Options);
    }
}
