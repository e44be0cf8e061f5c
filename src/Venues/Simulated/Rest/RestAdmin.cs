using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Messages;
using Microsoft.AspNetCore.Http;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>Liquidity asked for through the admin address; decimals as text.</summary>
sealed record LiquidityRequest(string Symbol, string Side, string Price, string Quantity);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExchangeFaults))]
[JsonSerializable(typeof(LiquidityRequest))]
sealed partial class AdminJson : JsonSerializerContext;

/// <summary>
/// How to make the exchange misbehave while it runs: POST /admin/faults sets all faults (those not given to their default),
/// GET shows them; POST /admin/disconnect cuts the streams; POST /admin/liquidity adds a resident order.
/// </summary>
sealed class RestAdmin(SimulatedExchange exchange, ExchangeFaults faults, StreamHub streams)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            switch ($"{context.Request.Method} {context.Request.Path}")
            {
                case "GET /admin/faults":
                    await context.Response.WriteAsJsonAsync(faults, AdminJson.Default.ExchangeFaults);
                    return;
                case "POST /admin/faults":
                    faults.Set((await context.Request.ReadFromJsonAsync(AdminJson.Default.ExchangeFaults))!);
                    return;
                case "POST /admin/disconnect":
                    streams.Disconnect();
                    return;
                case "POST /admin/liquidity":
                    Add((await context.Request.ReadFromJsonAsync(AdminJson.Default.LiquidityRequest))!);
                    return;
                default:
                    throw new SpotException(404, -1100, "No such address.");
            }
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException)
        {
            throw new SpotException(400, -1100, fault.Message);
        }
    }

    void Add(LiquidityRequest request)
        => exchange.AddLiquidity(request.Symbol, request.Side == "BUY" ? Side.Buy : Side.Sell, Price.Parse(request.Price), Quantity.Parse(request.Quantity));
}
