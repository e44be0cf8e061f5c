using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A change of a trading state.</summary>
/// <param name="Scope">As <c>account:A1</c>.</param>
/// <param name="State">The new state.</param>
/// <param name="Cancel">Cancel the scope's working orders as well: a kill switch.</param>
/// <param name="Why">Free text.</param>
public sealed record StateRequest(string? Scope, TradingState State, bool Cancel, string? Why);

/// <summary>The end of a lockout.</summary>
/// <param name="Scope">As <c>account:A1</c>.</param>
/// <param name="Why">Free text.</param>
public sealed record UnlockRequest(string? Scope, string? Why);

/// <summary>Looking at risk, and the acts on trading states and lockouts.</summary>
sealed class RiskEndpoints(GatewayConfiguration configuration, OperatorDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/risk", ShowAsync).For(OperatorRole.Viewer);
        api.MapPost("/risk/state", SetStateAsync).For(OperatorRole.Operator);
        api.MapPost("/risk/unlock", UnlockAsync).For(OperatorRole.Admin);
    }

    async Task<IResult> ShowAsync() => Results.Json(await desk.LookAsync(engine => RiskView.Of(engine, configuration.Mode)), Cli.Json.Options);

    async Task<IResult> SetStateAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<StateRequest>(context) is not { } request) return Body.Malformed;
        if (request.State != TradingState.Halted && Operator.Of(context).Role < OperatorRole.Admin)
            return Results.Json(new { error = "Only an admin may open or relax a trading state." }, Cli.Json.Options, statusCode: 403);
        var checks = new Checks();
        var (kind, key) = checks.Scope(request.Scope);
        var why = checks.Why(request.Why);
        checks.Errors.Require(Enum.IsDefined(request.State), "state", "is active, reduceOnly, cancelOnly or halted.");
        if (checks.Failed) return checks.Result();
        var act = new Inbound { Kind = InboundKind.TradingStateSet };
        act.TradingStateSet = new()
        {
            Scope = kind, Key = key, State = request.State, CancelWorking = request.Cancel, By = Checks.By(context), Why = why,
            SecondPerson = request.Cancel && configuration.Ops.ReleaseNeedsSecondPerson,
        };
        var answer = await desk.ActAsync(act, cancellation);
        return ActView.Of(answer, request.Cancel ? "kill" : request.State == TradingState.Active ? "resume" : "halt", Operator.Of(context).Name, why.ToString()).Result();
    }

    async Task<IResult> UnlockAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<UnlockRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var (kind, key) = checks.Scope(request.Scope);
        var why = checks.Why(request.Why);
        if (checks.Failed) return checks.Result();
        var act = new Inbound { Kind = InboundKind.LockoutRelease };
        act.LockoutRelease = new() { Scope = kind, Key = key, By = Checks.By(context), Why = why };
        return ActView.Of(await desk.ActAsync(act, cancellation), "unlock", Operator.Of(context).Name, why.ToString()).Result();
    }
}
