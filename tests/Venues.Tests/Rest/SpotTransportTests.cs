using System.Net;
using System.Net.Sockets;
using Gateway.Venues.Rest;
using Gateway.Venues.Rest.Json;

namespace Gateway.Venues.Tests.Rest;

/// <summary>The one thing that must never happen by itself: an order request that is sent twice.</summary>
public sealed class SpotTransportTests
{
    [Theory]
    [InlineData("POST", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("GET", 2)] // The positive control: the handler does repeat what may be repeated.
    public async Task A_request_that_changes_something_is_not_repeated_on_a_stale_connection(string method, int sent)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var requests = 0;
        _ = ServeAsync(server, () => Interlocked.Increment(ref requests));
        using var transport = new SpotTransport(Options(server));
        await transport.SetClockAsync(CancellationToken.None); // Leaves a pooled connection that the server will close on its next request.
        requests = 0;
        if (method == "GET") await transport.SetClockAsync(CancellationToken.None);
        else
        {
            var reply = await transport.ActAsync(new HttpMethod(method), "/api/v3/order", new SpotForm().Add("symbol", "BTCUSDT"), SpotJson.Default.SpotOrder, CancellationToken.None);
            Assert.Equal(Outcome.Ambiguous, reply.Outcome);
        }

        Assert.Equal(sent, requests);
    }

    [Fact]
    public async Task Without_a_connection_nothing_was_sent()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var options = Options(server);
        server.Stop();
        using var transport = new SpotTransport(options);
        var reply = await transport.ActAsync(HttpMethod.Post, "/api/v3/order", new SpotForm().Add("symbol", "BTCUSDT"), SpotJson.Default.SpotOrder, CancellationToken.None);
        Assert.Equal(Outcome.Denied, reply.Outcome);
    }

    static RestVenueOptions Options(TcpListener server) => new()
    {
        Name = "REST", Venue = 1, ApiKey = "key", ApiSecret = "secret", Installation = "T1", Instruments = [],
        BaseAddress = new($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}"), StreamAddress = new("ws://127.0.0.1:1"),
    };

    /// <summary>Answers the first request of a connection, and cuts the connection at its second.</summary>
    static async Task ServeAsync(TcpListener server, Action counted)
    {
        while (true)
        {
            var socket = await server.AcceptSocketAsync();
            _ = Task.Run(async () =>
            {
                using (socket)
                {
                    var buffer = new byte[4096];
                    await socket.ReceiveAsync(buffer);
                    counted();
                    await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"serverTime\":1}"u8.ToArray());
                    await socket.ReceiveAsync(buffer);
                    counted();
                }
            });
        }
    }
}
