using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulation.Machine.Rest;

/// <summary>
/// Carries requests to the simulated exchange and answers back, in the time of the world. Requests and answers get lost, connections break or are
/// not there. An answer that does not come ends with the caller's patience, as on a socket.
/// </summary>
sealed class SimulatedHttp(SimulatedRestNetwork way) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var server = way.Server;
        if (way.IsDead) throw new SimulationFailure("a process that has ended sends a request");
        if (server.Take(RestFault.NoConnection)) throw new HttpRequestException(HttpRequestError.ConnectionError);
        // Its continuations run where it completes, on the one thread there is: those of the adapter go to the adapter's own queue.
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        var copy = Copy(request);
        way.Network.Tell?.Invoke($"gateway -> rest: {copy.Request.Method} {copy.Request.Path} {Words(copy.Request)}");
        if (!server.Take(RestFault.LostRequest)) way.AfterWay(() => Arrive(copy, answer));
        return answer.Task;
    }

    void Arrive(DefaultHttpContext request, TaskCompletionSource<HttpResponseMessage> answer)
    {
        _ = ServeAsync(request, answer);
    }

    async Task ServeAsync(DefaultHttpContext request, TaskCompletionSource<HttpResponseMessage> answer)
    {
        await way.Server.HandleAsync(request);
        if (way.IsDead || way.Server.Take(RestFault.LostAnswer)) return;
        way.Network.Tell?.Invoke($"rest -> gateway: {request.Response.StatusCode} to {request.Request.Method} {request.Request.Path}: {Encoding.UTF8.GetString(((MemoryStream)request.Response.Body).ToArray())}");
        var broken = way.Server.Take(RestFault.BrokenAnswer);
        way.AfterWay(() =>
        {
            if (broken) answer.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded));
            else answer.TrySetResult(ResponseOf(request.Response));
        });
    }

    // Without what each request has.
    static string Words(HttpRequest request)
    {
        var words = request.QueryString + Encoding.UTF8.GetString(((MemoryStream)request.Body).ToArray());
        var end = words.IndexOf("recvWindow=", StringComparison.Ordinal);
        return end < 0 ? words : words[..end];
    }

    static DefaultHttpContext Copy(HttpRequestMessage request)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = request.Method.Method;
        context.Request.Path = request.RequestUri!.AbsolutePath;
        context.Request.QueryString = new QueryString(request.RequestUri.Query);
        foreach (var (name, values) in request.Headers) context.Request.Headers[name] = values.ToArray();
        context.Request.Body = new MemoryStream();
        request.Content?.ReadAsStream().CopyTo(context.Request.Body);
        context.Request.Body.Position = 0;
        context.Response.Body = new MemoryStream();
        return context;
    }

    static HttpResponseMessage ResponseOf(HttpResponse response)
    {
        var answer = new HttpResponseMessage((System.Net.HttpStatusCode)response.StatusCode)
        {
            Content = new ByteArrayContent(((MemoryStream)response.Body).ToArray()),
        };
        if (response.Headers.RetryAfter.Count > 0) answer.Headers.Add("Retry-After", response.Headers.RetryAfter.ToString());
        return answer;
    }
}
