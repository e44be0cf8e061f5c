using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Api;

/// <summary>Reads requests: an unknown or malformed key is an error, never passed over.</summary>
static class Body
{
    static readonly JsonSerializerOptions s_strict = new(Cli.Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    static readonly object s_error = new();

    /// <summary>The request's body, or null when it is not what is expected; <see cref="Malformed"/> is the answer then.</summary>
    internal static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, s_strict, context.RequestAborted);
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            context.Items[s_error] = error.Message;
            return null;
        }
    }

    /// <summary>400 with what was wrong with the body.</summary>
    internal static IResult Malformed { get; } = new MalformedResult();

    sealed class MalformedResult : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            var why = context.Items[s_error] as string ?? "it is empty";
            return context.Response.WriteAsJsonAsync(new { error = $"The body is not understood: {why}", errors = new[] { why } }, Cli.Json.Options);
        }
    }
}
