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
        command.Validators.Add(result =>
        {
            if (result.GetValue(JournalCommands.AsJson) && result.GetValue(Format) is { } format && format != "json") result.AddError($"--json: does not go together with --format {format}.");
        });
        command.SetAction(result => StandardOutput.Run(output => JournalCommands.Reading(() => Run(result, selection, output))));
        return command;
    }

    static int Run(ParseResult result, JournalSelection selection, Stream output)
    {
        var directory = JournalLocation.Of(result.GetValue(JournalCommands.Dir)!);
        var filter = selection.Filter(result, directory);
        var logs = selection.Logs(result);
        using var reader = new MergedReader(directory, logs);
        using var bar = new ProgressBar("exporting", ProgressBar.Messages(directory, logs), quiet: !Console.IsOutputRedirected);
        var fault = BlockExport.Run(reader, FormatOf(result, logs, filter), filter, output, bar.Step);
        var damage = JournalCommands.TellEnds(reader);
        if (fault is null) return damage;
        Console.Error.WriteLine(fault);
        return ExitCode.Findings;
    }

    static ExportFormat FormatOf(ParseResult result, LogName[] logs, MessageFilter filter) => result.GetValue(JournalCommands.AsJson) ? ExportFormat.Json : result.GetValue(Format) switch
    {
        "csv" => ExportFormat.Csv(logs, filter),
        "msgpack" => ExportFormat.MessagePack,
        _ => ExportFormat.Json,
    };
}
