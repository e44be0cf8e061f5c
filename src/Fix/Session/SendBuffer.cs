namespace Gateway.Fix.Session;

/// <summary>Outgoing bytes of one session, in order; grows up to a bound.</summary>
sealed class SendBuffer(int bytesMax)
{
    const int BytesInitial = 4 << 10;

    byte[] _bytes = [];
    int _head;
    int _tail;

    public ReadOnlySpan<byte> Pending => _bytes.AsSpan(_head, _tail - _head);

    public int Count => _tail - _head;

    public int Allocated => _bytes.Length;

    /// <summary>Room at the end of at least <paramref name="least"/> bytes, or an empty span when the bound does not allow it.</summary>
    public Span<byte> Reserve(int least)
    {
        if (_bytes.Length - _tail < least && !MakeRoom(least))
            return default;
        return _bytes.AsSpan(_tail);
    }

    public void Commit(int count) => _tail += count;

    public void Consume(int count)
    {
        _head += count;
        if (_head == _tail)
            _head = _tail = 0;
    }

    public void Clear() => _head = _tail = 0;

    bool MakeRoom(int least)
    {
        int count = Count;
        if (count + (long)least > bytesMax)
            return false;
        byte[] target = _bytes;
        if (count + least > _bytes.Length)
            target = new byte[(int)Math.Min(Math.Max(BytesInitial, Math.Max(count + least, _bytes.Length * 2L)), bytesMax)];
        _bytes.AsSpan(_head, count).CopyTo(target);
        _bytes = target;
        _head = 0;
        _tail = count;
        return true;
    }
}
