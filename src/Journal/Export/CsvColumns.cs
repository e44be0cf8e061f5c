using System.Text;

namespace Gateway.Journal.Export;

/// <summary>The columns of a table of messages: every field that a wanted kind can have, and where the fields of each kind stand among them.</summary>
sealed class CsvColumns
{
    static readonly string[] s_head = ["log", "sequence", "time", "kind"];

    readonly Dictionary<string, int> _columns = [];
    readonly PerKind<CsvShape> _shapes;

    internal CsvColumns(IEnumerable<LogName> logs, MessageFilter filter)
    {
        foreach (var name in s_head) _columns.Add(name, _columns.Count);
        foreach (var (log, kind) in from log in logs from kind in Enumerable.Range(1, 255) select (log, (byte)kind))
        {
            var name = JournalMessage.NameOfKind(log, kind);
            if (char.IsAsciiDigit(name[0]) || (filter.Kinds.Count > 0 && !filter.Kinds.Contains(name, StringComparer.OrdinalIgnoreCase))) continue;
            foreach (var field in KindFields.Of(log, kind)) _columns.TryAdd(field.Name, _columns.Count);
        }

        Header = Encoding.ASCII.GetBytes(string.Join(',', _columns.OrderBy(column => column.Value).Select(column => column.Key)) + "\r\n");
        _shapes = new(MakeShape);
    }

    /// <summary>The first line.</summary>
    internal byte[] Header { get; }

    internal CsvShape ShapeOf(LogName log, byte kind) => _shapes.Of(log, kind);

    CsvShape MakeShape(LogName log, byte kind)
    {
        var (logName, kindName) = KindFields.Names(log, kind);
        var fields = KindFields.Of(log, kind);
        int[] columns = [.. fields.Select(field => _columns.GetValueOrDefault(field.Name, -1))];
        var runs = Runs(columns);
        var after = runs.Count == 0 ? s_head.Length : runs[^1].Column + runs[^1].Fields;
        return new(
            Encoding.ASCII.GetBytes(logName + ","), Encoding.ASCII.GetBytes("," + kindName), [.. fields.Select(field => (byte[])[(byte)',', .. field.Default])],
            [.. runs], Commas(_columns.Count - after));
    }

    static List<CsvRun> Runs(int[] columns)
    {
        var runs = new List<CsvRun>();
        for (var field = 0; field < columns.Length; field++)
        {
            if (columns[field] < 0) continue;
            if (field > 0 && columns[field] == columns[field - 1] + 1) runs[^1] = runs[^1] with { Fields = runs[^1].Fields + 1 };
            else runs.Add(new(columns[field], field, 1, []));
        }

        runs.Sort((left, right) => left.Column.CompareTo(right.Column));
        var next = s_head.Length;
        for (var i = 0; i < runs.Count; next = runs[i].Column + runs[i].Fields, i++) runs[i] = runs[i] with { Gap = Commas(runs[i].Column - next) };
        return runs;
    }

    static byte[] Commas(int count) => Encoding.ASCII.GetBytes(new string(',', count));
}

/// <summary>What is the same in all lines of a kind.</summary>
/// <param name="Log">The first cell, with the comma behind it.</param>
/// <param name="Kind">The fourth cell, with the comma before it.</param>
/// <param name="Defaults">For each field the cell of its default, with the comma before it.</param>
/// <param name="Runs">The cells that have a value, by column.</param>
/// <param name="Rest">Commas of the empty cells behind the last one.</param>
sealed record CsvShape(byte[] Log, byte[] Kind, byte[][] Defaults, CsvRun[] Runs, byte[] Rest);

/// <summary>Fields that stand side by side, in the message and in the line.</summary>
/// <param name="Column">Column of the first.</param>
/// <param name="First">The first field.</param>
/// <param name="Fields">How many.</param>
/// <param name="Gap">Commas of the empty cells before it.</param>
readonly record struct CsvRun(int Column, int First, int Fields, byte[] Gap);
