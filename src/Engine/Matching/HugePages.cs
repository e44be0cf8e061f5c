using System.Runtime.InteropServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// Asks Linux to back large tables with pages of 2 MB: books spread over many megabytes otherwise lose more time to the translation of
/// addresses than to the cache. Where it is not granted nothing but speed is lost.
/// </summary>
internal static partial class HugePages
{
    private const nuint PageSize = 2 << 20;
    private const nuint SmallPageSize = 4096;
    private const nuint CacheLine = 64;
    private const int AdviseHugePage = 14;
    private const int AdvisePopulateWrite = 23;

    /// <summary>Where a table of this size should begin.</summary>
    internal static nuint AlignmentFor(nuint bytes) => bytes >= PageSize ? PageSize : CacheLine;

    internal static void Ask(nint address, nuint bytes)
    {
        if (bytes >= PageSize && OperatingSystem.IsLinux()) _ = Advise(address, bytes, AdviseHugePage);
    }

    /// <summary>Makes the pages of a range memory now, its content unchanged: safe beside threads that use them. An older kernel refuses, and nothing is lost but time.</summary>
    internal static void Populate(nint address, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var (start, end) = ((nuint)address & ~(SmallPageSize - 1), (nuint)address + bytes);
        // In steps: the call holds up whoever wants to map memory.
        for (; start < end; start += PageSize)
            if (Advise((nint)start, nuint.Min(PageSize, end - start), AdvisePopulateWrite) != 0) return;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);
}
