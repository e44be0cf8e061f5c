using System.Net;
using System.Net.Sockets;

namespace Gateway.Fix.Transport;

/// <summary>
/// Where a transport's connections come from: the machine's sockets, or a network that is simulated. Nothing here waits; a poller of the same
/// network tells what is ready.
/// </summary>
public abstract class FixNetwork
{
    /// <summary>The machine's TCP.</summary>
    public static FixNetwork Machine { get; } = new SocketNetwork();

    internal abstract SocketPoller CreatePoller();

    /// <summary>Opens a port.</summary>
    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    internal abstract NetworkListener Listen(IPEndPoint address);

    /// <summary>Begins to connect; the poller reports the wire as writable when it is clear whether it succeeded.</summary>
    /// <exception cref="SocketException">It failed at once.</exception>
    internal abstract Wire Connect(IPEndPoint address);
}

/// <summary>What a poller can watch.</summary>
abstract class NetworkHandle : IDisposable
{
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>A listening port.</summary>
abstract class NetworkListener : NetworkHandle
{
    /// <summary>The address and port in use.</summary>
    public abstract IPEndPoint LocalEndPoint { get; }

    /// <summary>True once it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The next connection that waits; null when none does.</summary>
    public abstract Wire? Accept();

    protected override void Dispose(bool disposing) => IsClosed = true;
}
