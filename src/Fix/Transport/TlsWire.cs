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

    public override string? Fault => _handshake.Exception is { } fault ? $"TLS: {fault.GetBaseException().Message}" : null;

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
        SendEarly();
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
        SendEarly();
        _ssl.Write(bytes);
        _socket.Push();
        return bytes.Length;
    }

    void SendEarly()
    {
        if (_early.Length == 0)
            return;
        _ssl.Write(_early.GetBuffer(), 0, (int)_early.Length);
        _early.SetLength(0);
        _socket.Push();
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
