using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A position: what it is, what it cost, what it is worth, what protects it. Money, prices and quantities as decimals.</summary>
public sealed record PositionRow(
    string Id, string Exchange, string Account, string Symbol, string Side, string Quantity, string EntryPrice, string CurrentPrice, TimeSpan? CurrentPriceAge,
    string Currency, string UnrealizedPnl, string RealizedPnl, string Fees, string? StopLoss, string? TakeProfit, string? Leverage, string Margin, string Status,
    string? OpenedAt, string? ClosedAt, PositionMetadata Metadata)
{
    internal static PositionRow Of(PositionView position, string exchange) => new(
        $"{position.Account}:{position.Symbol}", exchange, position.Account.ToString(), position.Symbol.ToString(),
        position.Quantity.Raw switch { > 0 => "long", < 0 => "short", _ => "flat" }, new Quantity(Math.Abs(position.Quantity.Raw)).ToString(),
        position.AveragePrice.ToString(), position.MarkPrice.ToString(),
        position.MarkPrice.Raw == 0 ? null : TimeSpan.FromTicks(position.MarkAgeNanos / 100), position.Currency.ToString(), position.UnrealizedPnl.ToString(),
        position.RealizedPnl.ToString(), position.Fees.ToString(), Given(position.StopLoss), Given(position.TakeProfit),
        position.Leverage == 0 ? null : FixedPoint.ToString(position.Leverage), position.Margin.ToString(), position.Quantity.Raw == 0 ? "closed" : "open",
        Given(position.OpenedAt), Given(position.ClosedAt), new(position.WorkingBuys.ToString(), position.WorkingSells.ToString()));

    static string? Given(Price price) => price.Raw == 0 ? null : price.ToString();

    static string? Given(Timestamp time) => time.Nanos == 0 ? null : time.ToString();
}

/// <summary>What works around a position: quantities of open orders in its instrument, as decimals.</summary>
public sealed record PositionMetadata(string WorkingBuys, string WorkingSells);

/// <summary>A balance. Amounts as decimals.</summary>
public sealed record BalanceRow(string Account, string Asset, string Total, string Reserved, string Free)
{
    internal static BalanceRow Of(BalanceView balance)
        => new(balance.Account.ToString(), balance.Asset.ToString(), balance.Total.ToString(), balance.Reserved.ToString(), balance.Free.ToString());
}

/// <summary>Positions and balances.</summary>
sealed class PositionEndpoints(GatewayConfiguration configuration, OperatorDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/positions", async () => Results.Json(
            await desk.LookAsync(engine => engine.Positions().Select(position => PositionRow.Of(position, ExchangeOf(position.Symbol.ToString()))).ToList()), Cli.Json.Options))
            .For(OperatorRole.Viewer);
        api.MapGet("/balances", async () => Results.Json(await desk.LookAsync(engine => engine.Balances().Select(BalanceRow.Of).ToList()), Cli.Json.Options))
            .For(OperatorRole.Viewer);
    }

    // An instrument of several exchanges is one position: its fills are told apart by their reports.
    string ExchangeOf(string symbol)
    {
        var routes = configuration.Instruments.Find(instrument => instrument.Symbol == symbol)?.Routes ?? [];
        return routes.Count == 0 ? "internal" : string.Join('+', routes.Select(route => route.Venue));
    }
}
