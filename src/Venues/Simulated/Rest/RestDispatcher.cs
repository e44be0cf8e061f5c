using System.Text;
using System.Text.Json;
using Gateway.Venues.Rest.Signing;
using Microsoft.AspNetCore.Http;

namespace Gateway.Venues.Simulated.Rest;

/// <summary>From an HTTP request to its answer: faults, key, signature, address.</summary>
sealed class RestDispatcher(SimulatedExchange exchange, SimulatedRestOptions options, ExchangeFaults faults, StreamHub streams, RestAdmin admin)
{
    readonly HmacSha256Signer _signer = new(options.ApiSecret);
    readonly SpotEndpoints _endpoints = new(exchange, faults);

    long ServerMillis => exchange.Clock.GetUtcNow().ToUnixTimeMilliseconds() + faults.ClockSkewMillis;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments("/admin")) await admin.HandleAsync(context);
            else await AnswerAsync(context);
        }
        catch (SpotException error)
        {
            await WriteAsync(context, error.Status, SpotWriter.Error(error.Code, error.Message));
        }
    }

    async Task AnswerAsync(HttpContext context)
    {
        if (faults.Unavailable) throw new SpotException(503, 0, "Service unavailable.");
        if (faults.TakeThrottle() is { } status)
        {
            context.Response.Headers.RetryAfter = faults.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new SpotException(status, -1003, "Too many requests.");
        }

        if (context.WebSockets.IsWebSocketRequest) await ServeStreamAsync(context);
        else await AnswerRequestAsync(context);
    }

    async Task AnswerRequestAsync(HttpContext context)
    {
        var isOrder = context.Request.Path == "/api/v3/order" && context.Request.Method != "GET";
        if (isOrder && faults.TakeLoseRequest()) throw new SpotException(504, 0, "Gateway time-out.");
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var parameters = new SpotParameters(context.Request.QueryString.Value?.TrimStart('?') ?? "", await reader.ReadToEndAsync());
        var answer = Answer($"{context.Request.Method} {context.Request.Path}", context.Request.Headers["X-MBX-APIKEY"].ToString(), parameters);
        if (isOrder && faults.AnswerDelayMillis > 0) await Task.Delay(TimeSpan.FromMilliseconds(faults.AnswerDelayMillis), exchange.Clock, context.RequestAborted);
        if (isOrder && faults.TakeLoseAnswer()) throw new SpotException(504, 0, "Gateway time-out.");
        await WriteAsync(context, 200, answer);
    }

    byte[] Answer(string address, string key, SpotParameters parameters) => address switch
    {
        "GET /api/v3/ping" => "{}"u8.ToArray(),
        "GET /api/v3/time" => SpotWriter.Json(writer => WriteOne(writer, "serverTime", ServerMillis)),
        "GET /api/v3/exchangeInfo" => _endpoints.ExchangeInfo(),
        "POST /api/v3/userDataStream" => SpotWriter.Json(writer => WriteOne(writer, "listenKey", streams.Open(Member(key)))),
        "PUT /api/v3/userDataStream" => "{}"u8.ToArray(),
        _ => AnswerSigned(address, Member(key), parameters),
    };

    byte[] AnswerSigned(string address, string member, SpotParameters parameters)
    {
        parameters.Verify(_signer, ServerMillis);
        return address switch
        {
            "POST /api/v3/order" => _endpoints.Place(member, parameters),
            "DELETE /api/v3/order" => _endpoints.Cancel(member, parameters),
            "GET /api/v3/order" => _endpoints.Query(member, parameters),
            "GET /api/v3/openOrders" => _endpoints.OpenOrders(member, parameters),
            "GET /api/v3/allOrders" => _endpoints.AllOrders(member, parameters),
            "GET /api/v3/myTrades" => _endpoints.Trades(member, parameters),
            "GET /api/v3/account" => SpotEndpoints.Account(),
            _ => throw new SpotException(404, -1100, "No such address."),
        };
    }

    async Task ServeStreamAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        Task<System.Net.WebSockets.WebSocket> Accept() => context.WebSockets.AcceptWebSocketAsync();
        if (path.StartsWith("/ws/", StringComparison.Ordinal)) await streams.ServeUserAsync(path[4..], Accept, context.RequestAborted);
        else await streams.ServeQuotesAsync(Symbols(context.Request.Query["streams"].ToString()), Accept, context.RequestAborted);
    }

    IEnumerable<string> Symbols(string names)
        => exchange.Instruments.Select(instrument => instrument.Symbol).Where(symbol => names.Split('/').Contains($"{symbol.ToLowerInvariant()}@bookTicker"));

    string Member(string key)
        => key == options.ApiKey ? options.Member : throw new SpotException(401, -2015, "Invalid API-key, IP, or permissions for action.");

    static void WriteOne(Utf8JsonWriter writer, string name, object value)
    {
        writer.WriteStartObject();
        if (value is long number) writer.WriteNumber(name, number);
        else writer.WriteString(name, (string)value);
        writer.WriteEndObject();
    }

    static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
