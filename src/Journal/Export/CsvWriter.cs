using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Comma-separated values (RFC 4180): a header line with every field that a wanted kind can have, then a line per message.</summary>
public sealed class CsvWriter : IMessageWriter, IValueWriter
{
    static readonly string[] s_head = ["log", "sequence", "time", "kind"];

    readonly Stream _stream;
    readonly ExportOutput _output;
    readonly ExportOutput _cells;
    readonly MemoryStream _nowhere = new();
    readonly Dictionary<string, int> _columns = [];
    readonly PerKind<Shape> _shapes;
    readonly (int Begin, int Length)[] _places;
    Shape _shape = null!;
    int _field;

    /// <summary>Writes the header line.</summary>
    public CsvWriter(Stream output, IEnumerable<LogName> logs, MessageFilter filter)
    {
        (_stream, _output, _cells) = (output, new ExportOutput(output), new ExportOutput(_nowhere));
        foreach (var name in s_head) _columns.Add(name, _columns.Count);
        foreach (var (log, kind) in from log in logs from kind in Enumerable.Range(1, 255) select (log, (byte)kind))
        {
            var name = JournalMessage.NameOfKind(log, kind);
            if (char.IsAsciiDigit(name[0]) || (filter.Kinds.Count > 0 && !filter.Kinds.Contains(name, StringComparer.OrdinalIgnoreCase))) continue;
            foreach (var field in KindFields.Of(log, kind)) _columns.TryAdd(field.Name, _columns.Count);
        }

        _shapes = new(MakeShape);
        _places = new (int, int)[_columns.Count];
        output.Write(Encoding.ASCII.GetBytes(string.Join(',', _columns.OrderBy(column => column.Value).Select(column => column.Key)) + "\r\n"));
    }

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        (_shape, _field) = (_shapes.Of(message.Log, message.Kind), 0);
        _output.Add(_shape.Log);
        _output.AddInteger(message.Sequence);
        _output.Add((byte)',');
        if (message.Time.Nanos != 0) _output.AddTime(message.Time);
        _output.Add(_shape.Kind);
        Array.Clear(_places);
        _cells.Clear();
        if (message.Result.IsOk)
        {
            var values = new Values<CsvWriter>(this);
            message.Visit(ref values);
        }

        for (var column = s_head.Length; column < _places.Length; column++)
        {
            _output.Add((byte)',');
            if (_places[column].Length > 0) _output.Add(_cells.Span(_places[column].Begin, _places[column].Length));
        }

        _output.Add("\r\n"u8);
        _output.EndMessage();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _output.Flush();
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _nowhere.Dispose();

    void IValueWriter.Default()
    {
        var begin = _cells.Length;
        _cells.Add(_shape.Defaults[_field]);
        Place(begin);
    }

    void IValueWriter.Text(ReadOnlySpan<byte> text)
    {
        var begin = _cells.Length;
        if (text.IndexOfAny((byte)',', (byte)'"') < 0) _cells.Add(text);
        else AddQuoted(text);
        Place(begin);
    }

    void AddQuoted(ReadOnlySpan<byte> text)
    {
        _cells.Add((byte)'"');
        foreach (var character in text)
        {
            if (character == '"') _cells.Add((byte)'"');
            _cells.Add(character);
        }

        _cells.Add((byte)'"');
    }

    void IValueWriter.Word(ReadOnlySpan<byte> name)
    {
        var begin = _cells.Length;
        _cells.Add(name);
        Place(begin);
    }

    void IValueWriter.Integer(long value)
    {
        var begin = _cells.Length;
        _cells.AddInteger(value);
        Place(begin);
    }

    void IValueWriter.True()
    {
        var begin = _cells.Length;
        _cells.Add("true"u8);
        Place(begin);
    }

    void IValueWriter.Decimal(long raw)
    {
        var begin = _cells.Length;
        _cells.AddDecimal(raw);
        Place(begin);
    }

    void IValueWriter.Time(Timestamp time)
    {
        var begin = _cells.Length;
        _cells.AddTime(time);
        Place(begin);
    }

    void Place(int begin)
    {
        var column = _shape.Columns[_field++];
        if (column >= 0) _places[column] = (begin, _cells.Length - begin);
    }

    Shape MakeShape(LogName log, byte kind)
    {
        var (logName, kindName) = KindFields.Names(log, kind);
        var fields = KindFields.Of(log, kind);
        return new(
            Encoding.ASCII.GetBytes(logName + ","), Encoding.ASCII.GetBytes("," + kindName), [.. fields.Select(field => _columns.GetValueOrDefault(field.Name, -1))],
            [.. fields.Select(field => field.Default)]);
    }

    /// <summary>What is the same in all messages of a kind.</summary>
    sealed record Shape(byte[] Log, byte[] Kind, int[] Columns, byte[][] Defaults);
}
