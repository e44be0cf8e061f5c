using System.Net;
using System.Net.Sockets;

namespace Gateway.Fix.Transport;

/// <summary>The portable way: Socket.Select over lists made anew for each poll, and a UDP socket to be woken by. Allocates.</summary>
sealed class SelectPoller : SocketPoller
{
    readonly Dictionary<Socket, (int Key, Readiness Interest)> _sockets = [];
    readonly Socket _wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly byte[] _one = new byte[1];

    public SelectPoller()
    {
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _waker.Connect(_wake.LocalEndPoint!);
    }

    public override void Add(NetworkHandle handle, int key, Readiness interest) => _sockets.Add(((ISocketOwner)handle).Socket, (key, interest));

    public override void Modify(NetworkHandle handle, int key, Readiness interest) => _sockets[((ISocketOwner)handle).Socket] = (key, interest);

    public override void Remove(NetworkHandle handle, int key) => _sockets.Remove(((ISocketOwner)handle).Socket);

    protected override void Collect(int timeoutMillis)
    {
        List<Socket> read = [_wake];
        List<Socket> write = [];
        foreach ((Socket socket, (int _, Readiness interest)) in _sockets)
        {
            if ((interest & Readiness.Read) != 0)
                read.Add(socket);
            if ((interest & Readiness.Write) != 0)
                write.Add(socket);
        }
        Socket.Select(read, write, null, timeoutMillis * 1_000);
        foreach (Socket socket in read)
            Report(socket, Readiness.Read);
        foreach (Socket socket in write)
            Report(socket, Readiness.Write);
    }

    void Report(Socket socket, Readiness readiness)
    {
        if (socket == _wake)
            _wake.Receive(_one);
        else if (!IsFull)
            Report(_sockets[socket].Key, readiness);
    }

    protected override void Signal() => _waker.Send(_one);

    protected override void Dispose(bool disposing)
    {
        _wake.Dispose();
        _waker.Dispose();
    }
}
