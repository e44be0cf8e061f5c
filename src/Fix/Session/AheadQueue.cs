namespace Gateway.Fix.Session;

/// <summary>Messages that came ahead of a gap, kept until their turn. Bounded by bytes: what does not fit is dropped and asked for again.</summary>
sealed class AheadQueue(int bytesMax)
{
    const int OverheadPerMessage = 96;

    readonly Dictionary<long, (byte[] Frame, bool Handled)> _frames = [];

    public int BytesUsed { get; private set; }

    public bool IsEmpty => _frames.Count == 0;

    /// <summary>Keeps a message, or only the fact that it has been dealt with.</summary>
    public void Add(long number, ReadOnlySpan<byte> frame, bool handled)
    {
        int size = (handled ? 0 : frame.Length) + OverheadPerMessage;
        if (BytesUsed + size > bytesMax || _frames.ContainsKey(number))
            return;
        _frames.Add(number, (handled ? [] : frame.ToArray(), handled));
        BytesUsed += size;
    }

    public bool TryPeek(long number, out ReadOnlySpan<byte> frame, out bool handled)
    {
        frame = default;
        handled = false;
        if (_frames.Count == 0 || !_frames.TryGetValue(number, out (byte[] Frame, bool Handled) kept))
            return false;
        frame = kept.Frame;
        handled = kept.Handled;
        return true;
    }

    public void Remove(long number)
    {
        if (_frames.Remove(number, out (byte[] Frame, bool Handled) kept))
            BytesUsed -= kept.Frame.Length + OverheadPerMessage;
    }

    public void RemoveBelow(long next)
    {
        if (_frames.Count == 0)
            return;
        foreach (long number in _frames.Keys.Where(n => n < next).ToArray())
            Remove(number);
    }

    public void Clear()
    {
        _frames.Clear();
        BytesUsed = 0;
    }
}
