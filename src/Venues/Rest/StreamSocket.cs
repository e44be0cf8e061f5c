using System.Net.WebSockets;

namespace Gateway.Venues.Rest;

/// <summary>Reads the text messages of a WebSocket, each up to a bound.</summary>
sealed class StreamSocket : VenueStream
{
    const int MessageBytesMax = 64 * 1024;
    readonly ClientWebSocket _socket = new();
    readonly byte[] _buffer = new byte[MessageBytesMax];

    public StreamSocket(TimeSpan keepAlive)
    {
        _socket.Options.KeepAliveInterval = keepAlive;
        _socket.Options.KeepAliveTimeout = keepAlive; // A peer that answers no ping is gone, whatever TCP believes.
        _socket.Options.Proxy = null;
    }

    public override Task ConnectAsync(Uri address, CancellationToken cancellation) => _socket.ConnectAsync(address, cancellation);

    public override async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length) throw new WebSocketException("a message was too long");
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return _buffer.AsMemory(0, length);
        }
    }

    public override void Dispose() => _socket.Dispose();
}
