using System.CommandLine;
using Gateway.Journal;
using Gateway.Journal.Comparison;

namespace Gateway.Cli;

/// <summary><c>journal diff</c>: the first event in which two journals differ.</summary>
static class JournalDiff
{
    static readonly Argument<string> First = new("a") { Description = "Data directory or its journal folder." };
    static readonly Argument<string> Second = new("b") { Description = "The other one." };
    static readonly Option<LogName?> Log = new("--log") { Description = "One log: inbound, outbound or sessions. Default: all, the inbound log first." };
    static readonly Option<bool> IgnoreTime = new("--ignore-time") { Description = "Compare what was said, not when: two runs of the same flow." };

    internal static Command Create()
    {
        var command = new Command("diff", "Find the first event in which two journals differ; exit code 1 when there is one.") { First, Second, Log, IgnoreTime, JournalCommands.AsJson };
        command.SetAction(result => JournalCommands.Reading(() => Run(result)));
        return command;
    }

    static int Run(ParseResult result)
    {
        var (first, second) = (JournalLocation.Of(result.GetValue(First)!), JournalLocation.Of(result.GetValue(Second)!));
        LogName[] logs = result.GetValue(Log) is { } one ? [one] : Enum.GetValues<LogName>();
        using var bar = new ProgressBar("comparing", ProgressBar.Messages(first, logs));
        var differences = logs.Select(log => LogComparison.Find(first, second, log, result.GetValue(IgnoreTime), bar.Step)).ToList();
        var divergence = differences.Find(difference => difference.Divergence is not null);
        if (result.GetValue(JournalCommands.AsJson)) Json.Print(new { equal = divergence is null, logs = differences });
        else foreach (var difference in differences) Console.WriteLine(difference);
        return divergence is null ? ExitCode.Fine : ExitCode.Findings;
    }
}
