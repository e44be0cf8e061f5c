using System.Net;
using System.Net.Sockets;

namespace Gateway.Fix.Transport;

/// <summary>TCP sockets.</summary>
sealed class SocketNetwork : FixNetwork
{
    internal override SocketPoller CreatePoller() => OperatingSystem.IsLinux() ? new EpollPoller() : new SelectPoller();

    internal override NetworkListener Listen(IPEndPoint address)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(address);
            socket.Listen(512);
            return new SocketListener(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal override Wire Connect(IPEndPoint address)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Connect(address);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.IOPending)
        {
            // The usual answer: the poller tells when the handshake is over.
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return new TcpWire(socket);
    }
}

/// <summary>Has a socket for a poller of sockets to watch.</summary>
interface ISocketOwner
{
    Socket Socket { get; }
}

sealed class SocketListener(Socket socket) : NetworkListener, ISocketOwner
{
    public Socket Socket => socket;

    public override IPEndPoint LocalEndPoint { get; } = (IPEndPoint)socket.LocalEndPoint!;

    public override Wire? Accept()
    {
        try
        {
            return new TcpWire(socket.Accept());
        }
        catch (SocketException)
        {
            // Nothing more to accept, or the peer has gone again, or no descriptor is free: the next turn tries again.
            return null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        socket.Dispose();
    }
}
