using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Engine;

/// <summary>
/// Asks the processor to fetch what is needed a little later. On a virtual machine the translation of an address costs as much as the miss itself:
/// several requests made in a row are translated side by side, one at a time they wait for one another.
/// </summary>
static class CacheLines
{
    const int Line = 64;

    /// <summary>All lines of a value in a table that does not move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Prefetch<T>(ref T value) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        var address = (byte*)Unsafe.AsPointer(ref value);
        for (var offset = 0; offset < sizeof(T); offset += Line) Sse.Prefetch0(address + offset);
        if (sizeof(T) > sizeof(long)) Sse.Prefetch0(address + sizeof(T) - 1);
    }
}
