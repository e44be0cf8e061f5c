using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Codec;

/// <summary>
/// One message as its bytes and the index over them. It is valid only until the call that handed it out returns: the bytes lie in the
/// receive buffer. Getters say Ok, Missing or Malformed and never throw.
/// </summary>
public readonly ref struct FixMessage
{
    readonly FieldIndex _index;
    readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views <paramref name="bytes"/>, which <paramref name="index"/> has just parsed.</summary>
    public FixMessage(FieldIndex index, ReadOnlySpan<byte> bytes)
    {
        _index = index;
        _bytes = bytes;
    }

    /// <summary>The whole message, 8 to 10.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The index over <see cref="Bytes"/>.</summary>
    public FieldIndex Index => _index;

    /// <summary>Packed MsgType (35), to be switched on with the constants of <see cref="Codec.MsgType"/>.</summary>
    public ulong MsgType => _index.MsgType;

    /// <summary>Number of fields, CheckSum left out.</summary>
    public int Count => _index.Count;

    /// <summary>Tag of field number <paramref name="i"/>.</summary>
    public int TagAt(int i) => _index.EntryAt(i).Tag;

    /// <summary>Value of field number <paramref name="i"/>.</summary>
    public ReadOnlySpan<byte> ValueAt(int i)
    {
        ref readonly FieldEntry entry = ref _index.EntryAt(i);
        return _bytes.Slice(entry.Start, entry.Length);
    }

    /// <summary>True when the message has the field.</summary>
    public bool Has(int tag) => _index.Find(tag) >= 0;

    /// <summary>The value's bytes, or an empty span when it is missing.</summary>
    public ReadOnlySpan<byte> this[int tag]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int at = _index.Find(tag);
            return at < 0 ? default : Found(at);
        }
    }

    /// <summary>The value's bytes. Malformed when it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FieldStatus Get(int tag, out ReadOnlySpan<byte> value)
    {
        int at = _index.Find(tag);
        value = at < 0 ? default : Found(at);
        return at < 0 ? FieldStatus.Missing : value.IsEmpty ? FieldStatus.Malformed : FieldStatus.Ok;
    }

    /// <summary>An int, Length, SeqNum or NumInGroup.</summary>
    public FieldStatus GetInt(int tag, out long value)
    {
        int at = _index.Find(tag);
        value = 0;
        return at < 0 ? FieldStatus.Missing : Verdict(TryInteger(at, out value));
    }

    /// <summary>A float, Price, Qty or Amt in units of 1e-8.</summary>
    public FieldStatus GetDecimal(int tag, out long units)
    {
        int at = _index.Find(tag);
        units = 0;
        return at < 0 ? FieldStatus.Missing : Verdict(TryDecimal(at, out units));
    }

    /// <summary>A char.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FieldStatus GetChar(int tag, out byte value)
    {
        int at = _index.Find(tag);
        ReadOnlySpan<byte> bytes = at < 0 ? default : Found(at);
        value = bytes.Length == 1 ? bytes[0] : (byte)0;
        return at < 0 ? FieldStatus.Missing : Verdict(bytes.Length == 1);
    }

    /// <summary>A Boolean, Y or N.</summary>
    public FieldStatus GetBool(int tag, out bool value)
    {
        FieldStatus status = GetChar(tag, out byte letter);
        value = letter == 'Y';
        return status == FieldStatus.Ok ? Verdict(value || letter == 'N') : status;
    }

    /// <summary>A UTCTimestamp in nanoseconds since 1970-01-01 UTC.</summary>
    public FieldStatus GetTimestamp(int tag, out long nanos)
    {
        int at = _index.Find(tag);
        nanos = 0;
        return at < 0 ? FieldStatus.Missing : Verdict(_index.Dates.TryTimestamp(Found(at), out nanos));
    }

    /// <summary>True when the field is there with value Y.</summary>
    public bool IsYes(int tag)
    {
        ReadOnlySpan<byte> value = this[tag];
        return value.Length == 1 && value[0] == 'Y';
    }

    /// <summary>
    /// Walks the repeating group that <paramref name="countTag"/> announces. An entry begins at each appearance of the group's first tag;
    /// the last entry ends at the first tag that is not among <paramref name="memberTags"/>.
    /// </summary>
    /// <param name="countTag">The NumInGroup field, e.g. NoAllocs (78).</param>
    /// <param name="memberTags">Every tag that an entry may hold, members of nested groups included.</param>
    public GroupWalker Group(int countTag, ReadOnlySpan<int> memberTags) => new(this, countTag, memberTags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ReadOnlySpan<byte> Found(int at)
    {
        ref readonly FieldEntry entry = ref _index.Found(at);
        return _bytes.Slice(entry.Start, entry.Length);
    }

    /// <summary>Field number <paramref name="i"/> as an integer.</summary>
    internal bool TryInteger(int i, out long value)
    {
        ref readonly FieldEntry entry = ref _index.EntryAt(i);
        return IsShort(entry, out ulong tail) && ShortNumber.TryInteger(tail, entry.Length, out value)
            || FieldParser.TryInteger(ValueAt(i), out value);
    }

    /// <summary>Field number <paramref name="i"/> as a decimal in units of 1e-8.</summary>
    internal bool TryDecimal(int i, out long units)
    {
        ref readonly FieldEntry entry = ref _index.EntryAt(i);
        return IsShort(entry, out ulong tail) && ShortNumber.TryDecimal(tail, entry.Length, out units)
            || FieldParser.TryDecimal(ValueAt(i), out units);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool IsShort(in FieldEntry entry, out ulong tail)
    {
        int end = entry.Start + entry.Length;
        bool isShort = (uint)(entry.Length - 1) < ShortNumber.LengthMax && end >= ShortNumber.LengthMax && end <= _bytes.Length;
        tail = isShort ? ShortNumber.Tail(ref MemoryMarshal.GetReference(_bytes), end) : 0;
        return isShort;
    }

    static FieldStatus Verdict(bool wellFormed) => wellFormed ? FieldStatus.Ok : FieldStatus.Malformed;
}
