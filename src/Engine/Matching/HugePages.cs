using System.Runtime.InteropServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// Asks Linux to back large tables with pages of 2 MB: books spread over many megabytes otherwise lose more time to the translation of
/// addresses than to the cache. Where it is not granted nothing but speed is lost.
/// </summary>
internal static partial class HugePages
{
    private const nuint PageSize = 2 << 20;
    private const nuint CacheLine = 64;
    private const int AdviseHugePage = 14;

    /// <summary>Where a table of this size should begin.</summary>
    internal static nuint AlignmentFor(nuint bytes) => bytes >= PageSize ? PageSize : CacheLine;

    internal static void Ask(nint address, nuint bytes)
    {
        if (bytes >= PageSize && OperatingSystem.IsLinux()) _ = Advise(address, bytes, AdviseHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);
}
