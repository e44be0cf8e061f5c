using System.Net.WebSockets;

namespace Gateway.Venues.Rest;

/// <summary>How a REST adapter gets to its exchange: this machine's sockets, or what a simulation puts in their place.</summary>
abstract class RestNetwork
{
    /// <summary>This machine's sockets.</summary>
    internal static RestNetwork Machine { get; } = new Sockets();

    /// <summary>Carries requests; disposed of by the adapter.</summary>
    internal abstract HttpMessageHandler CreateHandler();

    /// <summary>A stream that is not connected yet.</summary>
    internal abstract VenueStream CreateStream(TimeSpan keepAlive);

    sealed class Sockets : RestNetwork
    {
        internal override HttpMessageHandler CreateHandler()
            => new SocketsHttpHandler { MaxConnectionsPerServer = 16, UseCookies = false, UseProxy = false, AllowAutoRedirect = false };

        internal override VenueStream CreateStream(TimeSpan keepAlive) => new StreamSocket(keepAlive);
    }
}

/// <summary>A stream of text messages from an exchange.</summary>
abstract class VenueStream : IDisposable
{
    public abstract Task ConnectAsync(Uri address, CancellationToken cancellation);

    /// <summary>The next message, valid until the next call; null when the peer has closed.</summary>
    /// <exception cref="WebSocketException">The connection broke, or a message was too long.</exception>
    public abstract Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation);

    public abstract void Dispose();
}
