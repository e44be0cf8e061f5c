using Gateway.Configuration;
using Gateway.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>An order that nobody has sent.</summary>
/// <param name="Session">CompID of the session that would send it.</param>
/// <param name="Account">Account; the session's default when not given.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Side">Side.</param>
/// <param name="Type">Type; limit when not given.</param>
/// <param name="TimeInForce">Day when not given.</param>
/// <param name="Quantity">Decimal.</param>
/// <param name="Price">Decimal; none for a market order.</param>
/// <param name="Strategy">Strategy, if any.</param>
/// <param name="ReduceOnly">It may only shrink the position.</param>
/// <param name="PostOnly">It may not take.</param>
public sealed record PreviewRequest(
    string? Session, string? Account, string? Symbol, Side Side, OrderType? Type, TimeInForce? TimeInForce, string? Quantity, string? Price, string? Strategy,
    bool ReduceOnly, bool PostOnly);

/// <summary>What the checks would say, all of them.</summary>
/// <param name="Accepted">Every rule would let it pass.</param>
/// <param name="Failures">The rules that would not, in the order of the checks.</param>
public sealed record PreviewView(bool Accepted, IReadOnlyList<FailureView> Failures);

/// <summary>A rule that would refuse.</summary>
/// <param name="Code">Code as strategies read it.</param>
/// <param name="Scope">Whose rule.</param>
/// <param name="Text">With limit and observed value.</param>
public sealed record FailureView(string Code, string Scope, string Text);

/// <summary>An order held against all rules without being sent, and without anything changing.</summary>
sealed class PreviewEndpoints(OperatorDesk desk, Func<string, ushort> sessionNumber) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapPost("/risk/preview", PreviewAsync).For(OperatorRole.Viewer);

    async Task<IResult> PreviewAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<PreviewRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var order = Order(request, checks.Errors);
        if (checks.Failed) return checks.Result();
        order.SendingTime = new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
        cancellation.ThrowIfCancellationRequested();
        var failures = await desk.LookAsync(engine => engine.Preview(in order));
        return Results.Json(new PreviewView(failures.Length == 0, [.. failures.Select(View)]), Cli.Json.Options);
    }

    Inbound Order(PreviewRequest request, ConfigurationErrors errors)
    {
        var session = sessionNumber(request.Session ?? "");
        errors.Require(session != 0, "session", $"'{request.Session}' is not configured.");
        var order = new NewOrder
        {
            ClOrdId = Text64.From("preview"),
            Account = Text<Text16>(request.Account, "account", errors),
            Symbol = Text<Text24>(request.Symbol, "symbol", errors),
            Strategy = Text<Text16>(request.Strategy, "strategy", errors),
            Side = request.Side,
            Type = request.Type ?? OrderType.Limit,
            TimeInForce = request.TimeInForce ?? TimeInForce.Day,
            Quantity = new(Number(request.Quantity, "quantity", errors)),
            Price = new(request.Price is null ? 0 : Number(request.Price, "price", errors)),
            Flags = (request.ReduceOnly ? OrderFlags.ReduceOnly : 0) | (request.PostOnly ? OrderFlags.PostOnly : 0),
        };
        return new() { Kind = InboundKind.NewOrder, Session = session, NewOrder = order };
    }

    static T Text<T>(string? text, string key, ConfigurationErrors errors) where T : unmanaged, IFixedText<T>
    {
        T value = default;
        if (!FixedText.TrySet(ref value, System.Text.Encoding.UTF8.GetBytes(text ?? ""))) errors.Add(key, $"has to be at most {T.Capacity} printable ASCII characters.");
        return value;
    }

    static long Number(string? text, string key, ConfigurationErrors errors)
    {
        if (!FixedPoint.TryParse(text ?? "", out var raw)) errors.Add(key, $"'{text}' is not a decimal number with at most 8 places.");
        return raw;
    }

    static FailureView View(Rejection failure)
        => new(Words.CodeOf(failure.Reason), Words.Scope(failure.Scope, failure.Key.ToString()), Words.Of(in failure));
}
