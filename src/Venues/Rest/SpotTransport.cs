using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Venues.Rest.Json;
using Gateway.Venues.Rest.Signing;
using Polly;
using Polly.Retry;

namespace Gateway.Venues.Rest;

/// <summary>
/// Sends requests and says what the answer proves. Whatever changes something at the exchange is sent exactly once: it carries
/// its parameters as a body, because the handler silently repeats a bodiless POST or DELETE when a pooled connection turns out
/// to be closed (a test shows it). Only reads are repeated; and what the exchange has refused for its time stamp (-1021), which it has not looked
/// at any further, is sent a second time with the clock set by the exchange's.
/// </summary>
sealed class SpotTransport : IDisposable
{
    readonly record struct Answer(RestReply Reply, byte[] Body);

    readonly RestVenueOptions _options;
    readonly HmacSha256Signer _signer;
    readonly HttpClient _http;
    readonly ResiliencePipeline<Answer> _reads;
    long _offsetMillis;

    public SpotTransport(RestVenueOptions options)
    {
        _options = options;
        _signer = new HmacSha256Signer(options.ApiSecret);
        Budget = new RateBudget(options);
        _http = new HttpClient(options.Network.CreateHandler())
        {
            BaseAddress = options.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 << 20, // An answer without an end is no answer.
        };
        _http.DefaultRequestHeaders.Add("X-MBX-APIKEY", options.ApiKey);
        _reads = new ResiliencePipelineBuilder<Answer> { TimeProvider = options.Clock }.AddRetry(new RetryStrategyOptions<Answer>
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result.Reply.Outcome == Outcome.Ambiguous),
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
        }).Build();
    }

    public RateBudget Budget { get; }

    /// <summary>Asks for the exchange's time: what is signed from now on bears it.</summary>
    public async Task<RestReply> SetClockAsync(CancellationToken cancellation)
    {
        var asked = NowMillis();
        var time = await ReadPublicAsync("/api/v3/time", SpotJson.Default.SpotServerTime, cancellation);
        // The exchange looked at its clock somewhere between question and answer.
        if (time.Value is { } now) _offsetMillis = now.ServerTime - (asked + NowMillis()) / 2;
        return time.Reply;
    }

    /// <summary>A request that changes something: sent once, in a body.</summary>
    public async Task<RestReply<T>> ActAsync<T>(HttpMethod method, string path, SpotForm form, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
        => Parse(await SendTimedAsync(() => WithBody(method, path, Signed(form)), cancellation), type);

    /// <summary>A signed read.</summary>
    public Task<RestReply<T>> ReadAsync<T>(string path, SpotForm form, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
        => ReadAsync(() => $"{path}?{Signed(form)}", type, cancellation);

    /// <summary>A read that needs no signature.</summary>
    public Task<RestReply<T>> ReadPublicAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
        => ReadAsync(() => path, type, cancellation);

    /// <summary>A request with the key alone, without a signature: the life of the user data stream.</summary>
    public async Task<RestReply<T>> KeyedAsync<T>(HttpMethod method, string path, SpotForm form, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
        => Parse(await SendAsync(() => WithBody(method, path, form.ToString()), cancellation), type);

    public void Dispose() => _http.Dispose();

    async Task<RestReply<T>> ReadAsync<T>(Func<string> address, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
    {
        // A read is signed anew at each attempt: its timestamp must not grow old.
        async ValueTask<Answer> Attempt(CancellationToken token) => await SendTimedAsync(() => new HttpRequestMessage(HttpMethod.Get, address()), token);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            return Parse(await _reads.ExecuteAsync(attempt => Attempt(attempt.CancellationToken), context), type);
        }
        catch (OperationCanceledException)
        {
            return new(new(Outcome.Ambiguous, 0, "stopping"), null);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    async Task<Answer> SendTimedAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        var answer = await SendAsync(make, cancellation);
        if (answer.Reply.Code != OutcomeRules.BadTimestamp || (await SetClockAsync(cancellation)).Outcome != Outcome.Confirmed) return answer;
        return await SendAsync(make, cancellation);
    }

    async Task<Answer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        if (Budget.Pause > TimeSpan.Zero) return Ended(Outcome.Denied, "rate limit of the venue");
        using var request = make();
        using var late = new CancellationTokenSource(_options.AnswerTimeout, _options.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            Budget.Read((int)response.StatusCode, response.Headers);
            return Judge((int)response.StatusCode, body);
        }
        catch (HttpRequestException failure)
        {
            return Ended(WasNotSent(failure) ? Outcome.Denied : Outcome.Ambiguous, $"{failure.HttpRequestError}");
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            return Ended(Outcome.Ambiguous, "no answer in time");
        }
    }

    /// <summary>Without a connection no byte of the request can have left.</summary>
    static bool WasNotSent(HttpRequestException failure)
        => failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    static Answer Ended(Outcome outcome, string text) => new(new(outcome, 0, text), []);

    static Answer Judge(int status, byte[] body)
    {
        if (status is >= 200 and < 300) return new(new(Outcome.Confirmed, 0, ""), body);
        var error = ReadError(body);
        var text = error.Code == 0 ? $"HTTP {status}" : $"{error.Code} {error.Msg}";
        return new(new(OutcomeRules.Classify(status, error.Code), error.Code, text), body);
    }

    static SpotError ReadError(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SpotJson.Default.SpotError) ?? new(0, null);
        }
        catch (JsonException)
        {
            return new(0, null); // A proxy's page: the status must do.
        }
    }

    static RestReply<T> Parse<T>(Answer answer, JsonTypeInfo<T> type) where T : class
    {
        if (answer.Reply.Outcome != Outcome.Confirmed) return new(answer.Reply, null);
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, type) is { } value && !HoldsNull(value)) return new(answer.Reply, value);
        }
        catch (JsonException)
        {
            // Falls through: an answer that cannot be read proves nothing.
        }

        return new(new(Outcome.Ambiguous, 0, "unreadable answer"), null);
    }

    static bool HoldsNull(object value) => value is object?[] list && list.Contains(null);

    static HttpRequestMessage WithBody(HttpMethod method, string path, string payload) => new(method, path)
    {
        Content = new StringContent(payload, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
    };

    string Signed(SpotForm form)
    {
        var stamped = $"{form}{(form.ToString().Length > 0 ? "&" : "")}recvWindow={(long)_options.ReceiveWindow.TotalMilliseconds}&timestamp={NowMillis() + _offsetMillis}";
        return $"{stamped}&signature={_signer.Sign(stamped)}";
    }

    long NowMillis() => _options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
