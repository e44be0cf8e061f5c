using System.Buffers.Binary;

namespace Gateway.Fix.Codec;

/// <summary>Reads timestamps, remembering the last date: nearly all stamps of a session carry the same one.</summary>
sealed class DateCache
{
    ulong _text;
    long _nanos;

    /// <summary>See <see cref="FieldParser.TryTimestamp"/>.</summary>
    public bool TryTimestamp(ReadOnlySpan<byte> value, out long nanos)
    {
        nanos = 0;
        if (value.Length < 17 || value[8] != '-')
            return false;
        ulong text = BinaryPrimitives.ReadUInt64LittleEndian(value);
        if (text != _text && !Read(value[..8], text) || !FieldParser.TryTimeOfDay(value[9..], out long ofDay))
            return false;
        nanos = _nanos + ofDay;
        return true;
    }

    bool Read(ReadOnlySpan<byte> date, ulong text)
    {
        if (!FieldParser.TryDate(date, out int days))
            return false;
        _text = text;
        _nanos = days * 86_400_000_000_000L;
        return true;
    }
}
