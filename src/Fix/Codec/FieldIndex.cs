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
public sealed partial class FieldIndex
{
    const int SlotCount = 2048;
    // A block may end some more before they are counted: all numbers fit a slot.
    const int FieldsMaxMax = 65_000;
    const int EntriesInitial = 4 * DelimiterMask.BlockLength;

    readonly ushort[] _slots = new ushort[SlotCount];
    readonly int _fieldsMax;
    FieldEntry[] _entries;
    int _count;

    /// <summary>Creates an index.</summary>
    /// <param name="fieldsMax">Most fields of one message, at most 65,000; a message with more has the defect TooManyFields.</param>
    public FieldIndex(int fieldsMax = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fieldsMax, FieldsMaxMax);
        _fieldsMax = fieldsMax;
        _entries = new FieldEntry[EntriesInitial];
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

    /// <summary>An entry that <see cref="Find"/> has just named.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly FieldEntry Found(int i) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), i);

    static void ThrowOutOfRange() => throw new ArgumentOutOfRangeException("i");

    /// <summary>Entry number of the first appearance of <paramref name="tag"/>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int tag)
    {
        if ((uint)tag >= SlotCount)
            return FindFrom(tag, 0, _count);
        int slot = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), tag);
        return slot < _count && Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), slot).Tag == tag ? slot : -1;
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
}
