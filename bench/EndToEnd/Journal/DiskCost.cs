using System.Diagnostics;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Writing;
using Gateway.Latency;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>The disk dial: how long until a record is durable, and how many a second, beside plain writes with O_DIRECT and O_DSYNC into a zeroed file.</summary>
sealed class DiskCost(string folder, int records) : IJournalCost
{
    const int OneByOne = 3000, BlockBytes = 4096, GroupBytes = JournalSamples.Mebibyte, RecordBytes = 128, PlannedRate = 1_000_000, PlainBytes = 256 * JournalSamples.Mebibyte;

    readonly NativeMemory _memory = NativeMemory.Anonymous(GroupBytes);
    IJournalFile? _file;

    public void Prepare() => _file = JournalSamples.Zeroed(Path.Combine(folder, "plain"), PlainBytes);

    public void Round(JournalScore score)
    {
        var (one, plainOne) = (OneAtATime(), PlainOneAtATime());
        score.Take("disk dial: one record at a time", 50, one, plainOne, "ratio at most 1.4", (_, ratio) => ratio <= 1.4);
        score.Take("disk dial: one record at a time", 99, one, plainOne, "ratio at most 1.7", (_, ratio) => ratio <= 1.7);
        var (planned, plainPlanned) = (Planned(), PlainPlanned());
        score.Take("disk dial: 1 M records/s from planned times", 50, planned, plainPlanned, "at most 80", (ours, _) => ours <= 80);
        score.Take("disk dial: 1 M records/s from planned times", 99, planned, plainPlanned, "at most 250", (ours, _) => ours <= 250);
        var (bulk, plainBulk) = (Bulk(), PlainBulk());
        score.Take("disk dial: bulk", "M records/s", bulk / 1e6, plainBulk / 1e6, "at least 5", (ours, _) => ours >= 5);
        score.Take("disk dial: bandwidth, groups of 1 MiB", "MiB/s", bulk * RecordBytes / JournalSamples.Mebibyte, plainBulk * RecordBytes / JournalSamples.Mebibyte,
            "ratio at least 0.85", (_, ratio) => ratio >= 0.85);
    }

    T WithJournal<T>(Func<JournalWriter, T> measure)
    {
        var path = Path.Combine(folder, "disk");
        var journal = JournalSamples.Open(path, new() { Durability = Durability.Disk });
        try
        {
            return measure(journal);
        }
        finally
        {
            journal.Dispose();
            Directory.Delete(path, recursive: true);
        }
    }

    LatencyHistogram OneAtATime() => WithJournal(journal =>
    {
        var histogram = new LatencyHistogram();
        var order = JournalSamples.Order();
        for (var index = 0; index < OneByOne; index++)
        {
            order.Sequence = index + 1;
            var start = Stopwatch.GetTimestamp();
            journal.Inbound.TryAppend(in order);
            journal.Commit();
            while (journal.Inbound.CommittedSequence <= index) Thread.SpinWait(5);
            histogram.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return histogram;
    });

    LatencyHistogram PlainOneAtATime()
    {
        var histogram = new LatencyHistogram();
        for (var index = 0; index < OneByOne; index++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = _file!.Write(_memory.Span(0, BlockBytes), (long)index * BlockBytes % PlainBytes);
            histogram.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return histogram;
    }

    double Bulk() => WithJournal(journal =>
    {
        var order = JournalSamples.Order();
        var start = Stopwatch.GetTimestamp();
        for (var sequence = 1; sequence <= records; sequence++)
        {
            order.Sequence = sequence;
            journal.Inbound.TryAppend(in order);
            if (sequence % 64 == 0) journal.Commit();
        }

        journal.Commit();
        while (journal.Inbound.CommittedSequence < records) Thread.Yield();
        return records / Stopwatch.GetElapsedTime(start).TotalSeconds;
    });

    double PlainBulk()
    {
        var start = Stopwatch.GetTimestamp();
        for (var offset = 0L; offset < (long)records * RecordBytes; offset += GroupBytes) _ = _file!.Write(_memory.Span(0, GroupBytes), offset % PlainBytes);
        return records / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Records at planned instants; the time until each is durable counts from its plan.</summary>
    LatencyHistogram Planned() => WithJournal(journal =>
    {
        var order = JournalSamples.Order();
        var plan = new Plan(PlannedRate);
        for (var (appended, committed) = (0, 0); committed < records; committed = plan.Done(committed, (int)journal.Inbound.CommittedSequence))
        {
            var due = Math.Min(records, plan.Due());
            if (appended == due) continue;
            while (appended < due)
            {
                order.Sequence = ++appended;
                journal.Inbound.TryAppend(in order);
            }

            journal.Commit();
        }

        return plan.Latencies;
    });

    /// <summary>The plainest loop that keeps up: one thread writes out what has become due meanwhile, in whole blocks, again and again.</summary>
    LatencyHistogram PlainPlanned()
    {
        var plan = new Plan(PlannedRate);
        for (var (written, offset) = (0, 0L); written < records;)
        {
            var due = Math.Min(Math.Min(records, plan.Due()), written + GroupBytes / RecordBytes);
            if (due == written) continue;
            var length = (int)(((long)(due - written) * RecordBytes + BlockBytes - 1) / BlockBytes * BlockBytes);
            _ = _file!.Write(_memory.Span(0, length), offset);
            offset = (offset + length) % (PlainBytes - GroupBytes);
            written = plan.Done(written, due);
        }

        return plan.Latencies;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _memory.Dispose();
    }

    sealed class Plan(int rate)
    {
        readonly long _start = Stopwatch.GetTimestamp();

        internal LatencyHistogram Latencies { get; } = new();

        long Now => (long)Stopwatch.GetElapsedTime(_start).TotalNanoseconds;

        internal int Due() => (int)(Now * rate / 1_000_000_000);

        internal int Done(int from, int until)
        {
            var now = Now;
            for (var record = from; record < until; record++) Latencies.Record(now - record * 1_000_000_000L / rate);
            return until;
        }
    }
}
