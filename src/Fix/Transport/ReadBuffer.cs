using System.Buffers;

namespace Gateway.Fix.Transport;

/// <summary>Unread bytes of one connection in a pooled array that grows while reads fill it.</summary>
sealed class ReadBuffer
{
    const int BytesInitial = 8 << 10;
    const int BytesBusy = 256 << 10;

    byte[] _bytes = [];
    int _start;
    int _end;
    bool _wasFilled;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public int Allocated => _bytes.Length;

    /// <summary>What <see cref="Allocated"/> can come to: it is doubled until it is large enough.</summary>
    public static long AllocatedMax(int messageSizeMax) => 2L * Math.Max(BytesBusy, 2 * messageSizeMax);

    /// <summary>Room for the next read; larger after a read that filled it, and always enough for a message of the largest size.</summary>
    public Span<byte> Room(int messageSizeMax)
    {
        int unread = _end - _start;
        if (unread == 0)
            _start = _end = 0;
        bool grow = _bytes.Length == 0 || _wasFilled && _bytes.Length < Math.Max(BytesBusy, 2 * messageSizeMax);
        if (grow)
            Grow(unread);
        else if (_bytes.Length - _end < _bytes.Length / 2 && _start > 0)
            Compact(unread);
        return _bytes.AsSpan(_end);
    }

    public void Filled(int count)
    {
        _end += count;
        _wasFilled = _end == _bytes.Length;
    }

    public void Consume(int count) => _start += count;

    public void Release()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    void Grow(int unread)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(BytesInitial, _bytes.Length * 2));
        _bytes.AsSpan(_start, unread).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
        _start = 0;
        _end = unread;
        _wasFilled = false;
    }

    void Compact(int unread)
    {
        _bytes.AsSpan(_start, unread).CopyTo(_bytes);
        _start = 0;
        _end = unread;
    }
}
