using System.CommandLine;
using Gateway.Journal;
using Gateway.Journal.Export;

namespace Gateway.Cli;

/// <summary><c>journal export</c>: messages for other programs.</summary>
static class JournalExport
{
    static readonly Option<string> Format = new("--format") { Description = "csv, json (an object per line) or msgpack (a map per message).", DefaultValueFactory = _ => "json" };

    internal static Command Create()
    {
        Format.AcceptOnlyFromAmong("csv", "json", "msgpack");
        var selection = new JournalSelection();
        var command = new Command("export", "Write messages to standard output.") { JournalCommands.Dir, Format, JournalCommands.AsJson };
        selection.AddTo(command);
        command.SetAction(result => StandardOutput.Run(output => JournalCommands.Reading(() => Run(result, selection, output))));
        return command;
    }

    static int Run(ParseResult result, JournalSelection selection, Stream output)
    {
        var directory = JournalLocation.Of(result.GetValue(JournalCommands.Dir)!);
        var filter = selection.Filter(result, directory);
        var logs = selection.Logs(result);
        using var writer = Writer(result.GetValue(JournalCommands.AsJson) ? "json" : result.GetValue(Format)!, output, logs, filter);
        using var reader = new MergedReader(directory, logs);
        var fine = true;
        using var bar = new ProgressBar("exporting", ProgressBar.Messages(directory, logs), quiet: !Console.IsOutputRedirected);
        while (reader.TryRead(out var message))
        {
            bar.Step();
            fine &= message.Result.IsOk;
            if (filter.Matches(message)) writer.Write(message);
        }

        writer.Flush();
        var damage = JournalCommands.TellEnds(reader);
        return fine ? damage : ExitCode.Findings;
    }

    static IMessageWriter Writer(string format, Stream output, LogName[] logs, MessageFilter filter) => format switch
    {
        "csv" => new CsvWriter(output, logs, filter),
        "msgpack" => new MessagePackMapWriter(output),
        _ => new JsonLinesWriter(output),
    };
}
