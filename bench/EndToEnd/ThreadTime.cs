using System.Runtime.InteropServices;

namespace Gateway.Bench.EndToEnd;

/// <summary>Processor time of the calling thread, in nanoseconds: steadier than the wall clock while others use the machine.</summary>
static partial class ThreadTime
{
    const int ThreadCpuClock = 3; // CLOCK_THREAD_CPUTIME_ID

    internal static long Nanos => ClockGetTime(ThreadCpuClock, out var time) == 0 ? time.Seconds * 1_000_000_000 + time.Nanos : 0;

    struct TimeSpec
    {
        internal long Seconds;
        internal long Nanos;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);
}
