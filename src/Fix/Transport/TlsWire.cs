using System.Net.Security;

namespace Gateway.Fix.Transport;

/// <summary>
/// TLS between a socket and a session, on the poller's thread: SslStream works on a stream that reads and writes the non-blocking socket,
/// and a read that finds nothing is finished by the next readiness. No thread is handed anything.
/// </summary>
sealed class TlsWire : Wire
{
    const int PlainBytes = 32 << 10;
    const int WaitingBytesMax = 1 << 20;

    readonly TlsSocketStream _socket;
    readonly SslStream _ssl;
    readonly Task _handshake;
    readonly byte[] _plain = new byte[PlainBytes];
    readonly MemoryStream _early = new();
    ValueTask<int> _read;
    bool _isReading;
    int _start;
    int _end;

    public TlsWire(Wire inner, SslServerAuthenticationOptions options)
    {
        _socket = new TlsSocketStream(inner);
        _ssl = new SslStream(_socket);
        _handshake = _ssl.AuthenticateAsServerAsync(options);
    }

    public TlsWire(Wire inner, SslClientAuthenticationOptions options)
    {
        _socket = new TlsSocketStream(inner);
        _ssl = new SslStream(_socket);
        _handshake = _ssl.AuthenticateAsClientAsync(options);
    }

    Exception? _writeFault;

    public override string? Fault => (_handshake.Exception?.GetBaseException() ?? _writeFault?.GetBaseException()) is { } fault ? $"TLS: {fault.Message}" : null;

    public override bool HasUnsent => _socket.HasUnsent;

    // Until the handshake is done a step of it may be under way on another thread: then look again next turn.
    public override bool HasUnread => _end > _start || !_handshake.IsCompleted && !_socket.IsWaiting;

    public override int Receive(Span<byte> buffer)
    {
        _socket.FinishRead();
        if (!_handshake.IsCompleted)
            return _socket.IsBroken ? Broken : WouldBlock;
        if (!_handshake.IsCompletedSuccessfully)
            return Broken;
        if (!SendEarly())
            return Broken;
        if (_end == _start)
        {
            int state = FillPlain();
            if (state <= 0)
                return state;
        }
        int count = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        // What is decrypted already would not make the socket ready again.
        if (_start == _end)
            FillPlain();
        return count;
    }

    public override int Send(ReadOnlySpan<byte> bytes)
    {
        if (_handshake.IsCompleted && !_handshake.IsCompletedSuccessfully || _socket.IsBroken)
            return Broken;
        if (!_socket.Push())
            return WouldBlock;
        if (bytes.IsEmpty)
            return 0;
        if (!_handshake.IsCompleted)
        {
            if (_early.Length + bytes.Length > WaitingBytesMax)
                return Broken;
            _early.Write(bytes);
            return bytes.Length;
        }
        if (!SendEarly() || !Write(bytes))
            return Broken;
        _socket.Push();
        return bytes.Length;
    }

    bool SendEarly()
    {
        if (_early.Length == 0)
            return true;
        if (!Write(_early.GetBuffer().AsSpan(0, (int)_early.Length)))
            return false;
        _early.SetLength(0);
        _socket.Push();
        return true;
    }

    /// <summary>False when nothing can be written any more: a peer's broken record or its close_notify ends both directions, and it may come between a read and a write.</summary>
    bool Write(ReadOnlySpan<byte> bytes)
    {
        if (_writeFault is not null)
            return false;
        try
        {
            _ssl.Write(bytes);
            return true;
        }
        catch (Exception fault)
        {
            // Whatever TLS makes of what a peer does to it, it is the end of that peer's connection and of nobody else's.
            _writeFault = fault;
            return false;
        }
    }

    /// <summary>Bytes now decrypted, 0 at the end of the stream, or a negative code.</summary>
    int FillPlain()
    {
#pragma warning disable CA2012 // The read is kept until it is complete and its result is taken once.
        if (!_isReading)
            _read = _ssl.ReadAsync(_plain);
#pragma warning restore CA2012
        _isReading = !_read.IsCompleted;
        if (_isReading)
            return WouldBlock;
        _start = _end = 0;
        if (!_read.IsCompletedSuccessfully)
        {
            _read.AsTask().Exception?.Handle(_ => true);
            return Broken;
        }
        _end = _read.Result;
        return _end;
    }

    protected override void Dispose(bool disposing)
    {
        _socket.Break();
        _ssl.Dispose();
        _early.Dispose();
        _handshake.ContinueWith(task => task.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
    }
}
