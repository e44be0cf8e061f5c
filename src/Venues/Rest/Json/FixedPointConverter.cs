using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Messages;

namespace Gateway.Venues.Rest.Json;

/// <summary>Decimals of JSON, as text or as number, to integers of 1e-8: never by way of a binary fraction, never rounded.</summary>
class FixedPointConverter : JsonConverter<long>
{
    const int TextLengthMax = 40;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.HasValueSequence || reader.ValueSpan.Length > TextLengthMax)
            throw new JsonException("Not a decimal number.");
        Span<char> text = stackalloc char[TextLengthMax];
        var length = Encoding.Latin1.GetChars(reader.ValueSpan, text);
        return FixedPoint.TryParse(Fit(text[..length]), out var raw) ? raw : throw new JsonException("Not a decimal number of at most eight places.");
    }

    /// <summary>What is read of the text: all of it.</summary>
    protected virtual ReadOnlySpan<char> Fit(ReadOnlySpan<char> text) => text;

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteStringValue(FixedPoint.ToString(value));
}

/// <summary>Of prices and fees places beyond the eighth are cut: that loses less than the trade that they belong to.</summary>
sealed class CutFixedPointConverter : FixedPointConverter
{
    protected override ReadOnlySpan<char> Fit(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('.') + 1 + FixedPoint.Places;
        return end > FixedPoint.Places && end < text.Length && !text[end..].ContainsAnyExceptInRange('0', '9') ? text[..end] : text;
    }
}
