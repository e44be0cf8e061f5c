using System.CommandLine;
using Gateway.Journal.Export;

namespace Gateway.Cli;

/// <summary><c>journal tail</c>: decoded messages, a line each.</summary>
static class JournalTail
{
    const int PollMillis = 50;

    static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on with what is appended, until stopped; a journal that is not there yet is waited for." };
    static readonly Option<int?> Lines = new("--lines", "-n") { Description = "How many of the last messages; 0 for all. Default 20, or all with --from." };

    internal static Command Create()
    {
        var selection = new JournalSelection();
        var command = new Command("tail", "Print decoded messages.") { JournalCommands.Dir, Follow, Lines, JournalCommands.AsJson };
        selection.AddTo(command);
        // On a thread of its own: a signal is heard only once the action has given back its task.
        command.SetAction((result, stop) => Task.Factory.StartNew(
            () => StandardOutput.Run(output => JournalCommands.Reading(() => Run(result, selection, output, stop))), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return command;
    }

    static int Run(ParseResult result, JournalSelection selection, Stream output, CancellationToken stop)
    {
        var named = result.GetValue(JournalCommands.Dir)!;
        if ((result.GetValue(Follow) ? JournalLocation.Await(named, stop) : JournalLocation.Of(named)) is not { } directory) return ExitCode.Fine;
        var filter = selection.Filter(result, directory);
        if (result.GetValue(Lines) is < 0) throw new UserErrorException("--lines: a number of lines is not below 0.");
        var lines = result.GetValue(Lines) ?? (filter.FromSequence > 0 || filter.FromTime.Nanos > 0 ? 0 : 20);
        using var reader = new MergedReader(directory, selection.Logs(result));
        PrintLast(reader, filter, lines, result.GetValue(JournalCommands.AsJson), output);
        if (!result.GetValue(Follow)) return JournalCommands.TellEnds(reader);
        var writer = Writer(result.GetValue(JournalCommands.AsJson), output);
        while (!stop.IsCancellationRequested)
        {
            while (reader.TryRead(out var message))
                if (filter.Matches(message)) writer.Write(message);
            writer.Flush();
            stop.WaitHandle.WaitOne(PollMillis);
        }

        return ExitCode.Fine;
    }

    static IMessageWriter Writer(bool json, Stream output) => json ? new JsonLinesWriter(output) : new LineWriter(output);

    static void PrintLast(MergedReader reader, MessageFilter filter, int lines, bool json, Stream output)
    {
        using var memory = new MemoryStream();
        var direct = lines == 0;
        var writer = Writer(json, direct ? output : memory);
        var last = new Queue<byte[]>();
        while (reader.TryRead(out var message))
        {
            if (!filter.Matches(message)) continue;
            writer.Write(message);
            if (direct) continue;
            writer.Flush();
            if (last.Count == lines) last.Dequeue();
            last.Enqueue(memory.ToArray());
            memory.SetLength(0);
        }

        writer.Flush();
        foreach (var line in last) output.Write(line);
        output.Flush();
    }
}
