using System.CommandLine;
using Gateway.Latency;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>latency</c>: percentiles from interval logs, merged by stage, session or kind.</summary>
static class LatencyCommand
{
    static readonly Argument<string[]> Paths = new("path") { Description = "Interval logs (.hlog), or data directories.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> By = new("--by") { Description = "stage, session or kind; every name on its own when absent." };
    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object; nanoseconds." };

    internal static Command Create()
    {
        By.AcceptOnlyFromAmong("stage", "session", "kind");
        var command = new Command("latency", "Percentile tables from HdrHistogram interval logs.") { Paths, By, AsJson };
        command.SetAction(result => Run(result.GetValue(Paths)!, result.GetValue(By), result.GetValue(AsJson)));
        return command;
    }

    static int Run(string[] paths, string? by, bool json)
    {
        var intervals = paths.SelectMany(Files).SelectMany(Read).ToList();
        var table = PercentileTable.Of(Selected(intervals, by), interval => NameOf(interval.Tag ?? "untagged", by));
        if (json) Json.Print(table);
        else AnsiConsole.Write(LatencyTable.Of(table));
        return ExitCode.Fine;
    }

    // Names are stage/session/kind. By session or kind only the whole way counts: stages added up would count a request thrice.
    static IEnumerable<LatencyHistogram> Selected(List<LatencyHistogram> intervals, string? by)
        => by is null or "stage" ? intervals : intervals.Where(interval => Part(interval.Tag ?? "", 0) is "gateway" or "");

    static string NameOf(string tag, string? by) => by switch
    {
        "stage" => Part(tag, 0),
        "session" => Part(tag, 1),
        "kind" => Part(tag, 2),
        _ => tag,
    };

    static string Part(string tag, int index) => tag.Split('/') is { Length: 3 } parts ? parts[index] : tag;

    static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.hlog", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray() : [];
        return files.Length > 0 ? files : throw new UserErrorException($"'{path}' is no interval log and holds none (*.hlog).", ExitCode.Unreachable);
    }

    static IReadOnlyList<LatencyHistogram> Read(string file)
    {
        try
        {
            var intervals = HistogramLogReader.ReadFile(file, out var torn);
            if (torn is not null) Console.Error.WriteLine($"{file}: the last line is cut off and left out.");
            return intervals;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserErrorException($"{file}: {error.Message}", ExitCode.Unreachable);
        }
    }
}
