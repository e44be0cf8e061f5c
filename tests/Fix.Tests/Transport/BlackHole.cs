using System.Net;
using System.Net.Sockets;

namespace Gateway.Fix.Tests;

/// <summary>A path to a port that can fall silent: from then on nothing passes either way, and nobody is told that anything ended.</summary>
sealed class BlackHole : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    Socket? _client;
    volatile bool _swallows;

    public BlackHole(IPEndPoint target)
    {
        _listener.Start();
        _server.Connect(target);
        new Thread(() =>
        {
            _client = _listener.AcceptSocket();
            _client.NoDelay = true;
            new Thread(() => Carry(_server, _client)) { IsBackground = true }.Start();
            Carry(_client, _server);
        })
        { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Falls silent.</summary>
    public void Swallow() => _swallows = true;

    void Carry(Socket from, Socket to)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = from.Receive(buffer)) > 0;)
            {
                if (!_swallows)
                    to.Send(buffer.AsSpan(0, count));
            }
            if (!_swallows)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _client?.Dispose();
        _server.Dispose();
    }
}
