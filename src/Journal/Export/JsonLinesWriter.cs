using System.Text.Json;

namespace Gateway.Journal.Export;

/// <summary>A JSON object per line; decimals are strings, so that no reader rounds them.</summary>
public sealed class JsonLinesWriter(Stream output) : IMessageWriter, IFieldSink
{
    readonly Utf8JsonWriter _json = new(output, new() { SkipValidation = true });

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        _json.WriteStartObject();
        message.Show(this);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Flush() => output.Flush();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        _json.WritePropertyName(name);
        if (type is FieldType.Integer or FieldType.Flag) _json.WriteRawValue(value, skipInputValidation: true);
        else if (type == FieldType.Time && isDefault) _json.WriteNullValue();
        else _json.WriteStringValue(value);
    }
}
