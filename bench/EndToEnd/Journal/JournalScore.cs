using System.Globalization;
using Gateway.Latency;
using Spectre.Console;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>What was measured in all rounds; medians of it, and whether they reach their marks.</summary>
sealed class JournalScore
{
    readonly List<Row> _rows = [];

    internal bool AllMet => _rows.TrueForAll(row => row.IsMet);

    /// <summary>Takes a number of one round.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="ours">The journal's.</param>
    /// <param name="plain">The plain loop's, right beside it; null where there is none.</param>
    /// <param name="mark">The mark in words.</param>
    /// <param name="isMet">Whether the medians reach it: ours, and the ratio to the plain loop's.</param>
    internal void Take(string name, string unit, double ours, double? plain, string mark, Func<double, double, bool> isMet)
    {
        var row = _rows.Find(row => row.Name == name);
        if (row is null) _rows.Add(row = new(name, unit, mark, isMet));
        row.Ours.Add(ours);
        if (plain is null) return;
        row.Plain.Add(plain.Value);
        row.Ratio.Add(ours / plain.Value);
    }

    /// <summary>Takes a percentile of latencies of one round, in microseconds.</summary>
    internal void Take(string name, double percentile, LatencyHistogram ours, LatencyHistogram plain, string mark, Func<double, double, bool> isMet)
        => Take(string.Create(CultureInfo.InvariantCulture, $"{name}, p{percentile}"), "µs", ours.Percentile(percentile) / 1e3, plain.Percentile(percentile) / 1e3, mark, isMet);

    /// <summary>Prints the table.</summary>
    internal void Print()
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var title in (string[])["median of rounds", "unit", "journal", "range", "plain loop", "ratio", "mark", ""]) table.AddColumn(title);
        foreach (var row in _rows)
            table.AddRow(row.Name, row.Unit, Text(row.Median), $"{Text(row.Ours.Min())}-{Text(row.Ours.Max())}", row.Plain.Count > 0 ? Text(Median(row.Plain)) : "",
                row.Plain.Count > 0 ? row.MedianRatio.ToString("F2", CultureInfo.InvariantCulture) : "", row.Mark, row.Mark.Length == 0 ? "" : row.IsMet ? "reached" : "MISSED");
        AnsiConsole.Console.Profile.Width = 160;
        AnsiConsole.Write(table);
    }

    static string Text(double value) => value.ToString(value < 10 ? "F2" : value < 1000 ? "F1" : "N0", CultureInfo.InvariantCulture);

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    sealed class Row(string name, string unit, string mark, Func<double, double, bool> isMet)
    {
        internal string Name => name;

        internal string Unit => unit;

        internal string Mark => mark;

        internal List<double> Ours { get; } = [];

        internal List<double> Plain { get; } = [];

        internal List<double> Ratio { get; } = [];

        internal double Median => JournalScore.Median(Ours);

        internal double MedianRatio => Ratio.Count > 0 ? JournalScore.Median(Ratio) : 0;

        internal bool IsMet => isMet(Median, MedianRatio);
    }
}
