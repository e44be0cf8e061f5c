using Gateway.Configuration;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A change of the state of an instrument's market.</summary>
/// <param name="Symbol">The instrument; null or empty for all.</param>
/// <param name="State">The new state.</param>
/// <param name="Why">Free text.</param>
public sealed record MarketStateRequest(string? Symbol, MarketState State, string? Why);

/// <summary>An instrument's market.</summary>
public sealed record MarketView(string Symbol, MarketState State, string LastPrice, string BestBid, string BestAsk, string IndicativePrice, string IndicativeQuantity)
{
    internal static MarketView Of(Engine.InstrumentView view) => new(
        view.Symbol.ToString(), view.State, view.LastPrice.ToString(), view.BestBid.ToString(), view.BestAsk.ToString(), view.IndicativePrice.ToString(),
        view.IndicativeQuantity.ToString());
}

/// <summary>The states of the markets: looking at them, opening, halting, auctions, closing.</summary>
sealed class MarketEndpoints(OperatorDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/markets", ShowAsync).For(OperatorRole.Viewer);
        api.MapPost("/markets/state", SetStateAsync).For(OperatorRole.Operator);
    }

    async Task<IResult> ShowAsync() => Results.Json(await desk.LookAsync(engine => engine.Instruments().Select(MarketView.Of).ToArray()), Cli.Json.Options);

    async Task<IResult> SetStateAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<MarketStateRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var why = checks.Why(request.Why);
        checks.Errors.Require(Enum.IsDefined(request.State), "state", "is open, preOpen, openingAuction, closingAuction, halted or closed.");
        checks.Errors.Require((request.Symbol ?? "").Length <= 24, "symbol", "has to be at most 24 characters.");
        if (checks.Failed) return checks.Result();
        var act = new Inbound { Kind = InboundKind.MarketStateSet };
        act.MarketStateSet = new() { Symbol = Text24.From(request.Symbol ?? ""), State = request.State, By = Checks.By(context), Why = why };
        return ActView.Of(await desk.ActAsync(act, cancellation), "market", Operator.Of(context).Name, why.ToString()).Result();
    }
}
