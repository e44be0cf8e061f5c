using System.Threading.Tasks.Sources;

namespace Gateway.Fix.Transport;

/// <summary>The ciphertext side of <see cref="TlsWire"/>: reads that wait are finished by <see cref="FinishRead"/>, writes are buffered.</summary>
sealed class TlsSocketStream(Wire inner) : Stream, IValueTaskSource<int>
{
    ManualResetValueTaskSourceCore<int> _waiting;
    Memory<byte> _target;
    bool _isWaiting;
    byte[] _unsent = new byte[4 << 10];
    int _unsentStart;
    int _unsentEnd;

    public bool HasUnsent => _unsentEnd > _unsentStart;

    public bool IsBroken { get; private set; }

    /// <summary>True while a read waits for the socket; when not, whoever asked is still at work.</summary>
    public bool IsWaiting => _isWaiting;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // SslStream asks with no room to learn when there is something; the read that follows waits for that as well.
        int count = buffer.IsEmpty ? 0 : Receive(buffer.Span);
        if (count != Wire.WouldBlock)
            return new ValueTask<int>(count);
        _waiting.Reset();
        _target = buffer;
        _isWaiting = true;
        return new ValueTask<int>(this, _waiting.Version);
    }

    /// <summary>Finishes a waiting read when there is something; what waits for it runs on inside this call.</summary>
    public void FinishRead()
    {
        if (!_isWaiting)
            return;
        int count = Receive(_target.Span);
        if (count == Wire.WouldBlock)
            return;
        _isWaiting = false;
        _waiting.SetResult(count);
    }

    /// <summary>Ends a waiting read with the end of the stream.</summary>
    public void Break()
    {
        IsBroken = true;
        if (!_isWaiting)
            return;
        _isWaiting = false;
        _waiting.SetResult(0);
    }

    int Receive(Span<byte> buffer)
    {
        int count = IsBroken ? 0 : inner.Receive(buffer);
        IsBroken |= count is 0 or Wire.Broken;
        return count == Wire.Broken ? 0 : count;
    }

    /// <summary>Writes buffered bytes to the socket; false when some are left.</summary>
    public bool Push()
    {
        while (HasUnsent)
        {
            int count = inner.Send(_unsent.AsSpan(_unsentStart, _unsentEnd - _unsentStart));
            if (count == Wire.Broken)
            {
                IsBroken = true;
                _unsentStart = _unsentEnd = 0;
            }
            if (count < 0)
                return false;
            _unsentStart += count;
        }
        _unsentStart = _unsentEnd = 0;
        return true;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_unsent.Length - _unsentEnd < buffer.Length)
            Array.Resize(ref _unsent, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(_unsentEnd + buffer.Length)));
        buffer.CopyTo(_unsent.AsSpan(_unsentEnd));
        _unsentEnd += buffer.Length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        Push();
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    int IValueTaskSource<int>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);
}
