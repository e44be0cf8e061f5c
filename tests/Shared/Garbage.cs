namespace Gateway.Testing;

/// <summary>What code leaves to the collector.</summary>
static class Garbage
{
    const int Runs = 5;

    /// <summary>
    /// Bytes that this thread allocates in the best of several runs: what the runtime does beside it now and then, or a collection that another test has caused
    /// and that closes the thread's piece of the heap, is not the code's.
    /// </summary>
    internal static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var run = 0; run < Runs && least != 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
