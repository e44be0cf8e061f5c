using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Snapshots;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary><c>journal snapshot</c>: writes the state at the end of the journal beside the logs, while the gateway runs or at rest.</summary>
static class JournalSnapshot
{
    static readonly Option<int> Keep = new("--keep") { Description = "How many snapshots stay; older ones are deleted.", DefaultValueFactory = _ => 2 };
    static readonly Option<int> ResendMessages = new("--resend-messages") { Description = "Messages of a session that a resend finds (fix:resendMessagesMax).", DefaultValueFactory = _ => 1 << 22 };
    static readonly Option<bool> Full = new("--full") { Description = "Replay from the first message instead of from the last snapshot." };

    internal static Command Create()
    {
        var command = new Command("snapshot", "Take a snapshot, so that the next start is quick; the running gateway does not wait for it.")
        {
            JournalCommands.Dir, Keep, ResendMessages, Full, JournalCommands.AsJson,
        };
        command.SetAction(result => JournalCommands.Reading(() => Run(result)));
        return command;
    }

    static int Run(ParseResult result)
    {
        var directory = JournalLocation.Of(result.GetValue(JournalCommands.Dir)!);
        var keep = result.GetValue(Keep);
        if (keep < 1) throw new UserErrorException("--keep: at least the new snapshot has to stay.");
        if (result.GetValue(ResendMessages) < 1) throw new UserErrorException("--resend-messages: has to be above zero.");
        StandBack();
        var watch = Stopwatch.StartNew();
        var options = new StartingOptions(Snapshots: result.GetValue(Full) ? SnapshotUse.Oldest : SnapshotUse.Newest, MessagesMax: result.GetValue(ResendMessages), Tell: Console.Error.WriteLine);
        using var bar = new ProgressBar("replaying", ProgressBar.Messages(directory, LogName.Inbound));
        var taken = SnapshotTaker.Take(directory, options, new ProgressObserver(bar));
        var deleted = SnapshotList.Prune(directory, keep);
        if (result.GetValue(JournalCommands.AsJson))
            Json.Print(new { taken.Path, taken.Sequence, taken.StateHash, taken.Bytes, taken.Replayed, seconds = watch.Elapsed.TotalSeconds, deleted });
        else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(taken.Replayed == 0 ? "present " : "snapshot")}  {taken.Path}: sequence {taken.Sequence}, {taken.Bytes:N0} bytes, state {taken.StateHash}, {taken.Replayed:N0} messages replayed, {watch.Elapsed.TotalSeconds:F2} s"));
        return ExitCode.Fine;
    }

    /// <summary>On few cores the gateway may want the processor that this runs on: whenever it does, it gets it at once.</summary>
    static void StandBack()
    {
        using var own = Process.GetCurrentProcess();
        own.PriorityClass = ProcessPriorityClass.Idle;
    }
}
