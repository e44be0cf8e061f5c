using System.Text;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Export;

/// <summary>A MessagePack map per message, with the values of the JSON form.</summary>
public sealed class MessagePackMapWriter(Stream output) : IMessageWriter, IFieldSink
{
    readonly byte[] _fields = new byte[8192];
    int _length;
    int _count;

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        (_length, _count) = (0, 0);
        message.Show(this);
        Span<byte> head = stackalloc byte[5];
        var writer = new MessagePackWriter(head);
        writer.WriteMapHeader(_count);
        output.Write(writer.Written);
        output.Write(_fields.AsSpan(0, _length));
    }

    /// <inheritdoc/>
    public void Flush() => output.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        var writer = new MessagePackWriter(_fields.AsSpan(_length));
        writer.WriteString(Encoding.ASCII.GetBytes(name));
        if (type == FieldType.Integer) writer.WriteInteger(long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        else if (type == FieldType.Flag) writer.WriteBoolean(value.Length == 4);
        else if (type == FieldType.Time && isDefault) writer.WriteNil();
        else writer.WriteString(value);
        _length += writer.Length;
        _count++;
    }
}
