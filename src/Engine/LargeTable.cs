using System.Runtime.CompilerServices;
using Gateway.Engine.Matching;

namespace Gateway.Engine;

/// <summary>
/// Tables of tens or hundreds of megabytes that are reached at random: on pages of 4 KiB each reach costs a walk of the page tables, and the
/// first one a page fault. Measured at eight million ClOrdIDs: 3.7 us an order on small pages.
/// </summary>
static class LargeTable
{
    /// <summary>A zeroed array that does not move and asks for huge pages when it is large enough for them.</summary>
    internal static unsafe T[] Of<T>(int length) where T : unmanaged
    {
        var table = GC.AllocateArray<T>(length, pinned: true);
        var bytes = (nuint)((long)length * sizeof(T));
        var page = HugePages.AlignmentFor(bytes);
        var start = (nuint)Unsafe.AsPointer(ref table[0]);
        var aligned = (start + page - 1) / page * page;
        if (page > 1 && aligned + page <= start + bytes) HugePages.Ask((nint)aligned, start + bytes - aligned);
        return table;
    }

    /// <summary>Takes the memory of a part of a table before it is needed; any thread may, while others use the table.</summary>
    internal static unsafe void Populate<T>(T[] table, long first, long count) where T : unmanaged
    {
        count = Math.Min(count, table.Length - first);
        if (count > 0) HugePages.Populate((nint)Unsafe.AsPointer(ref table[first]), (nuint)(count * sizeof(T)));
    }
}
