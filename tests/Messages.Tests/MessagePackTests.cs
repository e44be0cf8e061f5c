using FsCheck;
using FsCheck.Fluent;
using Gateway.Messages.MessagePack;

namespace Gateway.Messages.Tests;

public class MessagePackTests
{
    static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(5000);

    // From the specification's table of formats.
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "CC80")]
    [InlineData(255, "CCFF")]
    [InlineData(256, "CD0100")]
    [InlineData(65535, "CDFFFF")]
    [InlineData(65536, "CE00010000")]
    [InlineData(4294967295, "CEFFFFFFFF")]
    [InlineData(4294967296, "CF0000000100000000")]
    [InlineData(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
    [InlineData(-1, "FF")]
    [InlineData(-32, "E0")]
    [InlineData(-33, "D0DF")]
    [InlineData(-128, "D080")]
    [InlineData(-129, "D1FF7F")]
    [InlineData(-32768, "D18000")]
    [InlineData(-32769, "D2FFFF7FFF")]
    [InlineData(int.MinValue, "D280000000")]
    [InlineData(int.MinValue - 1L, "D3FFFFFFFF7FFFFFFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void An_integer_takes_its_smallest_form(long value, string hex)
    {
        var expected = Convert.FromHexString(hex);
        var writer = new MessagePackWriter(new byte[expected.Length]);
        writer.WriteInteger(value);
        Assert.Equal(hex, Convert.ToHexString(writer.Written));
        var reader = new MessagePackReader(expected);
        Assert.True(reader.TryReadInteger(out var read) && reader.AtEnd);
        Assert.Equal(value, read);
        var tight = new MessagePackWriter(new byte[expected.Length - 1]);
        tight.WriteInteger(value);
        Assert.True(tight.Overflowed);
        Assert.Equal(0, tight.Length);
    }

    [Theory]
    [InlineData("D07F", 127)]
    [InlineData("D3000000000000007F", 127)]
    [InlineData("CF00000000000000FF", 255)]
    public void A_longer_form_of_another_writer_is_read_too(string hex, long value)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        Assert.True(reader.TryReadInteger(out var read));
        Assert.Equal(value, read);
    }

    [Fact]
    public void An_unsigned_integer_beyond_64_signed_bits_is_out_of_range()
    {
        var writer = new MessagePackWriter(new byte[9]);
        writer.WriteUnsigned(ulong.MaxValue);
        Assert.Equal("CFFFFFFFFFFFFFFFFF", Convert.ToHexString(writer.Written));
        var reader = new MessagePackReader(writer.Written);
        Assert.False(reader.TryReadInteger(out _));
        Assert.Equal((MessagePackError.OutOfRange, 0), (reader.Error, reader.Position));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    [InlineData(255, 2)]
    [InlineData(256, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 5)]
    public void Strings_and_byte_arrays_of_every_width_come_back(int length, int head)
    {
        var bytes = Enumerable.Range(0, length).Select(index => (byte)(32 + index % 90)).ToArray();
        var writer = new MessagePackWriter(new byte[length + head]);
        writer.WriteString(bytes);
        Assert.Equal(length + head, writer.Length);
        var reader = new MessagePackReader(writer.Written);
        Assert.True(reader.TryReadString(out var text) && text.SequenceEqual(bytes));
        var binary = new MessagePackWriter(new byte[length + 5]);
        binary.WriteBinary(bytes);
        var second = new MessagePackReader(binary.Written);
        Assert.True(second.TryReadBinary(out var read) && read.SequenceEqual(bytes) && second.AtEnd);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 5)]
    public void Heads_of_every_width_come_back(int count, int length)
    {
        var writer = new MessagePackWriter(new byte[10]);
        writer.WriteArrayHeader(count);
        Assert.Equal(length, writer.Length);
        writer.WriteMapHeader(count);
        var reader = new MessagePackReader(writer.Written);
        Assert.True(reader.TryReadArrayHeader(out var values) && values == count);
        Assert.True(reader.TryReadMapHeader(out var pairs) && pairs == count);
    }

    [Fact]
    public void A_value_of_any_type_is_skipped_with_all_that_is_in_it() => Check.One(s_config, Prop.ForAll<int>(seed =>
    {
        var buffer = new byte[4096];
        var length = Write(new Random(seed), buffer, 0);
        var reader = new MessagePackReader([.. buffer.AsSpan(0, length), 42]);
        Assert.True(reader.TrySkip());
        Assert.True(reader.TryReadInteger(out var behind) && behind == 42);
        for (var cut = 0; cut < length; cut += 1 + length / 20)
        {
            var truncated = new MessagePackReader(buffer.AsSpan(0, cut));
            Assert.False(truncated.TrySkip());
            Assert.Equal((MessagePackError.Truncated, 0), (truncated.Error, truncated.Position));
        }
    }));

    [Fact]
    public void Random_bytes_are_read_or_refused_within_their_length() => Check.One(s_config, Prop.ForAll<byte[]>(bytes =>
    {
        var reader = new MessagePackReader(bytes);
        while (!reader.AtEnd && reader.TrySkip()) { }
        Assert.InRange(reader.Position, 0, bytes.Length);
        reader.TryReadInteger(out _);
        reader.TryReadBoolean(out _);
        reader.TryReadNil();
        reader.TryReadString(out _);
        reader.TryReadBinary(out _);
        reader.TryReadArrayHeader(out _);
        reader.TryReadMapHeader(out _);
    }));

    [Theory]
    [InlineData("DDFFFFFFFF")]
    [InlineData("DFFFFFFFFF")]
    [InlineData("DBFFFFFFFF")]
    [InlineData("C6FFFFFFFF")]
    [InlineData("C9FFFFFFFF01")]
    public void A_head_that_claims_four_billion_values_is_truncated_and_not_believed(string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        Assert.False(reader.TrySkip());
        Assert.Equal(MessagePackError.Truncated, reader.Error);
    }

    [Fact]
    public void Deep_nesting_costs_no_stack()
    {
        var deep = new byte[1_000_000];
        Array.Fill(deep, (byte)0x91);
        deep[^1] = 0xC0;
        var reader = new MessagePackReader(deep);
        Assert.True(reader.TrySkip() && reader.AtEnd);
    }

    static int Write(Random random, Span<byte> buffer, int depth)
    {
        var writer = new MessagePackWriter(buffer);
        var kind = random.Next(depth < 4 ? 8 : 6);
        byte[][] raw =
        [
            [0xCA, 1, 2, 3, 4], [0xCB, 1, 2, 3, 4, 5, 6, 7, 8], [0xD4, 9, 1], [0xD8, 9, .. new byte[16]],
            [0xC7, 3, 9, 1, 2, 3], [0xC8, 0, 2, 9, 1, 2], [0xC9, 0, 0, 0, 1, 9, 1],
        ];
        switch (kind)
        {
            case 0: writer.WriteNil(); break;
            case 1: writer.WriteBoolean(random.Next(2) == 0); break;
            case 2: writer.WriteInteger(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)); break;
            case 3: writer.WriteString(new byte[random.Next(40)]); break;
            case 4: writer.WriteBinary(new byte[random.Next(40)]); break;
            case 5:
                var picked = raw[random.Next(raw.Length)];
                picked.CopyTo(buffer);
                return picked.Length;
            default: return WriteNested(random, buffer, depth, kind == 6);
        }

        return writer.Length;
    }

    static int WriteNested(Random random, Span<byte> buffer, int depth, bool array)
    {
        var count = random.Next(4);
        var writer = new MessagePackWriter(buffer);
        if (array) writer.WriteArrayHeader(count);
        else writer.WriteMapHeader(count);
        var length = writer.Length;
        for (var index = 0; index < (array ? count : 2 * count); index++) length += Write(random, buffer[length..], depth + 1);
        return length;
    }
}
