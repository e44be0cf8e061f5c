using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Reading;

/// <summary>One file of a log.</summary>
/// <param name="Name">File name.</param>
/// <param name="FirstSequence">Sequence of its first frame, by its name, or by its header when it has no final name yet.</param>
readonly record struct SegmentFile(string Name, long FirstSequence);

/// <summary>Finds the files of a log in their order.</summary>
static class SegmentList
{
    internal static List<SegmentFile> Load(IJournalFiles files, string directory, LogName log)
    {
        var found = new List<SegmentFile>();
        var next = false;
        foreach (var name in files.List(directory))
        {
            if (SegmentName.TryParse(log, name, out var first)) found.Add(new(name, first));
            else next |= name == SegmentName.Next(log);
        }

        found.Sort((left, right) => left.FirstSequence.CompareTo(right.FirstSequence));
        if (next) AddBegun(files, directory, log, found);
        return found;
    }

    /// <summary>The prepared segment counts once its header is written, even before it has its final name.</summary>
    static void AddBegun(IJournalFiles files, string directory, LogName log, List<SegmentFile> found)
    {
        var name = SegmentName.Next(log);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Length];
        try
        {
            using var file = files.Open(Path.Combine(directory, name), FileUse.Read);
            if (file.Read(bytes, 0) < SegmentHeader.Length || SegmentHeader.Read(bytes, out _) is not { } header) return;
            if (!found.Exists(segment => segment.FirstSequence == header.FirstSequence)) found.Add(new(name, header.FirstSequence));
        }
        catch (JournalIOException e) when (e.Errno == Posix.NoEntry)
        {
            // Renamed between the listing and the opening: a later listing has it under its final name.
        }
    }
}
