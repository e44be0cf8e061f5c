using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Transport;

/// <summary>Bytes in and out of one connection, never waiting. Below a session it is plain TCP or TLS.</summary>
abstract class Wire : NetworkHandle
{
    /// <summary>Nothing now.</summary>
    public const int WouldBlock = -1;

    /// <summary>The connection is broken.</summary>
    public const int Broken = -2;

    /// <summary>Reads what is there: bytes read, 0 when the peer has closed, or a negative code.</summary>
    public abstract int Receive(Span<byte> buffer);

    /// <summary>Writes what can be written: bytes taken, or a negative code.</summary>
    public abstract int Send(ReadOnlySpan<byte> bytes);

    /// <summary>The peer's address; null when it is not known (any more).</summary>
    public virtual EndPoint? RemoteEndPoint => null;

    /// <summary>Whether a connection that was begun has come about; asked once the poller has reported it.</summary>
    public virtual bool IsConnected => true;

    /// <summary>Why it is broken, where more is known than that it is.</summary>
    public virtual string? Fault => null;

    /// <summary>True while bytes taken by <see cref="Send"/> still wait inside (TLS records).</summary>
    public virtual bool HasUnsent => false;

    /// <summary>True while bytes read from the socket wait inside, decrypted or not: readiness of the socket does not tell.</summary>
    public virtual bool HasUnread => false;
}

/// <summary>A non-blocking TCP socket.</summary>
sealed class TcpWire : Wire, ISocketOwner
{
    readonly Socket _socket;
    readonly int _fd;

    public TcpWire(Socket socket)
    {
        _socket = socket;
        socket.Blocking = false;
        socket.NoDelay = true;
        _fd = OperatingSystem.IsLinux() ? (int)socket.Handle : -1;
    }

    public Socket Socket => _socket;

    /// <summary>The system's number of the socket; -1 where it has none that is used.</summary>
    public int Descriptor => _fd;

    public override EndPoint? RemoteEndPoint
    {
        get
        {
            try
            {
                return _socket.RemoteEndPoint;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }

    public override bool IsConnected => (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! == 0;

    public override unsafe int Receive(Span<byte> buffer)
    {
        if (_fd < 0)
            return Result(_socket.Receive(buffer, SocketFlags.None, out SocketError error), error);
        fixed (byte* first = buffer)
            return Result((int)Libc.Receive(_fd, first, buffer.Length, 0));
    }

    public override unsafe int Send(ReadOnlySpan<byte> bytes)
    {
        if (_fd < 0)
            return Result(_socket.Send(bytes, SocketFlags.None, out SocketError error), error);
        fixed (byte* first = bytes)
            return Result((int)Libc.Send(_fd, first, bytes.Length, Libc.NoSignal));
    }

    static int Result(int count)
    {
        if (count >= 0)
            return count;
        return Marshal.GetLastPInvokeError() is Libc.WouldBlock or Libc.Interrupted ? WouldBlock : Broken;
    }

    static int Result(int count, SocketError error) => error switch
    {
        SocketError.Success => count,
        SocketError.WouldBlock or SocketError.Interrupted or SocketError.IOPending => WouldBlock,
        _ => Broken,
    };

    protected override void Dispose(bool disposing) => _socket.Dispose();
}
