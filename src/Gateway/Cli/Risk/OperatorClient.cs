using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Ops;
using Gateway.Ops.Access;

namespace Gateway.Cli.Risk;

/// <summary>Speaks to a running gateway's operators' port.</summary>
sealed class OperatorClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    readonly HttpClient _http;

    /// <param name="data">Data directory with the gateway's <c>ops.json</c>.</param>
    /// <param name="url">Address when it is not the one there.</param>
    /// <param name="by">Who acts.</param>
    /// <exception cref="UserErrorException">No address or token can be found.</exception>
    internal OperatorClient(string data, string? url, string? by)
    {
        var name = by ?? Environment.UserName;
        if (!ConfigurationRules.IsName(name, 16)) throw new UserErrorException($"--by: '{name}' has to be 1 to 16 printable ASCII characters.");
        var password = Environment.GetEnvironmentVariable("GATEWAY_OPERATOR_PASSWORD");
        var file = url is null || password is null ? OpsFile.Read(data) : null;
        if (!Uri.TryCreate(url ?? file!.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UserErrorException($"--ops: '{url}' is no http address.");
        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = password is null
            ? new AuthenticationHeaderValue("Bearer", file!.Token)
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        _http.DefaultRequestHeaders.Add(Credentials.NameHeader, name);
    }

    /// <summary>Asks for something.</summary>
    /// <exception cref="UserErrorException">Nobody answers, or the answer is a refusal.</exception>
    internal Task<T> GetAsync<T>(string path, CancellationToken cancellation) => AskAsync<T>(() => _http.GetAsync(path, cancellation), cancellation);

    /// <summary>Has something done. What the engine refuses is an answer like any other.</summary>
    /// <exception cref="UserErrorException">Nobody answers, or the request is not right.</exception>
    internal Task<T> PostAsync<T>(string path, object body, CancellationToken cancellation)
        => AskAsync<T>(() => _http.PostAsJsonAsync(path, body, Json.Options, cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<T> AskAsync<T>(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            using var response = await ask();
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Conflict)) throw Refusal(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
            return (await response.Content.ReadFromJsonAsync<T>(Json.Options, cancellation))!;
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new UserErrorException($"{_http.BaseAddress} does not answer as a gateway does: {error.GetBaseException().Message}", ExitCode.Unreachable);
        }
    }

    UserErrorException Refusal(HttpStatusCode status, string body)
    {
        var (error, errors) = Errors(body);
        var text = errors.Count > 1 ? string.Join(Environment.NewLine, errors) : error ?? $"{_http.BaseAddress} answered {(int)status}.";
        return new UserErrorException(text, status == HttpStatusCode.BadRequest ? ExitCode.Usage : ExitCode.Unreachable);
    }

    static (string? Error, IReadOnlyList<string> Errors) Errors(string body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(body, Json.Options);
            return (problem?.Error, problem?.Errors ?? []);
        }
        catch (JsonException)
        {
            return (null, []);
        }
    }

    sealed record Problem(string? Error, IReadOnlyList<string>? Errors);
}
