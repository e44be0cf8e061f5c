using System.CommandLine;
using System.Globalization;
using Gateway.Journal.Retention;
using Gateway.Messages;

namespace Gateway.Cli;

/// <summary><c>journal archive</c>: takes whole segments behind a snapshot out of the journal.</summary>
static class JournalArchive
{
    static readonly Option<double?> Days = new("--keep-days") { Description = "Segments older than so many days go." };
    static readonly Option<long?> Bytes = new("--keep-bytes") { Description = "Of each log the oldest segments go until it is no larger." };
    static readonly Option<int?> Segments = new("--keep-segments") { Description = "Of each log no more than so many segments stay." };
    static readonly Option<string?> To = new("--to") { Description = "Directory that they are moved to." };
    static readonly Option<bool> Delete = new("--delete") { Description = "Delete them instead." };

    internal static Command Create()
    {
        var command = new Command("archive", "Move whole segments behind the oldest whole snapshot to an archive, or delete them; also while the gateway runs.")
        {
            JournalCommands.Dir, Days, Bytes, Segments, To, Delete, JournalCommands.AsJson,
        };
        command.SetAction(result => JournalCommands.Reading(() => Run(result)));
        return command;
    }

    static int Run(ParseResult result)
    {
        var directory = JournalLocation.Of(result.GetValue(JournalCommands.Dir)!);
        var retired = SegmentArchive.Apply(directory, Policy(result, directory), new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100));
        if (result.GetValue(JournalCommands.AsJson)) Json.Print(new { segments = retired });
        foreach (var segment in result.GetValue(JournalCommands.AsJson) ? [] : retired)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{segment.Name}  up to sequence {segment.LastSequence}, {segment.Length:N0} bytes"));
        if (retired.Count == 0) Console.Error.WriteLine("No whole segment is both beyond the bounds and behind a whole snapshot.");
        return ExitCode.Fine;
    }

    static RetentionPolicy Policy(ParseResult result, string directory)
    {
        var (days, bytes, segments, to) = (result.GetValue(Days), result.GetValue(Bytes), result.GetValue(Segments), result.GetValue(To));
        if (days is null && bytes is null && segments is null) throw new UserErrorException("One of --keep-days, --keep-bytes and --keep-segments is needed.");
        if (days < 0 || bytes < 0 || segments < 0) throw new UserErrorException("--keep-days, --keep-bytes and --keep-segments may not be negative.");
        if (to is null == !result.GetValue(Delete)) throw new UserErrorException("Either --to or --delete says what becomes of the segments.");
        if (to is not null && Path.GetFullPath(to) == Path.GetFullPath(directory)) throw new UserErrorException("--to: the archive cannot be the journal itself.");
        return new RetentionPolicy(days is { } age ? TimeSpan.FromDays(age) : null, bytes, segments, to);
    }
}
