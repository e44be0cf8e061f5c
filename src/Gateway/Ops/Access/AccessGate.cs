using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Access;

/// <summary>
/// Stands before everything but the two questions of health: who is not known is refused, told of in the log and journaled.
/// </summary>
/// <param name="credentials">Knows operators.</param>
/// <param name="refused">Takes a refusal: from where, what, status.</param>
sealed class AccessGate(Credentials credentials, Action<string, string, int> refused)
{
    // A wrong credential waits, so that passwords cannot be tried by the thousand.
    static readonly TimeSpan Penalty = TimeSpan.FromMilliseconds(200);

    internal async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/healthz/live" || context.Request.Path == "/healthz/ready")
        {
            await next(context);
            return;
        }

        var found = credentials.Identify(context.Request, out var who);
        if (found == Identification.Known)
        {
            who.Bind(context);
            await next(context);
            return;
        }

        if (found == Identification.Wrong) await Task.Delay(Penalty);
        var missing = found == Identification.Missing;
        await RefuseAsync(context, missing ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden, missing
            ? "A bearer token is needed; it is in ops.json in the data directory." : "The token, or the name and password, are not right.");
    }

    /// <summary>Refuses a request and tells of it.</summary>
    internal Task RefuseAsync(HttpContext context, int status, string error)
    {
        refused(context.Connection.RemoteIpAddress?.ToString() ?? "?", $"{context.Request.Method} {context.Request.Path}", status);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, Cli.Json.Options);
    }
}
