using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Latency;

/// <summary>
/// Reads histograms in HdrHistogram's V2 format. Whatever the bytes are, the only exception is
/// <see cref="InvalidDataException"/>, and memory is bounded by the format's own limits (below 110 MB, for 5 digits).
/// </summary>
public static class HistogramDecoding
{
    const uint Adler32Modulus = 65521;

    /// <summary>Reads a plain V2 payload.</summary>
    /// <param name="source">Exactly one payload.</param>
    /// <returns>The histogram, without interval and tag.</returns>
    /// <exception cref="InvalidDataException">The bytes are no V2 payload; the message says what is wrong.</exception>
    public static LatencyHistogram Decode(ReadOnlySpan<byte> source)
    {
        var layout = ReadHeader(source, out var payloadBytes);
        var payload = source[HistogramEncoding.HeaderBytes..];
        if (payloadBytes != payload.Length)
            throw Invalid($"it announces {payloadBytes} bytes of counts, but {payload.Length} follow");
        var histogram = new LatencyHistogram(layout);
        histogram.SetTotal(ReadCounts(payload, histogram.Counts));
        return histogram;
    }

    /// <summary>Reads a compressed V2 payload.</summary>
    /// <param name="source">Exactly one payload.</param>
    /// <returns>The histogram, without interval and tag.</returns>
    /// <exception cref="InvalidDataException">The bytes are no V2 payload, or the checksum fails.</exception>
    public static LatencyHistogram DecodeCompressed(ReadOnlySpan<byte> source)
    {
        if (source.Length < HistogramEncoding.CompressedHeaderBytes) throw Invalid($"it ends after {source.Length} bytes");
        var cookie = BinaryPrimitives.ReadInt32BigEndian(source);
        if (cookie != HistogramEncoding.CompressedCookie) throw Invalid($"its cookie is 0x{cookie:x8}, not that of the compressed V2 format");
        var announced = BinaryPrimitives.ReadInt32BigEndian(source[4..]);
        var compressed = source[HistogramEncoding.CompressedHeaderBytes..];
        if (announced != compressed.Length)
            throw Invalid($"it announces {announced} compressed bytes, but {compressed.Length} follow");
        return Decode(Inflate(compressed));
    }

    /// <summary>Reads a compressed V2 payload in base64, as interval logs carry it.</summary>
    /// <param name="text">The payload.</param>
    /// <returns>The histogram, without interval and tag.</returns>
    /// <exception cref="InvalidDataException">The text is no base64, or its bytes no V2 payload.</exception>
    public static LatencyHistogram DecodeBase64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length)) throw Invalid("it is no base64");
        return DecodeCompressed(bytes.AsSpan(0, length));
    }

    static HistogramLayout ReadHeader(ReadOnlySpan<byte> source, out int payloadBytes)
    {
        if (source.Length < HistogramEncoding.HeaderBytes) throw Invalid($"it ends after {source.Length} bytes of its header");
        var cookie = BinaryPrimitives.ReadInt32BigEndian(source);
        if (cookie != HistogramEncoding.Cookie) throw Invalid($"its cookie is 0x{cookie:x8}, not that of the V2 format");
        payloadBytes = BinaryPrimitives.ReadInt32BigEndian(source[4..]);
        // Bytes 8 (normalizing index offset) and 32 (integer to double ratio) say how the writer works inside; counts are written
        // in logical order and values as integers all the same, and some writers leave other numbers there.
        var digits = BinaryPrimitives.ReadInt32BigEndian(source[12..]);
        var lowest = BinaryPrimitives.ReadInt64BigEndian(source[16..]);
        var highest = BinaryPrimitives.ReadInt64BigEndian(source[24..]);
        if (HistogramLayout.Fault(lowest, highest, digits) is { } fault) throw new InvalidDataException(fault);
        return new HistogramLayout(lowest, highest, digits);
    }

    /// <summary>Fills the counts and returns their sum.</summary>
    static long ReadCounts(ReadOnlySpan<byte> payload, Span<long> counts)
    {
        var total = 0L;
        var index = 0;
        while (!payload.IsEmpty)
        {
            if (!ZigZag.TryRead(payload, out var count, out var length)) throw Invalid("its last count is cut off");
            payload = payload[length..];
            var width = count < 0 ? (ulong)-count : 1;
            if (width > (ulong)(counts.Length - index)) throw Invalid($"it has more counts than the {counts.Length} of its range");
            if (count > long.MaxValue - total) throw Invalid("the sum of its counts exceeds 63 bits");
            if (count > 0) total += counts[index] = count;
            index += (int)width;
        }
        return total;
    }

    static byte[] Inflate(ReadOnlySpan<byte> compressed)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        var payload = new MemoryStream();
        var block = new byte[4096];
        var bytesMax = (long)block.Length;
        for (int read; (read = InflateBlock(zlib, block)) > 0;)
        {
            if (payload.Length == 0) bytesMax = AnnouncedBytes(block.AsSpan(0, read));
            payload.Write(block, 0, read);
            if (payload.Length > bytesMax) throw Invalid("it holds more bytes of counts than it announces");
        }
        var inflated = payload.ToArray();
        CheckChecksum(inflated, compressed);
        return inflated;
    }

    static int InflateBlock(ZLibStream zlib, byte[] block)
    {
        try
        {
            return zlib.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Invalid($"its zlib stream is damaged or cut off ({exception.Message.TrimEnd('.')})");
        }
    }

    /// <summary>The whole length by the header: no more is inflated.</summary>
    static long AnnouncedBytes(ReadOnlySpan<byte> start)
    {
        var layout = ReadHeader(start, out var payloadBytes);
        if (payloadBytes < 0 || payloadBytes > (long)layout.Length * ZigZag.BytesMax)
            throw Invalid($"it announces {payloadBytes} bytes of counts for {layout.Length} counts");
        return HistogramEncoding.HeaderBytes + payloadBytes;
    }

    /// <summary>ZLibStream does not miss a checksum that is cut off, and some writers leave it out.</summary>
    static void CheckChecksum(byte[] payload, ReadOnlySpan<byte> compressed)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in payload)
        {
            a = (a + value) % Adler32Modulus;
            b = (b + a) % Adler32Modulus;
        }
        if (compressed.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(compressed[^4..]) != (b << 16 | a))
            throw Invalid("its Adler-32 checksum is missing or wrong");
    }

    static InvalidDataException Invalid(string reason) => new($"The histogram cannot be read: {reason}.");
}
