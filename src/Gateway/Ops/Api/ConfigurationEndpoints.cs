using Gateway.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>Reading the configuration again.</summary>
sealed class ConfigurationEndpoints(ConfigurationReload reload) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(RouteGroupBuilder api) => api.MapPost("/configuration/reload", ReloadAsync).For(OperatorRole.Admin);

    async Task<IResult> ReloadAsync(CancellationToken cancellation)
    {
        var view = await reload.RunAsync(cancellation);
        return Results.Json(view, Cli.Json.Options, statusCode: view.Done ? 200 : 409);
    }
}
