namespace Gateway.Fix.Session;

/// <summary>
/// Frames by rising sequence number in one growing, then circular, byte array. When it is full the oldest give way. A frame never wraps:
/// it is put at the start when it does not fit at the end.
/// </summary>
sealed class FrameRing
{
    const int BytesInitial = 16 << 10;

    readonly int _framesMax;
    readonly int _bytesMax;
    (long Number, int Offset, int Length)[] _frames;
    byte[] _bytes = [];
    long _first;
    long _next;
    int _tail;

    public FrameRing(int framesMax, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(framesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 1);
        _framesMax = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)framesMax);
        _bytesMax = bytesMax;
        _frames = new (long, int, int)[Math.Min(_framesMax, 64)];
    }

    public long BytesAllocated => _bytes.Length + _frames.Length * 16L;

    public int Count => (int)(_next - _first);

    public void Clear()
    {
        _first = _next = 0;
        _tail = 0;
    }

    public void Add(long number, ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _bytesMax)
            return;
        if (Count == _frames.Length)
            MakeSlot();
        int offset = MakeRoom(frame.Length);
        frame.CopyTo(_bytes.AsSpan(offset));
        _frames[_next & (_frames.Length - 1)] = (number, offset, frame.Length);
        _next++;
        _tail = offset + frame.Length;
    }

    public ReadOnlySpan<byte> Find(long number)
    {
        long low = _first, high = _next - 1;
        while (low <= high)
        {
            long middle = (low + high) >>> 1;
            ref var frame = ref _frames[middle & (_frames.Length - 1)];
            if (frame.Number == number)
                return _bytes.AsSpan(frame.Offset, frame.Length);
            if (frame.Number < number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return default;
    }

    void MakeSlot()
    {
        if (_frames.Length == _framesMax)
        {
            _first++;
            return;
        }
        var larger = new (long, int, int)[_frames.Length * 2];
        for (long i = _first; i < _next; i++)
            larger[i & (larger.Length - 1)] = _frames[i & (_frames.Length - 1)];
        _frames = larger;
    }

    int MakeRoom(int length)
    {
        if (_tail + length > _bytes.Length && Count > 0 && _bytes.Length < _bytesMax || length > _bytes.Length)
            Grow(length);
        if (Count == 0)
            _tail = 0;
        int offset = _tail + length > _bytes.Length ? 0 : _tail;
        if (offset == 0 && _tail != 0)
            DropFrom(_tail, _bytes.Length);
        DropFrom(offset, offset + length);
        return offset;
    }

    // Frames lie in the order of their age from the tail on, so only the oldest can be in the way.
    void DropFrom(int start, int end)
    {
        while (Count > 0)
        {
            ref var oldest = ref _frames[_first & (_frames.Length - 1)];
            if (oldest.Offset >= end || oldest.Offset + oldest.Length <= start)
                return;
            _first++;
        }
    }

    void Grow(int length)
    {
        int size = Math.Max(_bytes.Length, BytesInitial / 2);
        do
            size = (int)Math.Min(size * 2L, _bytesMax);
        while (size < _tail + length && size < _bytesMax);
        byte[] larger = new byte[size];
        int tail = 0;
        for (long i = _first; i < _next; i++)
        {
            ref var frame = ref _frames[i & (_frames.Length - 1)];
            _bytes.AsSpan(frame.Offset, frame.Length).CopyTo(larger.AsSpan(tail));
            frame.Offset = tail;
            tail += frame.Length;
        }
        _bytes = larger;
        _tail = tail;
    }
}
