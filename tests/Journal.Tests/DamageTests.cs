using Gateway.Journal.Reading;

namespace Gateway.Journal.Tests;

/// <summary>Breaks a small journal in every place and checks that nothing wrong is ever loaded.</summary>
public class DamageTests
{
    static readonly JournalOptions s_tiny = Samples.Small with { InboundSegmentBytes = 4096, OutboundSegmentBytes = 4096 };

    public static TheoryData<LogName> Logs => [.. Enum.GetValues<LogName>()];

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_tail_cut_at_any_byte_goes_back_to_the_last_whole_frame(LogName log)
    {
        using var directory = TemporaryDirectory.InMemory();
        var ends = Write(directory.Path, log, 12);
        var path = Directory.GetFiles(directory.Path, $"{log.ToString().ToLowerInvariant()}-*.seg").Single();
        var whole = File.ReadAllBytes(path);
        for (var cut = ends[8]; cut <= ends[11]; cut++)
        {
            var expected = ends.FindLastIndex(end => end <= cut) + 1;
            // As a file that is too short, and as blocks that never reached the disk.
            CheckTail(directory.Path, log, path, whole[..(int)cut], expected);
            byte[] zeroed = [.. whole[..(int)cut], .. new byte[whole.Length - cut]];
            // The last bytes of a frame may be zeros anyway.
            while (expected < ends.Count && zeroed.AsSpan(0, (int)ends[expected]).SequenceEqual(whole.AsSpan(0, (int)ends[expected]))) expected++;
            CheckTail(directory.Path, log, path, zeroed, expected);
        }
    }

    static void CheckTail(string directory, LogName log, string path, byte[] content, int expected)
    {
        File.WriteAllBytes(path, content);
        var end = Samples.ReadAll(directory, log);
        Assert.Equal(expected, end.LastSequence);
        Assert.NotEqual(LogEndKind.Damaged, end.Kind);
        using (var journal = Samples.Open(directory, s_tiny))
        {
            Assert.Equal(end, journal.Recovery[(int)log]);
            // The other logs were whole; only this one goes on.
            Assert.True(AppendOne(journal, log));
        }

        var after = Samples.ReadAll(directory, log);
        Assert.Equal((LogEndKind.Clean, expected + 1), (after.Kind, after.LastSequence));
    }

    static bool AppendOne(Writing.JournalWriter journal, LogName log)
    {
        var order = Samples.Order(journal.Inbound.LastSequence + 1);
        var report = Samples.Report(journal.Outbound.LastSequence + 1);
        var heartbeat = Samples.Heartbeat(journal.Sessions.LastSequence + 1);
        return log switch
        {
            LogName.Inbound => journal.Inbound.TryAppend(in order),
            LogName.Outbound => journal.Outbound.TryAppend(in report),
            _ => journal.Sessions.TryAppend(in heartbeat),
        };
    }

    /// <summary>Writes a journal of one segment a log; returns where each frame of one log ends.</summary>
    static List<long> Write(string directory, LogName log, int count)
    {
        using (var journal = Samples.Open(directory, s_tiny)) Samples.Append(journal, count);
        var ends = new List<long>();
        using var reader = LogReader.Open(directory, log);
        while (reader.TryRead(out _)) ends.Add(reader.Offset);
        Assert.Equal(count, ends.Count);
        return ends;
    }

