using System.Diagnostics;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Bench.Micro;

/// <summary>The process dial: what an append costs the pipeline thread.</summary>
internal static class JournalAppend
{
    internal static void Run(string folder, int records)
    {
        Orders(Path.Combine(folder, "warm-up"), 500_000);
        for (var round = 0; round < 3; round++)
        {
            Orders(Path.Combine(folder, $"segment{round}"), 550_000);
            Floor(Path.Combine(folder, $"floor{round}"), records);
            Orders(Path.Combine(folder, $"orders{round}"), records);
            Reports(Path.Combine(folder, $"reports{round}"), records / 2);
        }
    }

    /// <summary>128 bytes copied into one prepared mapping after the other.</summary>
    private static unsafe void Floor(string folder, int records)
    {
        Directory.CreateDirectory(folder);
        const int length = 64 << 20;
        var source = new byte[128];
        var nanos = 0.0;
        for (var done = 0; done < records;)
        {
            using var file = PosixFiles.Instance.Open(Path.Combine(folder, $"{done}"), FileUse.Create);
            for (var offset = 0L; offset < length; offset += 1 << 20) _ = file.Write(new byte[1 << 20], offset);
            using var map = file.Map(length);
            var span = map.Span(0, length);
            var start = Stopwatch.GetTimestamp();
            for (var at = 0; at < length && done < records; at += 128, done++) source.CopyTo(span[at..]);
            nanos += Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        JournalCommand.Print("floor: 128 bytes copied into a prepared mapping", nanos / records, "");
        Directory.Delete(folder, true);
    }

    private static void Orders(string folder, int records)
    {
        using var journal = JournalWriter.Open(folder, new(), Text64.From("bench"), default);
        Settle();
        var order = JournalSamples.Order();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var sequence = 1; sequence <= records; sequence++)
        {
            order.Sequence = sequence;
            journal.Inbound.TryAppend(in order);
        }

        Report("append of a NewOrder", journal.Inbound, start, allocated, records);
        journal.Dispose();
        Directory.Delete(folder, true);
    }

    private static void Reports(string folder, int records)
    {
        using var journal = JournalWriter.Open(folder, new(), Text64.From("bench"), default);
        Settle();
        var report = JournalSamples.Report();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var sequence = 1; sequence <= records; sequence++)
        {
            report.Sequence = sequence;
            journal.Outbound.TryAppend(in report);
        }

        Report("append of an ExecutionReport", journal.Outbound, start, allocated, records);
        journal.Dispose();
        Directory.Delete(folder, true);
    }

    private static void Report(string what, LogWriter log, long start, long allocated, int records)
    {
        var nanos = Stopwatch.GetElapsedTime(start).TotalNanoseconds / records;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var frame = log.AppendedBytes / records;
        JournalCommand.Print($"{what} ({frame} bytes)", nanos, FormattableString.Invariant(
            $"{1000 / nanos:F1} M/s, waits for a segment {log.RollWaits} ({log.RollWaitTime.TotalMilliseconds:F0} ms), allocated {allocated} bytes"));
    }

    /// <summary>The first spare segments are made while nobody appends, as in a gateway that has just started.</summary>
    private static void Settle() => Thread.Sleep(1000);
}
