using System.Diagnostics;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Bench.Micro;

/// <summary>The disk dial: how long until a record is durable, and how many a second.</summary>
internal static class JournalDisk
{
    private static readonly JournalOptions s_disk = new() { Durability = Durability.Disk };

    internal static void Run(string folder, int records)
    {
        for (var round = 0; round < 3; round++)
        {
            PlainLatency(folder, 4096, 5000);
            OneAtATime(folder, 5000);
            PlainBandwidth(folder, 256 * 1024);
            Bulk(folder, records);
            Planned(folder, 1_000_000, 3_000_000);
        }
    }

    private static void PlainLatency(string folder, int block, int count)
    {
        using var memory = NativeMemory.Anonymous(block);
        using var file = Prepared(folder, 64 << 20);
        var nanos = new long[count];
        for (var index = 0; index < count; index++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = file.Write(memory.Span(0, block), (long)index * block % (64 << 20));
            nanos[index] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        Percentiles($"floor: plain durable write of {block} bytes", nanos);
    }

    private static void PlainBandwidth(string folder, int block)
    {
        using var memory = NativeMemory.Anonymous(block);
        using var file = Prepared(folder, 256 << 20);
        var start = Stopwatch.GetTimestamp();
        for (var offset = 0L; offset < 256 << 20; offset += block) _ = file.Write(memory.Span(0, block), offset);
        JournalCommand.Line($"floor: plain durable writes of {block} bytes {(256 << 20) / Stopwatch.GetElapsedTime(start).TotalSeconds / (1 << 20),8:F0} MiB/s");
    }

    private static IJournalFile Prepared(string folder, int length)
    {
        var path = Path.Combine(folder, "plain");
        using (var file = PosixFiles.Instance.Open(path, FileUse.Create))
        {
            for (var offset = 0; offset < length; offset += 1 << 20) _ = file.Write(new byte[1 << 20], offset);
            file.Sync();
        }

        return PosixFiles.Instance.Open(path, FileUse.Durable);
    }

    private static void OneAtATime(string folder, int count)
    {
        using var scope = new Scope(folder);
        var log = scope.Journal.Inbound;
        var order = JournalSamples.Order();
        var nanos = new long[count];
        for (var index = 0; index < count; index++)
        {
            order.Sequence = index + 1;
            var start = Stopwatch.GetTimestamp();
            log.TryAppend(in order);
            scope.Journal.Commit();
            while (log.CommittedSequence <= index) Thread.SpinWait(5);
            nanos[index] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        Percentiles("disk dial: one record at a time", nanos);
    }

    private static void Bulk(string folder, int records)
    {
        using var scope = new Scope(folder);
        var log = scope.Journal.Inbound;
        var order = JournalSamples.Order();
        var start = Stopwatch.GetTimestamp();
        for (var sequence = 1; sequence <= records; sequence++)
        {
            order.Sequence = sequence;
            log.TryAppend(in order);
            if (sequence % 64 == 0) scope.Journal.Commit();
        }

        scope.Journal.Commit();
        while (log.CommittedSequence < records) Thread.Yield();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        JournalCommand.Line($"disk dial: bulk {records / seconds / 1e6,8:F2} M records/s {log.AppendedBytes / seconds / (1 << 20),8:F0} MiB/s, waits for a segment {log.RollWaits} ({log.RollWaitTime.TotalMilliseconds:F0} ms)");
    }

    /// <summary>Records at planned instants; the time until each is durable counts from its plan.</summary>
    private static void Planned(string folder, int rate, int records)
    {
        using var scope = new Scope(folder);
        var log = scope.Journal.Inbound;
        var order = JournalSamples.Order();
        var nanos = new long[records];
        var start = Stopwatch.GetTimestamp();
        var (appended, committed) = (0, 0);
        while (committed < records)
        {
            var now = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            var due = (int)Math.Min(records, now * rate / 1_000_000_000);
            var before = appended;
            while (appended < due)
            {
                order.Sequence = ++appended;
                log.TryAppend(in order);
            }

            if (appended > before) scope.Journal.Commit();
            for (var durable = (int)log.CommittedSequence; committed < durable; committed++)
                nanos[committed] = now - committed * 1_000_000_000L / rate;
        }

        Percentiles($"disk dial: {rate} records/s from planned times", nanos);
    }

    private static void Percentiles(string what, long[] nanos)
    {
        Array.Sort(nanos);
        double At(double part) => nanos[(int)((nanos.Length - 1) * part)] / 1000.0;
        JournalCommand.Line($"{what,-52} p50 {At(0.5),7:F0} us  p99 {At(0.99),7:F0} us  p99.9 {At(0.999),7:F0} us  max {At(1),7:F0} us");
    }

    private sealed class Scope : IDisposable
    {
        private readonly string _folder;

        internal Scope(string folder)
        {
            _folder = Path.Combine(folder, "disk");
            Journal = JournalWriter.Open(_folder, s_disk, Text64.From("bench"), default);
            Thread.Sleep(1000);
        }

        internal JournalWriter Journal { get; }

        public void Dispose()
        {
            Journal.Dispose();
            Directory.Delete(_folder, true);
        }
    }
}
