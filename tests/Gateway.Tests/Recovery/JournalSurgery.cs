using Gateway.Journal;
using Gateway.Journal.Reading;

namespace Gateway.Tests.Recovery;

/// <summary>Does to a journal what crashes, disks and people do.</summary>
static class JournalSurgery
{
    /// <summary>Places of all frames of a log: file, begin, end.</summary>
    internal static List<(string File, long Begin, long End)> Frames(string journal, LogName log)
    {
        var frames = new List<(string, long, long)>();
        using var reader = LogReader.Open(journal, log);
        var (segment, begin) = ("", 0L);
        while (reader.TryRead(out var frame))
        {
            var length = (frame.Payload.Length + 28 + 7) & ~7;
            (segment, begin) = (reader.Segment, reader.Offset - length);
            frames.Add((Path.Combine(journal, segment), begin, reader.Offset));
        }

        return frames;
    }

    internal static void Write(string file, long offset, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = offset;
        stream.Write(bytes);
    }

    internal static void Cut(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(length);
    }
}
