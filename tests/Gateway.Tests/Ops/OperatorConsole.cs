using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Ops;

/// <summary>An operator over HTTP: what is tested is what stands on the wire.</summary>
sealed class OperatorConsole : IDisposable
{
    internal OperatorConsole(RunningGateway gateway, string? authorization = null, string by = "ann") : this(gateway.Data.Path, authorization, by)
    {
    }

    internal OperatorConsole(string data, string? authorization = null, string by = "ann")
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(data, "ops.json")))!;
        Http = new HttpClient { BaseAddress = new Uri(file["url"]!.ToString()), Timeout = Patience.Limit };
        var value = authorization ?? "Bearer " + file["token"];
        if (value.Length > 0) Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(value);
        Http.DefaultRequestHeaders.Add("X-Operator", by);
    }

    internal HttpClient Http { get; }

    internal async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    internal async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    internal Task<(HttpStatusCode Status, JsonNode Answer)> StateAsync(string scope, string state, bool cancel = false)
        => PostAsync("/api/risk/state", new { scope, state, cancel, why = "test" });

    public void Dispose() => Http.Dispose();
}
