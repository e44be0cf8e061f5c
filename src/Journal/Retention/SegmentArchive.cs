using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Journal.Snapshots;
using Gateway.Messages;

namespace Gateway.Journal.Retention;

/// <summary>Takes whole segments away behind a snapshot, also while the journal is written: the writer never looks back at them.</summary>
public static class SegmentArchive
{
    const int CopyLength = 1 << 20;
    const string Unfinished = ".tmp";

    /// <summary>Applies a policy.</summary>
    /// <param name="directory">The journal directory.</param>
    /// <param name="policy">What stays.</param>
    /// <param name="now">The time from which ages count.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <returns>What was taken away.</returns>
    /// <exception cref="IOException">A file cannot be read, copied or deleted; what was not copied whole stays.</exception>
    public static IReadOnlyList<RetiredSegment> Apply(string directory, RetentionPolicy policy, Timestamp now, IJournalFiles? files = null)
    {
        files ??= PosixFiles.Instance;
        var retired = new List<RetiredSegment>();
        if (Covered(directory, files) is not { } covered) return retired;
        foreach (var log in Enum.GetValues<LogName>())
            foreach (var segment in Choose(directory, log, covered.Of(log), policy, now, files))
            {
                Retire(directory, segment.Name, policy.Archive, files);
                retired.Add(segment);
            }

        return retired;
    }

    /// <summary>What the oldest whole snapshot has taken in of each log; null when there is none.</summary>
    static CheckedSequences? Covered(string directory, IJournalFiles files)
    {
        foreach (var file in SnapshotList.Load(directory, files).Reverse())
        {
            using var snapshot = file.Header is null ? null : Snapshot.TryOpen(file.Path, out _, files);
            if (snapshot is null) continue;
            var header = snapshot.Header;
            return new(header.Sequence, Math.Min(header.OutboundSequence, header.SentSequence), header.SessionsSequence);
        }

        return null;
    }

    static List<RetiredSegment> Choose(string directory, LogName log, long covered, RetentionPolicy policy, Timestamp now, IJournalFiles files)
    {
        var segments = SegmentList.Load(files, directory, log);
        var lengths = segments.ConvertAll(segment => LengthOf(Path.Combine(directory, segment.Name), files));
        var chosen = new List<RetiredSegment>();
        var bytes = lengths.Sum();
        for (var index = 0; index + 1 < segments.Count; index++)
        {
            var last = segments[index + 1].FirstSequence - 1;
            var tooOld = policy.Age is { } age && BeginOf(Path.Combine(directory, segments[index + 1].Name), files) is { } end && end.Nanos < now.Nanos - (long)age.TotalNanoseconds;
            if (last > covered || !(tooOld || bytes > policy.Bytes || segments.Count - index > policy.Segments)) break;
            chosen.Add(new(log, segments[index].Name, last, lengths[index]));
            bytes -= lengths[index];
        }

        return chosen;
    }

    static long LengthOf(string path, IJournalFiles files)
    {
        using var file = files.Open(path, FileUse.Read);
        return file.Length;
    }

    /// <summary>Time of a segment's first message: about that of the last one before it.</summary>
    static Timestamp? BeginOf(string path, IJournalFiles files)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Length];
        using var file = files.Open(path, FileUse.Read);
        return SegmentHeader.Read(bytes[..LogReader.ReadFully(file, bytes, 0)], out _)?.Time;
    }

    // Copied, synced and named before the original goes: at every instant one of the two is whole and durable.
    static void Retire(string directory, string name, string? archive, IJournalFiles files)
    {
        var source = Path.Combine(directory, name);
        if (archive is not null)
        {
            files.CreateDirectory(archive);
            var target = Path.Combine(archive, name);
            Copy(source, target + Unfinished, files);
            files.Rename(target + Unfinished, target);
            files.SyncDirectory(archive);
        }

        files.Delete(source);
        files.SyncDirectory(directory);
    }

    static void Copy(string from, string to, IJournalFiles files)
    {
        using var source = files.Open(from, FileUse.Read);
        using var target = files.Open(to, FileUse.Create);
        var buffer = new byte[CopyLength];
        for (var offset = 0L; LogReader.ReadFully(source, buffer, offset) is > 0 and var count;)
        {
            for (var done = 0; done < count;)
            {
                var written = target.Write(buffer.AsSpan(done, count - done), offset + done);
                if (written <= 0) throw new JournalIOException($"write {count - done} bytes at {offset + done}", to, 0);
                done += written;
            }

            offset += count;
        }

        target.Sync();
    }
}
