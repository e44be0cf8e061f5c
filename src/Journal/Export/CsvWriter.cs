using System.Text;

namespace Gateway.Journal.Export;

/// <summary>Comma-separated values (RFC 4180): a header line with every field that a wanted kind can have, then a line per message.</summary>
public sealed class CsvWriter : IMessageWriter, IFieldSink
{
    readonly Stream _output;
    readonly Dictionary<string, int> _columns = [];
    readonly List<byte[]> _cells = [];
    bool _learning = true;

    /// <summary>Writes the header line.</summary>
    public CsvWriter(Stream output, IEnumerable<LogName> logs, MessageFilter filter)
    {
        _output = output;
        var blank = new JournalMessage();
        foreach (var (log, kind) in from log in logs from kind in Enumerable.Range(0, 256) select (log, (byte)kind))
        {
            var name = JournalMessage.NameOfKind(log, kind);
            if (kind == 0 || char.IsAsciiDigit(name[0])) continue;
            if (filter.Kinds.Count > 0 && !filter.Kinds.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            blank.Blank(log, kind);
            blank.Show(this);
        }

        _learning = false;
        output.Write(Encoding.ASCII.GetBytes(string.Join(',', _columns.OrderBy(column => column.Value).Select(column => column.Key)) + "\r\n"));
    }

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        for (var index = 0; index < _cells.Count; index++) _cells[index] = [];
        message.Show(this);
        for (var index = 0; index < _cells.Count; index++)
        {
            if (index > 0) _output.WriteByte((byte)',');
            _output.Write(_cells[index]);
        }

        _output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        if (_learning)
        {
            if (_columns.TryAdd(name, _columns.Count)) _cells.Add([]);
        }
        else if (_columns.TryGetValue(name, out var column)) _cells[column] = Quote(value);
    }

    static byte[] Quote(ReadOnlySpan<byte> value)
        => value.IndexOfAny((byte)',', (byte)'"') < 0
            ? value.ToArray()
            : Encoding.ASCII.GetBytes('"' + Encoding.ASCII.GetString(value).Replace("\"", "\"\"", StringComparison.Ordinal) + '"');
}
