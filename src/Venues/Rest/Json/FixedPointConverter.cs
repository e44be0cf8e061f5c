using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Messages;

namespace Gateway.Venues.Rest.Json;

/// <summary>Decimals of JSON, as text or as number, to integers of 1e-8: never by way of a binary fraction, never rounded.</summary>
sealed class FixedPointConverter : JsonConverter<long>
{
    const int TextLengthMax = 40;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.HasValueSequence || reader.ValueSpan.Length > TextLengthMax)
            throw new JsonException("Not a decimal number.");
        Span<char> text = stackalloc char[TextLengthMax];
        var length = Encoding.Latin1.GetChars(reader.ValueSpan, text);
        return FixedPoint.TryParse(text[..length], out var raw) ? raw : throw new JsonException("Not a decimal number of at most eight places.");
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteStringValue(FixedPoint.ToString(value));
}
