namespace Gateway.Latency;

/// <summary>
/// The variable-length integers of the HdrHistogram V2 format (ZigZag LEB128-64b9B): 7 bits a byte, low ones first, and a ninth
/// byte with 8 full bits, where protobuf would need a tenth.
/// </summary>
static class ZigZag
{
    public const int BytesMax = 9;

    /// <summary>Writes a number and returns the bytes used; the target has room for <see cref="BytesMax"/>.</summary>
    public static int Write(Span<byte> target, long value)
    {
        var bits = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        while (bits >= 0x80 && length < BytesMax - 1)
        {
            target[length++] = (byte)(bits | 0x80);
            bits >>= 7;
        }
        target[length++] = (byte)bits;
        return length;
    }

    /// <summary>Reads a number; false when the source ends in the middle of it. Returns the bytes used in <paramref name="length"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out long value, out int length)
    {
        var bits = 0UL;
        for (length = 0; length < source.Length;)
        {
            var next = source[length];
            var full = length == BytesMax - 1;
            bits |= (full ? next : next & 0x7FUL) << (7 * length);
            length++;
            if (full || next < 0x80)
            {
                value = (long)(bits >> 1) ^ -(long)(bits & 1);
                return true;
            }
        }
        value = 0;
        return false;
    }
}
