using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Comma-separated values (RFC 4180): a header line with every field that a wanted kind can have, then a line per message.</summary>
public sealed class CsvWriter : IMessageWriter
{
    const int FieldsMax = 256;

    readonly ExportOutput _output;
    readonly CsvColumns _columns;
    readonly ExportOutput _cells = new();
    readonly int[] _ends = new int[FieldsMax]; // Where the cell of each field begins among the cells, and where the last one ends.
    CsvShape _shape = null!;
    int _field;

    /// <summary>Writes the header line.</summary>
    public CsvWriter(Stream output, IEnumerable<LogName> logs, MessageFilter filter) : this(new ExportOutput(output), new CsvColumns(logs, filter))
        => output.Write(_columns.Header);

    /// <summary>Writes no header line.</summary>
    internal CsvWriter(ExportOutput output, CsvColumns columns) => (_output, _columns) = (output, columns);

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        (_shape, _field) = (_columns.ShapeOf(message.Log, message.Kind), 0);
        _output.Add(_shape.Log);
        _output.AddInteger(message.Sequence);
        _output.Add((byte)',');
        if (message.Time.Nanos != 0) _output.AddTime(message.Time);
        _output.Add(_shape.Kind);
        if (message.Result.IsOk) AddCells(message);
        else foreach (var run in _shape.Runs) AddEmpty(run);
        _output.Add(_shape.Rest);
        _output.Add("\r\n"u8);
        _output.EndMessage();
    }

    // The fields of a message are not in the order of the columns: their cells are laid side by side, and taken from there run by run.
    void AddCells(JournalMessage message)
    {
        _cells.Clear();
        var values = new Values<Cells>(new(this));
        message.Visit(ref values);
        foreach (var run in _shape.Runs)
        {
            _output.Add(run.Gap);
            var begin = BeginOf(run.First);
            _output.Add(_cells.Span(begin, BeginOf(run.First + run.Fields) - begin));
        }
    }

    void AddEmpty(CsvRun run)
    {
        _output.Add(run.Gap);
        for (var field = 0; field < run.Fields; field++) _output.Add((byte)',');
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    int BeginOf(int field) => field == 0 ? 0 : _ends[field - 1];

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

    void End() => _ends[_field++] = _cells.Length;

    /// <summary>A structure, so that the walk over a message's fields is compiled for it without a call through an interface.</summary>
    readonly struct Cells(CsvWriter writer) : IValueWriter
    {
        public void Default()
        {
            writer._cells.Add(writer._shape.Defaults[writer._field]);
            writer.End();
        }

        public void Text(ReadOnlySpan<byte> text)
        {
            writer._cells.Add((byte)',');
            if (text.IndexOfAny((byte)',', (byte)'"') < 0) writer._cells.Add(text);
            else writer.AddQuoted(text);
            writer.End();
        }

        // Several flags have commas between them.
        public void Word(ReadOnlySpan<byte> name) => Text(name);

        public void Integer(long value)
        {
            writer._cells.Add((byte)',');
            writer._cells.AddInteger(value);
            writer.End();
        }

        public void True() => Word("true"u8);

        public void Decimal(long raw)
        {
            writer._cells.Add((byte)',');
            writer._cells.AddDecimal(raw);
            writer.End();
        }

        public void Time(Timestamp time)
        {
            writer._cells.Add((byte)',');
            writer._cells.AddTime(time);
            writer.End();
        }
    }
}
