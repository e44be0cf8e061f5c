using System.Text;

namespace Gateway.Journal.Export;

/// <summary>A line for the eye: sequence, time, log, kind, then the fields that are not empty as <c>name=value</c>.</summary>
public sealed class LineWriter(Stream output) : IMessageWriter, IFieldSink
{
    readonly MemoryStream _line = new();

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        _line.SetLength(0);
        message.Show(this);
        _line.WriteByte((byte)'\n');
        output.Write(_line.GetBuffer().AsSpan(0, (int)_line.Length));
    }

    /// <inheritdoc/>
    public void Flush() => output.Flush();

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        if (isDefault) return;
        if (_line.Length > 0) _line.WriteByte((byte)' ');
        if (name is not ("log" or "sequence" or "time" or "kind"))
        {
            _line.Write(Encoding.ASCII.GetBytes(name));
            _line.WriteByte((byte)'=');
        }

        _line.Write(value);
    }
}
