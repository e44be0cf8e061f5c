using System.Globalization;
using Gateway.Latency;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>Draws percentiles in microseconds.</summary>
static class LatencyTable
{
    internal static Table Of(PercentileTable rows, string title = "Latency in microseconds")
    {
        var table = Tables.New(title, "Name", "Count", "p50", "p90", "p99", "p99.9", "p99.99", "max");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var row in rows.Rows)
            table.AddRow(Tables.Cells(row.Name, row.Count, Micros(row.P50), Micros(row.P90), Micros(row.P99), Micros(row.P999), Micros(row.P9999), Micros(row.Max)));
        return table;
    }

    static string Micros(long nanos) => (nanos / 1000.0).ToString(nanos < 100_000 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
