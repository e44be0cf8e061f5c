using System.Buffers.Binary;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Latency.Tests;

public class EncodingTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "02")]
    [InlineData(-1, "01")]
    [InlineData(63, "7E")]
    [InlineData(64, "8001")]
    [InlineData(-64, "7F")]
    [InlineData(8191, "FE7F")]
    [InlineData(8192, "808001")]
    [InlineData(1L << 54, "808080808080804 0")]
    [InlineData(long.MaxValue, "FEFFFFFFFFFFFFFFFF")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF")]
    public void Counts_take_seven_bits_a_byte_and_eight_in_the_ninth(long value, string hex)
    {
        var bytes = new byte[ZigZag.BytesMax];
        var length = ZigZag.Write(bytes, value);
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(bytes, 0, length));
        Assert.True(ZigZag.TryRead(bytes.AsSpan(0, length), out var read, out var used));
        Assert.Equal((value, length), (read, used));
        Assert.False(ZigZag.TryRead(bytes.AsSpan(0, length - 1), out _, out _));
    }

    [Fact]
    public void Any_count_reads_back() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        ArbMap.Default.ArbFor<(long, byte)>(), input =>
        {
            var value = input.Item1 >> (input.Item2 % 64);
            var bytes = new byte[ZigZag.BytesMax];
            return ZigZag.TryRead(bytes.AsSpan(0, ZigZag.Write(bytes, value)), out var read, out _) && read == value;
        }));

    [Fact]
    public void The_payload_is_the_header_and_runs_of_counts()
    {
        var encoded = Convert.ToHexString(HistogramEncoding.Encode(Histograms.Of(1000, 3, [1, 3, 3, 10])));
        Assert.Equal(
            "1C849313" + "00000006" + "00000000" + "00000003" + "0000000000000001" + "00000000000003E8" + "3FF0000000000000" +
            "00" + "02" + "00" + "04" + "0B" + "02", encoded);
    }

    [Fact]
    public void An_empty_histogram_is_a_single_zero()
    {
        var encoded = HistogramEncoding.Encode(new LatencyHistogram());
        Assert.Equal(41, encoded.Length);
        Histograms.AssertSame(new LatencyHistogram(), HistogramDecoding.Decode(encoded));
    }

    [Fact]
    public void The_compressed_form_is_a_zlib_stream_with_its_checksum()
    {
        var histogram = Histograms.Of(Histograms.LogUniform(3, 1000));
        var plain = HistogramEncoding.Encode(histogram);
        var encoded = HistogramEncoding.EncodeCompressed(histogram);
        Assert.StartsWith("HISTFAAA", HistogramEncoding.EncodeBase64(histogram), StringComparison.Ordinal);
        Assert.Equal(0, BinaryPrimitives.ReadUInt16BigEndian(encoded.AsSpan(8)) % 31);
        Assert.Equal(Adler32(plain), BinaryPrimitives.ReadUInt32BigEndian(encoded.AsSpan(encoded.Length - 4)));
    }

    static uint Adler32(byte[] bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes) b = (b + (a = (a + value) % 65521)) % 65521;
        return b << 16 | a;
    }

    [Fact]
    public void All_forms_read_back_equal() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        ArbMap.Default.ArbFor<(int, byte, byte)>(), input =>
        {
            var highest = 1000L << (input.Item3 % 32);
            var histogram = Histograms.Of(highest, 1 + input.Item2 % 4, Histograms.LogUniform(input.Item1, input.Item2 * 10));
            Histograms.AssertSame(histogram, HistogramDecoding.Decode(HistogramEncoding.Encode(histogram)));
            Histograms.AssertSame(histogram, HistogramDecoding.DecodeBase64(HistogramEncoding.EncodeBase64(histogram)));
        }));

    [Fact]
    public void Every_truncation_is_an_error()
    {
        var histogram = Histograms.Of(Histograms.LogUniform(4, 200));
        var plain = HistogramEncoding.Encode(histogram);
        var compressed = HistogramEncoding.EncodeCompressed(histogram);
        for (var length = 0; length < plain.Length; length++)
            Assert.Throws<InvalidDataException>(() => HistogramDecoding.Decode(plain.AsSpan(0, length)));
        for (var length = 0; length < compressed.Length; length++)
        {
            var cut = compressed.AsSpan(0, length).ToArray();
            Assert.Throws<InvalidDataException>(() => HistogramDecoding.DecodeCompressed(cut));
            // A cut whose announced length agrees leaves it to the zlib stream to notice.
            if (length < 8) continue;
            BinaryPrimitives.WriteInt32BigEndian(cut.AsSpan(4), length - 8);
            Assert.Throws<InvalidDataException>(() => HistogramDecoding.DecodeCompressed(cut));
        }
    }

    [Fact]
    public void A_mutated_payload_is_read_or_refused_and_nothing_else()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var plain = HistogramEncoding.Encode(Histograms.Of(1_000_000, 2, Histograms.LogUniform(5, 100)));
        var compressed = HistogramEncoding.EncodeCompressed(Histograms.Of(1_000_000, 2, Histograms.LogUniform(5, 100)));
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            refused += Refused(() => HistogramDecoding.Decode(Mutate(plain, random)), seed);
            refused += Refused(() => HistogramDecoding.DecodeCompressed(Deflate(Mutate(plain, random))), seed);
            refused += Refused(() => HistogramDecoding.DecodeCompressed(Mutate(compressed, random)), seed);
        }
        Assert.InRange(refused, 1000, 9000);
    }

    [Fact]
    public void A_changed_byte_in_the_compressed_form_is_always_noticed()
    {
        var original = Histograms.Of(Histograms.LogUniform(6, 300));
        var compressed = HistogramEncoding.EncodeCompressed(original);
        for (var i = 0; i < compressed.Length; i++)
        {
            var changed = compressed.ToArray();
            changed[i] ^= 0x10;
            try
            {
                // A few bits of a zlib stream say nothing about its content; then the content must be the same.
                Histograms.AssertSame(original, HistogramDecoding.DecodeCompressed(changed));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Theory]
    [InlineData(0x78BB)]
    [InlineData(0x5885)]
    [InlineData(0x0000)]
    public void A_zlib_header_that_asks_for_a_dictionary_or_lies_is_refused(int zlibHeader)
    {
        var encoded = HistogramEncoding.EncodeCompressed(Histograms.Of(1, 2, 3));
        BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(8), (ushort)zlibHeader);
        // The checksum of the header does not cover the window size: 0x5885 is only wrong together with a missing trailer.
        if (zlibHeader == 0x5885) encoded = [.. encoded.AsSpan(0, 7), (byte)(encoded[7] - 4), .. encoded.AsSpan(8, encoded.Length - 12)];
        var error = Assert.Throws<InvalidDataException>(() => HistogramDecoding.DecodeCompressed(encoded));
        Assert.StartsWith("The histogram cannot be read: its ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_grows_without_end_is_refused_early()
    {
        var plain = HistogramEncoding.Encode(Histograms.Of(1000, 3, [1]));
        var bomb = Deflate([.. plain, .. new byte[50_000_000]]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => HistogramDecoding.DecodeCompressed(bomb));
        Assert.Contains("more bytes of counts than it announces", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(0, 0x1c849301, "its cookie is 0x1c849301, not that of the V2 format")]
    [InlineData(4, 7, "it announces 7 bytes of counts, but 2 follow")]
    [InlineData(12, 6, "A histogram keeps 0 to 5 significant digits, not 6.")]
    [InlineData(16, 1, "is below twice the lowest discernible value")]
    [InlineData(24, -1, "is below twice the lowest discernible value")]
    public void The_error_says_what_is_wrong(int offset, int value, string message)
    {
        var encoded = HistogramEncoding.Encode(Histograms.Of(1000, 3, [1]));
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(offset), value);
        var error = Assert.Throws<InvalidDataException>(() => HistogramDecoding.Decode(encoded));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MinValue, "more counts than the 2048 of its range")]
    [InlineData(-2048, "more counts than the 2048 of its range")]
    [InlineData(long.MaxValue, "the sum of its counts exceeds 63 bits")]
    public void Counts_out_of_bounds_are_refused(long count, string message)
    {
        var encoded = HistogramEncoding.Encode(Histograms.Of(1000, 3, [0])).AsSpan(0, 41).ToArray();
        var tail = new byte[ZigZag.BytesMax];
        var length = ZigZag.Write(tail, count);
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(4), 1 + length);
        var error = Assert.Throws<InvalidDataException>(() => HistogramDecoding.Decode([.. encoded, .. tail.AsSpan(0, length)]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    static int Refused(Action decode, int seed)
    {
        try
        {
            decode();
            return 0;
        }
        catch (InvalidDataException)
        {
            return 1;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}", exception);
        }
    }

    /// <summary>Changes some bytes behind the cookie, cuts, or appends. The range stays, so that a run of this test stays small.</summary>
    static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var at = random.Next(4, bytes.Length);
            if (at is < 16 or >= 24) bytes[at] = (byte)random.Next(256);
        }
        return random.Next(4) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [.. bytes, .. new byte[random.Next(10)]],
            _ => bytes,
        };
    }

    static byte[] Deflate(byte[] plain)
    {
        var stream = new MemoryStream();
        stream.Write([0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 0]);
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(plain);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }
}
