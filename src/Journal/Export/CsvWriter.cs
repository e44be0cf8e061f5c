using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Comma-separated values (RFC 4180): a header line with every field that a wanted kind can have, then a line per message.</summary>
public sealed class CsvWriter : IMessageWriter
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
            var values = new Values<Cells>(new(this));
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

    /// <summary>A structure, so that the walk over a message's fields is compiled for it without a call through an interface.</summary>
    readonly struct Cells(CsvWriter writer) : IValueWriter
    {
        public void Default() => Word(writer._shape.Defaults[writer._field]);

        public void Text(ReadOnlySpan<byte> text)
        {
            var begin = writer._cells.Length;
            if (text.IndexOfAny((byte)',', (byte)'"') < 0) writer._cells.Add(text);
            else writer.AddQuoted(text);
            writer.Place(begin);
        }

        public void Word(ReadOnlySpan<byte> name)
        {
            var begin = writer._cells.Length;
            writer._cells.Add(name);
            writer.Place(begin);
        }

        public void Integer(long value)
        {
            var begin = writer._cells.Length;
            writer._cells.AddInteger(value);
            writer.Place(begin);
        }

        public void True() => Word("true"u8);

        public void Decimal(long raw)
        {
            var begin = writer._cells.Length;
            writer._cells.AddDecimal(raw);
            writer.Place(begin);
        }

        public void Time(Timestamp time)
        {
            var begin = writer._cells.Length;
            writer._cells.AddTime(time);
            writer.Place(begin);
        }
    }

    /// <summary>What is the same in all messages of a kind.</summary>
    sealed record Shape(byte[] Log, byte[] Kind, int[] Columns, byte[][] Defaults);
}
