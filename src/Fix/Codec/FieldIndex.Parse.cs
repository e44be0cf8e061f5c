using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Codec;

public sealed partial class FieldIndex
{
    /// <summary>Indexes one frame that <see cref="FrameFinder"/> found complete. Any bytes are safe.</summary>
    public void Parse(ReadOnlySpan<byte> frame)
    {
        _count = 0;
        Defect = FieldDefect.None;
        RepeatedAt = -1;
        // The trailer behind the last field leaves room to read a tag's eight bytes at once.
        ParseFields(frame, Math.Max(frame.Length - FrameFinder.TrailerLength, 0));
        int type = Find(Tag.MsgType);
        MsgType = type < 0 ? 0 : Codec.MsgType.Pack(frame.Slice(_entries[type].Start, _entries[type].Length));
    }

    // Block by block: no field waits for the one before it, as where a field begins follows from the delimiters alone.
    void ParseFields(ReadOnlySpan<byte> frame, int end)
    {
        ref byte first = ref MemoryMarshal.GetReference(frame);
        int position = 0;
        for (int block = 0; block < end; block += DelimiterMask.BlockLength)
        {
            if (!HasRoom())
                return;
            ulong delimiters = DelimiterMask.At(ref first, frame.Length, block) & DelimiterMask.Below(end - block) & ~DelimiterMask.Below(position - block);
            while ((delimiters = AddPlain(ref first, block, delimiters, ref position)) != 0)
            {
                position = AddOther(frame, position, block + BitOperations.TrailingZeroCount(delimiters)) + 1;
                delimiters &= ~DelimiterMask.Below(position - block);
            }
        }
        // What is no frame may have no delimiter before its trailer.
        if (position < end && HasRoom())
            AddOther(frame, position, DelimiterFrom(frame, position));
        if (_count > _fieldsMax)
            HasTooMany();
    }

    static int DelimiterFrom(ReadOnlySpan<byte> frame, int position)
    {
        int offset = frame[position..].IndexOf(FrameFinder.Soh);
        return offset < 0 ? frame.Length : position + offset;
    }

    /// <summary>Adds the fields that end in a block, up to one that needs a closer look; returns the delimiters from its own on.</summary>
    ulong AddPlain(ref byte first, int block, ulong delimiters, ref int position)
    {
        ref ushort slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        ref FieldEntry entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        int count = _count;
        int start = position;
        for (; delimiters != 0; delimiters &= delimiters - 1)
        {
            ulong read = TagReader.Short(ref Unsafe.Add(ref first, start));
            int tag = (int)read;
            int value = start + (int)(read >> 32);
            int close = block + BitOperations.TrailingZeroCount(delimiters);
            if (!IsPlain(tag) || value == close)
                break;
            ref ushort slot = ref Unsafe.Add(ref slots, tag);
            if (slot < count && Unsafe.Add(ref entries, slot).Tag == tag)
                break;
            slot = (ushort)count;
            Unsafe.Add(ref entries, count++) = new FieldEntry { Tag = tag, Start = value, Length = close - value };
            start = close + 1;
        }
        position = start;
        _count = count;
        return delimiters;
    }

    /// <summary>A tag that has a slot, and no data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsPlain(int tag) => (uint)(tag - 1) < SlotCount - 1 && !DataFields.IsData(tag);

    /// <summary>Adds any field; returns where it ends, which is its delimiter or, for data, a later one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    int AddOther(ReadOnlySpan<byte> frame, int position, int close)
    {
        int tag = TagReader.Other(frame[position..close], out int length);
        int value = position + length;
        if (DataFields.IsData(tag))
            close = DataEnd(frame, _count, tag, value, close);
        if (tag <= 0 || close == value)
            Note(tag > 0 ? FieldDefect.EmptyValue : FieldDefect.InvalidTag, _count);
        if (tag > 0)
            NoteFirst(tag, _count);
        _entries[_count++] = new FieldEntry { Tag = tag, Start = value, Length = close - value };
        return close;
    }

    void NoteFirst(int tag, int at)
    {
        // A tag without a slot is looked for, unless the message is very long.
        bool isRepeated = tag < SlotCount ? Find(tag) >= 0 : RepeatedAt < 0 && at < 256 && FindFrom(tag, 0, at) >= 0;
        if (isRepeated && RepeatedAt < 0)
            RepeatedAt = at;
        else if (!isRepeated && tag < SlotCount)
            _slots[tag] = (ushort)at;
    }

    void Note(FieldDefect defect, int at)
    {
        if (Defect != FieldDefect.None)
            return;
        Defect = defect;
        DefectAt = at;
    }

    /// <summary>Room for as many fields as a block may end; false when the message has more than the index takes.</summary>
    bool HasRoom()
    {
        if (_count > _fieldsMax)
            return HasTooMany();
        if (_entries.Length - _count < DelimiterMask.BlockLength)
            Array.Resize(ref _entries, _entries.Length * 2);
        return true;
    }

    bool HasTooMany()
    {
        _count = _fieldsMax;
        Note(FieldDefect.TooManyFields, _count - 1);
        return false;
    }

    /// <summary>End of a data field by the length before it; the next delimiter when that leads nowhere.</summary>
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
