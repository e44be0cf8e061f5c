using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Codec;

/// <summary>
/// Tags and value offsets of one message, found in one pass and kept in reused arrays: no string and no copy is made. One index belongs
/// to one thread; each <see cref="Parse"/> replaces what it held. Lookup of a tag below 2048 costs two loads.
/// </summary>
/// <remarks>
/// <c>slots[tag]</c> names the entry of a tag's first appearance. It is never cleared: a slot counts only if the entry it names lies
/// below <see cref="Count"/> and carries that tag, so stale slots of earlier messages are harmless.
/// </remarks>
public sealed class FieldIndex
{
    const int SlotCount = 2048;

    readonly ushort[] _slots = new ushort[SlotCount];
    readonly int[] _ends = new int[DelimiterScanner.Room];
    readonly int _fieldsMax;
    FieldEntry[] _entries;
    int _count;

    /// <summary>Creates an index.</summary>
    /// <param name="fieldsMax">Most fields of one message, at most 65,535; a message with more has the defect TooManyFields.</param>
    public FieldIndex(int fieldsMax = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fieldsMax, ushort.MaxValue);
        _fieldsMax = fieldsMax;
        _entries = new FieldEntry[Math.Min(fieldsMax, 256)];
    }

    /// <summary>Fields of the message, the trailer's CheckSum left out.</summary>
    public int Count => _count;

    /// <summary>The first structural defect.</summary>
    public FieldDefect Defect { get; private set; }

    /// <summary>Entry number of the field with the first defect.</summary>
    public int DefectAt { get; private set; }

    /// <summary>Entry number of the first field whose tag appeared before (legal only inside repeating groups), or -1.</summary>
    public int RepeatedAt { get; private set; }

    /// <summary>Packed MsgType (35), see <see cref="MsgType"/>; 0 when it is missing or too long.</summary>
    public ulong MsgType { get; private set; }

    /// <summary>The entries in the order of the message.</summary>
    public ReadOnlySpan<FieldEntry> Entries => _entries.AsSpan(0, _count);

    internal DateCache Dates { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly FieldEntry EntryAt(int i)
    {
        if ((uint)i >= (uint)_count)
            ThrowOutOfRange();
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), i);
    }

    static void ThrowOutOfRange() => throw new ArgumentOutOfRangeException("i");

    /// <summary>Entry number of the first appearance of <paramref name="tag"/>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int tag)
    {
        if ((uint)tag >= SlotCount)
            return FindFrom(tag, 0, _count);
        int slot = _slots[tag];
        return slot < _count && _entries[slot].Tag == tag ? slot : -1;
    }

    /// <summary>Entry number of <paramref name="tag"/> in [<paramref name="from"/>, <paramref name="to"/>), or -1.</summary>
    public int FindFrom(int tag, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (_entries[i].Tag == tag)
                return i;
        }
        return -1;
    }

    /// <summary>Indexes one frame that <see cref="FrameFinder"/> found complete. Any bytes are safe.</summary>
    public void Parse(ReadOnlySpan<byte> frame)
    {
        _count = 0;
        Defect = FieldDefect.None;
        RepeatedAt = -1;
        ParseFields(frame, Math.Max(frame.Length - FrameFinder.TrailerLength, 0));
        int type = Find(Tag.MsgType);
        MsgType = type < 0 ? 0 : Codec.MsgType.Pack(frame.Slice(_entries[type].Start, _entries[type].Length));
    }

    // Delimiters first, fields then: no field waits for the one before it.
    void ParseFields(ReadOnlySpan<byte> frame, int end)
    {
        DelimiterScanner delimiters = new(frame, _ends);
        int position = 0;
        while (position < end)
            position = AddFields(frame, _ends.AsSpan(0, delimiters.Next(position)), position, end);
    }

    /// <summary>Adds the fields that end at these delimiters, of which one at least is not before the position; returns where the next field begins.</summary>
    int AddFields(ReadOnlySpan<byte> frame, ReadOnlySpan<int> ends, int position, int end)
    {
        FieldEntry[] entries = _entries;
        int count = _count;
        foreach (int delimiter in ends)
        {
            // A data field may have run over delimiters.
            if (delimiter < position)
                continue;
            if (position >= end)
                break;
            if (count == entries.Length)
            {
                if (!Grow())
                {
                    Note(FieldDefect.TooManyFields, count - 1);
                    _count = count;
                    return end;
                }
                entries = _entries;
            }
            int close = delimiter;
            int tag = ReadTag(frame, position, out int value);
            if (tag <= 0)
                tag = SlowTag(frame[position..close], out value, position);
            else if (DataFields.IsData(tag))
                close = DataEnd(frame, count, tag, value, close);
            ref FieldEntry entry = ref entries[count];
            entry.Tag = tag;
            entry.Start = value;
            entry.Length = close - value;
            if (close == value)
                Note(tag > 0 ? FieldDefect.EmptyValue : FieldDefect.InvalidTag, count);
            if ((uint)(tag - 1) >= SlotCount - 1)
                AddLarge(tag, count);
            else
                AddSlot(entries, tag, count);
            count++;
            position = close + 1;
        }
        _count = count;
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddSlot(FieldEntry[] entries, int tag, int at)
    {
        ref ushort slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), tag);
        if (slot < at && Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), slot).Tag == tag)
            NoteRepeat(at);
        else
            slot = (ushort)at;
    }

    void AddLarge(int tag, int at)
    {
        if (tag <= 0)
            Note(FieldDefect.InvalidTag, at);
        else if (RepeatedAt < 0 && at < 256 && FindFrom(tag, 0, at) >= 0)
            NoteRepeat(at);
    }

    void NoteRepeat(int at)
    {
        if (RepeatedAt < 0)
            RepeatedAt = at;
    }

    void Note(FieldDefect defect, int at)
    {
        if (Defect != FieldDefect.None)
            return;
        Defect = defect;
        DefectAt = at;
    }

    bool Grow()
    {
        if (_entries.Length >= _fieldsMax)
            return false;
        Array.Resize(ref _entries, Math.Min(_entries.Length * 2, _fieldsMax));
        return true;
    }

    /// <summary>Reads up to seven digits and '=' at once; 0 when it is anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int ReadTag(ReadOnlySpan<byte> frame, int position, out int value)
    {
        value = position;
        // The trailer guarantees that eight bytes follow any field's first byte in a real frame.
        if (position + 8 > frame.Length)
            return 0;
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(frame), position));
        if (!BitConverter.IsLittleEndian)
            word = BinaryPrimitives.ReverseEndianness(word);
        ulong equals = word ^ 0x3D3D3D3D3D3D3D3DUL;
        equals = (equals - 0x0101010101010101UL) & ~equals & 0x8080808080808080UL;
        int digits = BitOperations.TrailingZeroCount(equals) >> 3;
        if ((uint)(digits - 1) > 6)
            return 0;
        // Digits move to the high end, first digit lowest among them; the bytes below become '0'.
        int shift = 64 - digits * 8;
        ulong number = (word << shift) - (0x3030303030303030UL << shift);
        if (((number | (number + 0x7676767676767676UL)) & 0x8080808080808080UL) != 0 || (word & 0xFF) == '0')
            return 0;
        value = position + digits + 1;
        number = (number * 10 + (number >> 8)) & 0x00FF00FF00FF00FFUL;
        number = (number * 100 + (number >> 16)) & 0x0000FFFF0000FFFFUL;
        return (int)((number * 10_000 + (number >> 32)) & 0xFFFFFFFF);
    }

    /// <summary>A tag that is 0, negative, has leading zeros, or is no number: kept as far as it can be named in a reject.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int SlowTag(ReadOnlySpan<byte> field, out int value, int position)
    {
        int equals = field.IndexOf((byte)'=');
        value = equals < 0 ? position + field.Length : position + equals + 1;
        bool number = FieldParser.TryInteger(equals < 0 ? field : field[..equals], out long tag);
        return number && tag is <= 0 and > int.MinValue ? (int)tag : int.MinValue;
    }

    /// <summary>End of a data field by the length before it; the next delimiter when that leads nowhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    int DataEnd(ReadOnlySpan<byte> frame, int at, int tag, int start, int nextSoh)
    {
        if (at == 0 || _entries[at - 1].Tag != DataFields.LengthTagOf(tag))
            return nextSoh;
        FieldEntry before = _entries[at - 1];
        bool known = FieldParser.TryInteger(frame.Slice(before.Start, before.Length), out long length);
        if (known && length >= 0 && length < frame.Length - start && frame[start + (int)length] == FrameFinder.Soh)
            return start + (int)length;
        Note(FieldDefect.WrongDataLength, at - 1);
        return nextSoh;
    }
}
