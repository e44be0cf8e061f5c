namespace Gateway.Fix.Codec;

/// <summary>Entries of one repeating group, in order. Use: <c>while (walker.MoveNext()) walker.GetInt(…)</c>.</summary>
public ref struct GroupWalker
{
    readonly FixMessage _message;
    readonly ReadOnlySpan<int> _members;
    readonly int _delimiter;
    int _start;
    int _end;

    internal GroupWalker(FixMessage message, int countTag, ReadOnlySpan<int> members)
    {
        _message = message;
        _members = members;
        int at = message.Index.Find(countTag);
        Status = message.GetInt(countTag, out long count);
        Count = (int)Math.Clamp(count, 0, int.MaxValue);
        _end = at < 0 ? message.Count : at + 1;
        _start = _end;
        _delimiter = _end < message.Count && Count > 0 ? message.TagAt(_end) : 0;
    }

    /// <summary>Entries that the count field announces; the walk may find another number.</summary>
    public int Count { get; }

    /// <summary>Whether the count field is there and a number.</summary>
    public FieldStatus Status { get; }

    /// <summary>Goes to the next entry; false after the last.</summary>
    public bool MoveNext()
    {
        _start = _end;
        if (_delimiter == 0 || _start >= _message.Count || _message.TagAt(_start) != _delimiter || !_members.Contains(_delimiter))
            return false;
        int i = _start + 1;
        while (i < _message.Count && _message.TagAt(i) != _delimiter && _members.Contains(_message.TagAt(i)))
            i++;
        _end = i;
        return true;
    }

    /// <summary>The value's bytes in this entry, or an empty span.</summary>
    public readonly ReadOnlySpan<byte> this[int tag]
    {
        get
        {
            int at = _message.Index.FindFrom(tag, _start, _end);
            return at < 0 ? default : _message.ValueAt(at);
        }
    }

    /// <summary>An integer of this entry.</summary>
    public readonly FieldStatus GetInt(int tag, out long value)
    {
        int at = _message.Index.FindFrom(tag, _start, _end);
        value = 0;
        return at < 0 ? FieldStatus.Missing
            : FieldParser.TryInteger(_message.ValueAt(at), out value) ? FieldStatus.Ok : FieldStatus.Malformed;
    }

    /// <summary>A decimal of this entry in units of 1e-8.</summary>
    public readonly FieldStatus GetDecimal(int tag, out long units)
    {
        int at = _message.Index.FindFrom(tag, _start, _end);
        units = 0;
        return at < 0 ? FieldStatus.Missing
            : FieldParser.TryDecimal(_message.ValueAt(at), out units) ? FieldStatus.Ok : FieldStatus.Malformed;
    }
}
