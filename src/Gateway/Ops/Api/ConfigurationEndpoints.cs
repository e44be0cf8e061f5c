using Gateway.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>The configuration is to be read again.</summary>
/// <param name="Why">Free text.</param>
public sealed record ReloadRequest(string? Why);

/// <summary>Reading the configuration again.</summary>
sealed class ConfigurationEndpoints(ConfigurationReload reload) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapPost("/configuration/reload", ReloadAsync).For(OperatorRole.Admin);

    async Task<IResult> ReloadAsync(HttpContext context, CancellationToken cancellation)
    {
        if (await Body.ReadAsync<ReloadRequest>(context) is not { } request) return Body.Malformed;
        var checks = new Checks();
        var why = checks.Why(request.Why);
        if (checks.Failed) return checks.Result();
        var view = await reload.RunAsync(Checks.By(context), why, cancellation);
        return Results.Json(view, Cli.Json.Options, statusCode: view.Done ? 200 : 409);
    }
}
