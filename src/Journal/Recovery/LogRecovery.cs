using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;

namespace Gateway.Journal.Recovery;

/// <summary>Makes a log fit for append: checks every frame, cuts a torn tail, refuses damage.</summary>
static class LogRecovery
{
    /// <summary>Reads the log, from the segment that holds <paramref name="from"/> on, and cuts what was never finished.</summary>
    /// <exception cref="JournalDamagedException">Frames are damaged and readable ones follow, or the log ends before what a snapshot knows.</exception>
    internal static LogEnd Recover(string directory, LogName log, IJournalFiles files, long from = 0)
    {
        GiveNameToBegun(directory, log, files);
        LogEnd end;
        using (var reader = LogReader.Open(directory, log, from, files))
        {
            while (reader.TryRead(out _)) { }
            end = reader.FindEnd();
            if (end.Kind != LogEndKind.Damaged && !HasLost(end, known: from)) DeleteUnbegun(reader);
        }

        if (end.Kind == LogEndKind.Damaged) throw new JournalDamagedException(end);
        if (HasLost(end, known: from)) throw new JournalDamagedException(end, from);
        if (end.Kind != LogEndKind.TornTail) return end;
        if (end.Offset < SegmentHeader.Length) return WithoutUnbegun(directory, end, files, from);
        Cut(Path.Combine(directory, end.Segment), end, files);
        return end;
    }

    /// <summary>
    /// Logs are synced before a snapshot gets its name: one that ends before what it knows has lost that. Only what the outbound log said can be said again.
    /// </summary>
    static bool HasLost(LogEnd end, long known) => end.Log != LogName.Outbound && end.LastSequence < known;

    /// <summary>Not even the header of the last segment was finished: it was never begun. What stands before it may be unfinished as well.</summary>
    static LogEnd WithoutUnbegun(string directory, LogEnd end, IJournalFiles files, long from)
    {
        files.Delete(Path.Combine(directory, end.Segment));
        files.SyncDirectory(directory);
        var before = Recover(directory, end.Log, files, from);
        return before.Kind == LogEndKind.Clean ? end : before;
    }

    /// <summary>A process that ended just after a roll may have left its segment under the name for the time being.</summary>
    static void GiveNameToBegun(string directory, LogName log, IJournalFiles files)
    {
        foreach (var segment in SegmentList.Load(files, directory, log))
        {
            if (segment.Name != SegmentName.Next(log)) continue;
            files.Rename(Path.Combine(directory, segment.Name), Path.Combine(directory, SegmentName.Of(log, segment.FirstSequence)));
            files.SyncDirectory(directory);
        }
    }

    /// <summary>Nothing readable stands behind the end: what files there are were named, and their content never reached the disk.</summary>
    static void DeleteUnbegun(LogReader reader)
    {
        foreach (var segment in reader.Segments.Skip(reader.SegmentIndex + 1))
        {
            reader.Files.Delete(Path.Combine(reader.Directory, segment.Name));
            reader.Files.SyncDirectory(reader.Directory);
        }
    }

    static void Cut(string path, LogEnd end, IJournalFiles files)
    {
        using var file = files.Open(path, FileUse.Write);
        BlankFile.Zero(file, end.Offset, file.Length);
        file.Sync();
    }
}
