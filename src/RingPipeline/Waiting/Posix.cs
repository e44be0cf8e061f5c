using System.Runtime.InteropServices;

namespace Gateway.RingPipeline;

/// <summary>The few calls of the C library that the framework does not offer.</summary>
static partial class Posix
{
    const int CpusMax = 1024;

    /// <summary>Sleeps about <paramref name="nanos"/> nanoseconds; whole milliseconds where nanosleep is missing.</summary>
    internal static void Park(long nanos)
    {
        if (OperatingSystem.IsLinux())
        {
            var time = new TimeSpec { Seconds = (nint)(nanos / 1_000_000_000), Nanos = (nint)(nanos % 1_000_000_000) };
            _ = NanoSleep(time, 0);
        }
        else Thread.Sleep((int)Math.Max(1, nanos / 1_000_000));
    }

    /// <summary>Binds the calling thread to one processor.</summary>
    /// <exception cref="InvalidOperationException">The system has no such call, or the processor does not exist or is not allowed.</exception>
    internal static unsafe void PinToCpu(int cpu)
    {
        if (!OperatingSystem.IsLinux())
            throw new InvalidOperationException($"A thread cannot be pinned to processor {cpu}: only Linux is supported.");
        if ((uint)cpu >= CpusMax) throw new InvalidOperationException($"Processor {cpu} is out of range 0 to {CpusMax - 1}.");
        var mask = stackalloc ulong[CpusMax / 64];
        new Span<ulong>(mask, CpusMax / 64).Clear();
        mask[cpu / 64] = 1UL << (cpu % 64);
        // Process id 0 is the calling thread.
        if (SetAffinity(0, CpusMax / 8, mask) != 0)
            throw new InvalidOperationException($"The thread cannot be pinned to processor {cpu}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static unsafe partial int SetAffinity(int pid, nuint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec requested, nint remaining);

    struct TimeSpec
    {
        public nint Seconds;
        public nint Nanos;
    }
}
