using System.Buffers.Binary;
using System.Text;
using Gateway.Journal.Export;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests;

/// <summary>
/// Segments as earlier releases wrote them, whose payloads lack the fields that came later, made here byte by byte from docs/journal-format.md: readers
/// read them, and a writer goes on behind them.
/// </summary>
public class EarlierVersionTests
{
    const long Time = 1_700_000_000_000_000_000;

    [Fact]
    public void An_order_of_any_earlier_release_is_read_with_defaults_for_what_it_did_not_have()
    {
        var order = Samples.Order(1);
        order.NewOrder.Signal = Text32.From("came later");
        var fields = Fields(in order);
        using var directory = TemporaryDirectory.InMemory();
        Samples.Open(directory.Path).Dispose(); // The other two logs.
        Write(directory.Path, Enumerable.Range(1, fields.Count).Select(count => ((byte)InboundKind.NewOrder, Payload(fields, count))));

        using (var reader = LogReader.Open(directory.Path, LogName.Inbound))
        {
            for (var count = 1; count <= fields.Count; count++)
            {
                Assert.True(reader.TryRead(out var frame));
                Assert.True(frame.Decode(out Inbound read).IsOk);
                Assert.Equal(fields.Take(count), Fields(in read).Take(count), (left, right) => left.AsSpan().SequenceEqual(right));
                Assert.All(Fields(in read).Skip(count), field => Assert.Contains(field[0], new byte[] { 0x00, 0xA0, 0xC2 })); // 0, "", false
            }

            Assert.Equal(LogEndKind.Clean, reader.FindEnd().Kind);
        }

        using (var journal = Samples.Open(directory.Path))
        {
            var next = Samples.Order(fields.Count + 1);
            Assert.True(journal.Inbound.TryAppend(in next));
        }

        var summary = LogSummary.Read(directory.Path, LogName.Inbound, decode: true);
        Assert.Equal((fields.Count + 1L, null, LogEndKind.Clean), (summary.Count, summary.Undecodable, summary.End.Kind));
    }

    [Theory]
    [InlineData(2, 1, "its format version 2 is not known")]
    [InlineData(1, 2, "UnknownSchema")]
    public void What_only_a_later_release_could_read_is_refused(ushort format, byte schema, string reason)
    {
        var order = Samples.Order(1);
        using var directory = TemporaryDirectory.InMemory();
        Write(directory.Path, [((byte)InboundKind.NewOrder, Payload(Fields(in order), 10))], format, schema);
        var summary = LogSummary.Read(directory.Path, LogName.Inbound, decode: true);
        Assert.Contains(reason, summary.Undecodable + summary.End.Reason, StringComparison.Ordinal);
    }

    /// <summary>The written form of each value of a message's array.</summary>
    static List<byte[]> Fields(ref readonly Inbound message)
    {
        var buffer = new byte[Messages.MessagePack.Payload.LengthMax];
        var length = MessageCodec.Write(in message, buffer);
        var reader = new MessagePackReader(buffer.AsSpan(0, length));
        Assert.True(reader.TryReadArrayHeader(out _));
        var fields = new List<byte[]>();
        while (!reader.AtEnd)
        {
            var from = reader.Position;
            Assert.True(reader.TrySkip());
            fields.Add(buffer[from..reader.Position]);
        }

        return fields;
    }

    static byte[] Payload(List<byte[]> fields, int count)
        => [.. count < 16 ? (byte[])[(byte)(0x90 | count)] : [0xDC, (byte)(count >> 8), (byte)count], .. fields.Take(count).SelectMany(field => field)];

    static void Write(string directory, IEnumerable<(byte Kind, byte[] Payload)> messages, ushort format = 1, byte schema = 1)
    {
        var segment = new byte[1 << 16];
        var at = 128;
        var sequence = 0L;
        foreach (var (kind, payload) in messages) at += Frame(segment.AsSpan(at), ++sequence, kind, schema, payload);
        Header(segment, format);
        File.WriteAllBytes(Path.Combine(directory, "inbound-00000000000000000001.seg"), segment);
    }

    static void Header(Span<byte> segment, ushort format)
    {
        "GWJRNL\r\n"u8.CopyTo(segment);
        BinaryPrimitives.WriteUInt16LittleEndian(segment[8..], format);
        BinaryPrimitives.WriteUInt16LittleEndian(segment[10..], 128);
        BinaryPrimitives.WriteInt64LittleEndian(segment[16..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(segment[24..], Time);
        Encoding.ASCII.GetBytes("inbound").CopyTo(segment[32..]);
        Encoding.ASCII.GetBytes("an earlier run").CopyTo(segment[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[12..], Crc32C.Of(segment[..128]));
    }

    static int Frame(Span<byte> frame, long sequence, byte kind, byte schema, byte[] payload)
    {
        var padded = (28 + payload.Length + 7) / 8 * 8;
        BinaryPrimitives.WriteInt32LittleEndian(frame, 28 + payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], Time + sequence);
        (frame[24], frame[25]) = (kind, schema);
        payload.CopyTo(frame[28..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of([.. frame[..4], .. frame[8..padded]]));
        return padded;
    }
}