    [Theory]
    [InlineData(LogName.Inbound, 0xFF)]
    [InlineData(LogName.Inbound, 0x01)]
    [InlineData(LogName.Inbound, 0x80)]
    [InlineData(LogName.Outbound, 0x10)]
    [InlineData(LogName.Sessions, 0x10)]
    public void Any_flipped_byte_is_cut_as_a_tail_or_refused_with_its_place(LogName log, int mask)
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, FlippedFrames);
        var segments = Directory.GetFiles(directory.Path, $"{log.ToString().ToLowerInvariant()}-*.seg").Order().ToArray();
        Assert.InRange(segments.Length, 2, 5);
        var outcomes = new int[3];
        foreach (var path in segments)
        {
            var whole = File.ReadAllBytes(path);
            for (var at = 0; at < whole.Length; at++) outcomes[(int)Flip(directory.Path, log, path, whole, at, (byte)mask)]++;
            File.WriteAllBytes(path, whole);
        }

        Assert.All(outcomes, count => Assert.True(count > 0));
    }

    static LogEndKind Flip(string directory, LogName log, string path, byte[] whole, int at, byte mask)
    {
        WriteByte(path, at, (byte)(whole[at] ^ mask));
        // Checks each message that is still read against what was written.
        var end = Samples.ReadAll(directory, log);
        if (end.Kind == LogEndKind.Damaged) AssertPlace(end, path, at);
        else if (end.Kind == LogEndKind.Clean) Assert.Equal(FlippedFrames, end.LastSequence);
        if (at % 97 == 0) CheckOpen(directory, log, end);
        WriteByte(path, at, whole[at]);
        return end.Kind;
    }

    static void AssertPlace(LogEnd end, string path, int at)
    {
        Assert.Equal(Path.GetFileName(path), end.Segment);
        Assert.InRange(at, end.Offset, end.Offset + FrameRoom);
        Assert.True(end.ResumeSequence > end.LastSequence);
        Assert.Contains($"{end.Segment} at offset {end.Offset}", end.ToString());
    }

    const int FrameRoom = 4096;
    const int FlippedFrames = 100;

    static void CheckOpen(string directory, LogName log, LogEnd end)
    {
        using var copy = TemporaryDirectory.CopyOf(directory);
        if (end.Kind == LogEndKind.Damaged)
        {
            var refused = Assert.Throws<JournalDamagedException>(() => Samples.Open(copy.Path, s_tiny));
            Assert.Equal(end, refused.End);
            return;
        }

        using (var journal = Samples.Open(copy.Path, s_tiny))
        {
            Assert.Equal(end.Kind, journal.Recovery[(int)log].Kind);
            Assert.Equal(end.LastSequence, journal.Recovery[(int)log].LastSequence);
            Assert.True(AppendOne(journal, log));
        }

        Assert.Equal(end.LastSequence + 1, Samples.ReadAll(copy.Path, log).LastSequence);
    }

    static void WriteByte(string path, int at, byte value)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.WriteByte(value);
    }

    [Fact]
    public void A_missing_segment_is_damage()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 100);
        var second = Directory.GetFiles(directory.Path, "inbound-*.seg").Order().ElementAt(1);
        File.Delete(second);
        var end = Samples.ReadAll(directory.Path, LogName.Inbound);
        Assert.Equal(LogEndKind.Damaged, end.Kind);
        Assert.Throws<JournalDamagedException>(() => Samples.Open(directory.Path, s_tiny));
    }

    [Fact]
    public void A_segment_that_was_begun_but_has_no_final_name_yet_counts()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 100);
        var last = Directory.GetFiles(directory.Path, "inbound-*.seg").Order().Last();
        File.Move(last, Path.Combine(directory.Path, "inbound.next"), true);
        Assert.Equal(100, Samples.ReadAll(directory.Path, LogName.Inbound).LastSequence);
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 5);
        Assert.Equal(105, Samples.ReadAll(directory.Path, LogName.Inbound).LastSequence);
        Assert.True(File.Exists(last));
    }

    [Fact]
    public void A_segment_of_which_nothing_reached_the_disk_is_let_go()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 100);
        using var reader = LogReader.Open(directory.Path, LogName.Inbound);
        while (reader.TryRead(out _)) { }
        var last = Path.Combine(directory.Path, reader.Segment);
        File.WriteAllBytes(last, new byte[4096]);
        long kept;
        using (var journal = Samples.Open(directory.Path, s_tiny))
        {
            Assert.Equal(LogEndKind.TornTail, journal.Recovery[0].Kind);
            kept = journal.Inbound.LastSequence;
            Assert.InRange(kept, 60, 99);
            Assert.True(AppendOne(journal, LogName.Inbound));
        }

        Assert.Equal(kept + 1, Samples.ReadAll(directory.Path, LogName.Inbound).LastSequence);
    }

    [Fact]
    public void What_was_never_finished_before_a_segment_that_was_never_begun_goes_as_well()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 10);
        using (var reader = LogReader.Open(directory.Path, LogName.Inbound))
        {
            while (reader.TryRead(out _)) { }
            using var file = File.OpenHandle(Path.Combine(directory.Path, reader.Segment), FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.Write(file, [1, 2, 3], reader.Offset + 40);
        }

        File.WriteAllBytes(Path.Combine(directory.Path, "inbound-00000000000000000011.seg"), new byte[4096]);
        using (var journal = Samples.Open(directory.Path)) Assert.Equal(LogEndKind.TornTail, journal.Recovery[0].Kind);
        Assert.Equal(LogEndKind.Clean, Samples.ReadAll(directory.Path, LogName.Inbound).Kind);
    }

    [Fact]
    public void Frames_of_another_log_or_out_of_order_are_not_loaded()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny)) Samples.Append(journal, 10);
        File.Copy(Path.Combine(directory.Path, "outbound-00000000000000000001.seg"), Path.Combine(directory.Path, "inbound-00000000000000000001.seg"), true);
        using var reader = LogReader.Open(directory.Path, LogName.Inbound);
        Assert.False(reader.TryRead(out _));
        Assert.Contains("'outbound'", reader.FindEnd().ToString());
    }

    [Fact]
    public void A_segment_that_lost_its_header_before_it_got_its_name_is_damage()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path, s_tiny with { InboundSegmentBytes = 16384 })) Samples.Append(journal, 300);
        var last = Directory.GetFiles(directory.Path, "inbound-*.seg").Order(StringComparer.Ordinal).Last();
        Assert.True(Directory.GetFiles(directory.Path, "inbound-*.seg").Length > 1);
        var next = Path.Combine(directory.Path, "inbound.next");
        File.Move(last, next, overwrite: true);
        using (var file = new FileStream(next, FileMode.Open, FileAccess.Write)) file.Write(new byte[4096]); // The page with the header never reached the disk.
        using var reader = LogReader.Open(directory.Path, LogName.Inbound);
        while (reader.TryRead(out _)) { }
        var end = reader.FindEnd();
        Assert.Equal((LogEndKind.Damaged, "inbound.next"), (end.Kind, end.ResumeSegment));
        Assert.Contains("the header of inbound.next is lost", end.ToString(), StringComparison.Ordinal);
        var before = File.ReadAllBytes(next);
        Assert.Throws<JournalDamagedException>(() => Samples.Open(directory.Path, s_tiny).Dispose());
        Assert.Equal(before, File.ReadAllBytes(next));
    }
}
