using System.Net.WebSockets;
using Gateway.Venues.Simulated;
using Gateway.Venues.Simulated.Rest;
using Gateway.Venues.Tests.Harness;

namespace Gateway.Venues.Tests.Rest;

public sealed class StreamHubTests
{
    [Fact]
    public async Task A_listener_that_leaves_while_all_are_cut_is_left_alone()
    {
        using var exchange = Floor.NewExchange();
        var hub = new StreamHub(exchange, new ExchangeFaults());
        var key = hub.Open("us");
        IdleSocket[] sockets = [new(), new()];
        var served = sockets.Select(socket => Task.Run(() => hub.ServeUserAsync(key, () => Task.FromResult<WebSocket>(socket), TestContext.Current.CancellationToken))).ToArray();
        await Task.WhenAll(sockets.Select(socket => socket.Reading));
        var first = 1;
        for (var i = 0; i < sockets.Length; i++)
        {
            var (mine, other) = (i, 1 - i);
            sockets[mine].Stopped = () =>
            {
                sockets[mine].End();
                if (Interlocked.Exchange(ref first, 0) == 0) return;
                sockets[other].End(); // Whichever is cut first, the other has gone before it is cut.
                Assert.True(served[other].Wait(Patience.Limit), "the other listener was not let go");
            };
        }

        await Task.Factory.StartNew(hub.Disconnect, TaskCreationOptions.LongRunning); // It waits, on a thread that nobody else needs.
        await Task.WhenAll(served);
    }
}
