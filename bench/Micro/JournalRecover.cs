using System.Diagnostics;
using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Bench.Micro;

/// <summary>How fast a journal is read back.</summary>
internal static class JournalRecover
{
    internal static void Run(string folder, int records)
    {
        folder = Path.Combine(folder, "recover");
        using (var journal = JournalWriter.Open(folder, new(), Text64.From("bench"), default))
        {
            var order = JournalSamples.Order();
            var report = JournalSamples.Report();
            for (var sequence = 1; sequence <= records; sequence++)
            {
                order.Sequence = report.Sequence = sequence;
                journal.Inbound.TryAppend(in order);
                journal.Outbound.TryAppend(in report);
            }
        }

        for (var round = 0; round < 3; round++)
        {
            Sequential(folder);
            Time(folder, "verify (frames, checksums, sequence)", LogName.Inbound, static frame => { });
            Time(folder, "verify (frames, checksums, sequence)", LogName.Outbound, static frame => { });
            Time(folder, "recover: verify and decode", LogName.Inbound, static frame => frame.Decode(out Inbound _));
            Time(folder, "recover: verify and decode", LogName.Outbound, static frame => frame.Decode(out Outbound _));
        }

        Directory.Delete(folder, true);
    }

    private delegate void Use(Frame frame);

    private static void Time(string folder, string what, LogName log, Use use)
    {
        var start = Stopwatch.GetTimestamp();
        using var reader = LogReader.Open(folder, log);
        var bytes = 0L;
        while (reader.TryRead(out var frame))
        {
            use(frame);
            bytes += frame.Bytes.Length;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        JournalCommand.Line($"{what,-40} {log,-10}{reader.LastSequence / seconds / 1e6,8:F2} M messages/s {bytes / seconds / (1 << 20),8:F0} MiB/s");
    }

    private static void Sequential(string folder)
    {
        var buffer = new byte[256 * 1024];
        var bytes = 0L;
        var start = Stopwatch.GetTimestamp();
        foreach (var path in Directory.GetFiles(folder, "*.seg"))
        {
            using var file = PosixFiles.Instance.Open(path, FileUse.Read);
            for (int count; (count = file.Read(buffer, 0)) > 0 && bytes >= 0;)
            {
                bytes += count;
                for (var offset = (long)count; (count = file.Read(buffer, offset)) > 0; offset += count) bytes += count;
                break;
            }
        }

        JournalCommand.Line($"floor: sequential read of the same files {"",32}{bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / (1 << 20),8:F0} MiB/s");
    }
}
