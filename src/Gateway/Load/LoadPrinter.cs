using System.Globalization;
using Gateway.Latency;
using Spectre.Console;

namespace Gateway.Load;

/// <summary>Shows what came of a run.</summary>
static class LoadPrinter
{
    /// <summary>Prints counts, checks and percentiles.</summary>
    internal static void Print(IAnsiConsole console, LoadResult result)
    {
        var planned = result.PlannedRate > 0 ? $", planned {result.PlannedRate:N0}/s, {result.Late:N0} late (max {Micros(result.LateNanosMax)} µs)" : "";
        Line(console, $"{result.Sent:N0} requests in {result.Seconds:F2} s, {result.AchievedRate:N0}/s answered{planned}{(result.Stopped ? ", stopped" : "")}");
        Line(console, $"accepted {result.Accepted:N0}, replaced {result.Replaced:N0}, cancelled {result.Cancelled:N0}, expired {result.Expired:N0}, "
            + $"fills {result.Fills:N0} (bought {result.Bought:0.########}, sold {result.Sold:0.########})");
        Line(console, $"refused {result.Refusals.Values.Sum():N0}{Codes(result.Refusals)}");
        PrintRows(console, result.Rows);
        foreach (var check in result.Checks) Line(console, $"{(check.Ok ? "ok    " : "FAILED")} {check.Name}: {check.Detail}");
        var gc = result.Collections;
        Line(console, $"driver's collections {gc.Gen0}/{gc.Gen1}/{gc.Gen2}, paused {gc.PauseMicros:N0} µs, {gc.BytesPerRequest} bytes allocated per request");
        Line(console, result.Machine.ToString());
    }

    /// <summary>Prints a percentile table in microseconds.</summary>
    internal static void PrintRows(IAnsiConsole console, IEnumerable<PercentileRow> rows)
    {
        // Where there is no terminal the width is a guess; a number must not be broken in two.
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = Math.Max(console.Profile.Width, 120);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("µs").NoWrap());
        foreach (var name in new[] { "count", "p50", "p90", "p99", "p99.9", "p99.99", "max" }) table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Name), row.Count.ToString("N0", CultureInfo.InvariantCulture), Micros(row.P50), Micros(row.P90), Micros(row.P99), Micros(row.P999), Micros(row.P9999), Micros(row.Max));
        console.Write(table);
    }

    /// <summary>Nanoseconds as microseconds with one decimal.</summary>
    internal static string Micros(long nanos) => (nanos / 1_000.0).ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>Refusals by code, as the end of a line.</summary>
    internal static string Codes(IReadOnlyDictionary<string, long> refusals) =>
        refusals.Count == 0 ? "" : ": " + string.Join(", ", refusals.Select(pair => $"{pair.Key} {pair.Value:N0}"));

    // Unwrapped, so that a narrow or redirected output breaks no line in two.
    static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
