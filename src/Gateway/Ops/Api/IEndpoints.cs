using Gateway.Configuration;
using Gateway.Ops.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Ops.Api;

/// <summary>A group of endpoints of the operators' port: one small file each, listed in <see cref="OperatorApi"/>.</summary>
interface IEndpoints
{
    /// <summary>Adds the endpoints under <c>/api</c>; whoever reaches them is a known operator.</summary>
    void Map(RouteGroupBuilder api);
}

/// <summary>What endpoints need of their surroundings.</summary>
static class EndpointRules
{
    /// <summary>Only operators of this role, or of a higher one, may; others are answered 403.</summary>
    internal static RouteHandlerBuilder For(this RouteHandlerBuilder endpoint, OperatorRole role)
        => endpoint.AddEndpointFilter(async (context, next) =>
        {
            var who = Operator.Of(context.HttpContext);
            return who.Role >= role ? await next(context)
                : Results.Json(new { error = $"{who.Name} is {who.Role.ToString().ToLowerInvariant()}; this takes {role.ToString().ToLowerInvariant()}." }, Cli.Json.Options, statusCode: 403);
        });
}
