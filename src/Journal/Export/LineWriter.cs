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

    /// <summary>The line of an outbound message that need not be in a log.</summary>
    public static string Of(in Gateway.Messages.Outbound outbound)
    {
        var message = new JournalMessage();
        message.Set(in outbound);
        return Of(message);
    }

    /// <summary>The line of an inbound message.</summary>
    public static string Of(in Gateway.Messages.Inbound inbound)
    {
        var message = new JournalMessage();
        message.Set(in inbound);
        return Of(message);
    }

    /// <summary>The line of a message, without its end.</summary>
    public static string Of(JournalMessage message)
    {
        using var text = new MemoryStream();
        using var writer = new LineWriter(text);
        writer.Write(message);
        return Encoding.ASCII.GetString(text.GetBuffer(), 0, (int)text.Length - 1);
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
