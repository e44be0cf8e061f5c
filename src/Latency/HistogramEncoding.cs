using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Latency;

/// <summary>Writes histograms in HdrHistogram's V2 format, which its readers in every language understand.</summary>
/// <remarks>
/// Big-endian: cookie, payload length, normalizing index offset (0), significant digits, lowest, highest, ratio (1.0); then the
/// counts up to the last one that is not 0. A run of k zeros is the number -k, a single zero is 0.
/// </remarks>
public static class HistogramEncoding
{
    internal const int HeaderBytes = 40;
    internal const int CompressedHeaderBytes = 8;

    // The low byte 0x10 says that counts are variable-length integers.
    internal const int Cookie = 0x1c849303 | 0x10;
    internal const int CompressedCookie = 0x1c849304 | 0x10;

    /// <summary>The plain V2 payload.</summary>
    /// <param name="histogram">Not changed.</param>
    /// <returns>40 bytes and the counts.</returns>
    public static byte[] Encode(LatencyHistogram histogram)
    {
        var used = histogram.Counts[..(Math.Max(0, histogram.LastIndex) + 1)];
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderBytes + used.Length * ZigZag.BytesMax);
        var payloadBytes = WriteCounts(buffer.AsSpan(HeaderBytes), used);
        WriteHeader(buffer, histogram.Layout, payloadBytes);
        var encoded = buffer.AsSpan(0, HeaderBytes + payloadBytes).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return encoded;
    }

    /// <summary>The V2 payload as a zlib stream (RFC 1950, with its Adler-32 trailer) behind the compressed cookie and a length.</summary>
    /// <param name="histogram">Not changed.</param>
    /// <returns>8 bytes and the zlib stream.</returns>
    public static byte[] EncodeCompressed(LatencyHistogram histogram)
    {
        var stream = new MemoryStream();
        stream.Write(stackalloc byte[CompressedHeaderBytes]);
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(Encode(histogram));
        var encoded = stream.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(encoded, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(4), encoded.Length - CompressedHeaderBytes);
        return encoded;
    }

    /// <summary>The compressed payload in padded standard base64, as interval logs carry it: it starts with <c>HISTFAAA</c>.</summary>
    /// <param name="histogram">Not changed.</param>
    /// <returns>ASCII text.</returns>
    public static string EncodeBase64(LatencyHistogram histogram) => Convert.ToBase64String(EncodeCompressed(histogram));

    static void WriteHeader(Span<byte> target, HistogramLayout layout, int payloadBytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], payloadBytes);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], layout.Digits);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], layout.Lowest);
        BinaryPrimitives.WriteInt64BigEndian(target[24..], layout.Highest);
        BinaryPrimitives.WriteDoubleBigEndian(target[32..], 1.0);
    }

    static int WriteCounts(Span<byte> target, ReadOnlySpan<long> counts)
    {
        var written = 0;
        for (var i = 0; i < counts.Length;)
        {
            var zeros = ZerosAt(counts[i..]);
            written += ZigZag.Write(target[written..], zeros > 1 ? -zeros : counts[i]);
            i += Math.Max(1, zeros);
        }
        return written;
    }

    static int ZerosAt(ReadOnlySpan<long> counts) =>
        counts.IndexOfAnyExcept(0L) is >= 0 and var next ? next : counts.Length;
}
