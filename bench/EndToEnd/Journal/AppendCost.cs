using System.Diagnostics;
using Gateway.Journal.Files;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>
/// The process dial: what an append costs the pipeline thread, checksum included, beside a copy of as many bytes into a prepared mapping, and
/// in bulk beside a buffered stream.
/// </summary>
sealed class AppendCost(string folder, int records) : IJournalCost
{
    const int RecordBytes = 128, FileBytes = 64 * JournalSamples.Mebibyte;

    // A steady flow and not a flood: the spare segment is ready when it is needed.
    const int SteadyRecords = FileBytes / RecordBytes - 1000;

    public void Prepare()
    {
    }

    public void Round(JournalScore score)
    {
        var plain = Plain(SteadyRecords);
        var steady = Orders(SteadyRecords);
        var bulk = Orders(records);
        var plainBulk = PlainStream(records);
        score.Take("process dial: append of 128 bytes, processor time", "ns", steady.Busy, plain.Busy, "at most 100", (ours, _) => ours <= 100);
        score.Take("process dial: bulk, waits for segments included", "M records/s", 1000 / bulk.Wall, 1000 / plainBulk, "at least 10", (ours, _) => ours >= 10);
        score.Take("process dial: bulk, allocated by the thread", "bytes a record", (double)bulk.Allocated / records, null, "0.00", (ours, _) => ours < 0.001);
    }

    (double Busy, double Wall, long Allocated) Orders(int count)
    {
        var path = Path.Combine(folder, "append");
        using (var journal = JournalSamples.Open(path, new()))
        {
            var order = JournalSamples.Order();
            var (allocated, busy, start) = (GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Nanos, Stopwatch.GetTimestamp());
            for (var sequence = 1; sequence <= count; sequence++)
            {
                order.Sequence = sequence;
                journal.Inbound.TryAppend(in order);
            }

            var result = ((double)(ThreadTime.Nanos - busy) / count, Stopwatch.GetElapsedTime(start).TotalNanoseconds / count, GC.GetAllocatedBytesForCurrentThread() - allocated);
            if (journal.Inbound.AppendedBytes != (long)RecordBytes * count) throw new InvalidOperationException($"{journal.Inbound.AppendedBytes} bytes for {count} records.");
            journal.Dispose();
            Directory.Delete(path, recursive: true);
            return result;
        }
    }

    (double Busy, double Wall) Plain(int count)
    {
        var source = new byte[RecordBytes];
        var (busy, wall) = (0.0, 0.0);
        for (var done = 0; done < count;)
        {
            var path = Path.Combine(folder, "plain");
            using var file = PosixFiles.Instance.Open(path, FileUse.Create);
            file.Allocate(FileBytes);
            using var map = file.Map(FileBytes);
            var span = map.Span(0, FileBytes);
            var (before, start) = (ThreadTime.Nanos, Stopwatch.GetTimestamp());
            for (var at = 0; at < FileBytes && done < count; at += RecordBytes, done++) source.CopyTo(span[at..]);
            wall += Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            busy += ThreadTime.Nanos - before;
        }

        return (busy / count, wall / count);
    }

    /// <summary>What a program without a journal would do: 128 bytes after 128 bytes into a buffered stream.</summary>
    double PlainStream(int count)
    {
        var path = Path.Combine(folder, "stream");
        var source = new byte[RecordBytes];
        var start = Stopwatch.GetTimestamp();
        using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            for (var done = 0; done < count; done++) stream.Write(source);
        var nanos = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        File.Delete(path);
        return nanos;
    }

    public void Dispose()
    {
    }
}
