using System.Text;
using Gateway.Journal.Export;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests;

/// <summary>The export on several threads says byte for byte what one writer says message by message.</summary>
public sealed class BlockExportTests : IDisposable
{
    const int Messages = 4000; // Of each log: every block is used several times on any machine.

    readonly TemporaryDirectory _directory = TemporaryDirectory.InMemory();

    public BlockExportTests()
    {
        using var journal = Samples.Open(_directory.Path, new() { Background = false, InboundSegmentBytes = 1 << 18, OutboundSegmentBytes = 1 << 18, SessionsSegmentBytes = 1 << 18 });
        Samples.Append(journal, Messages);
    }

    public void Dispose() => _directory.Dispose();

    static readonly LogName[] s_logs = Enum.GetValues<LogName>();

    static readonly MessageFilter[] s_filters =
    [
        new(), new() { Kinds = ["executionreport", "AdminSent"] }, new() { Order = OrderName.Parse("order-1700") }, new() { Session = 3 }, new() { Instrument = "AAPL" },
        new() { Instrument = "GOOG" }, new() { Correlation = 77 }, new() { FromSequence = 1000, ToSequence = 1010 },
        new() { FromSequence = 1000, ToSequence = 1010, OwnSequence = true }, new() { FromTime = Samples.TimeOf(100), ToTime = Samples.TimeOf(200) },
    ];

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void Blocks_are_what_a_single_writer_writes(string format) => Assert.All(s_filters, filter => AssertEqual(format, filter));

    void AssertEqual(string format, MessageFilter filter)
    {
        using var expected = new MemoryStream();
        IMessageWriter writer = format switch { "csv" => new CsvWriter(expected, s_logs, filter), "json" => new JsonLinesWriter(expected), _ => new MessagePackMapWriter(expected) };
        using (var reader = new MergedReader(_directory.Path, s_logs))
            while (reader.TryRead(out var message))
                if (filter.Matches(message)) writer.Write(message);
        writer.Flush();

        using var output = new MemoryStream();
        var steps = 0;
        using (var reader = new MergedReader(_directory.Path, s_logs)) Assert.Null(BlockExport.Run(reader, Format(format, filter), filter, output, () => steps++));
        Assert.Equal(expected.ToArray(), output.ToArray());
        Assert.Equal(3 * Messages, steps);
    }

    [Fact]
    public void An_output_that_closes_ends_it_with_its_own_error_and_no_thread_goes_on()
    {
        using var reader = new MergedReader(_directory.Path, s_logs);
        using var closing = new ClosingStream(100_000);
        Assert.Same(closing.Error, Assert.Throws<IOException>(() => BlockExport.Run(reader, ExportFormat.Json, new(), closing)));
        Assert.Equal(1, closing.Refused);
    }

    [Fact]
    public void A_message_that_cannot_be_decoded_is_told_and_the_others_are_written()
    {
        using var folder = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(folder.Path))
        {
            Samples.Append(journal, 3);
            var unknown = new Inbound { Kind = InboundKind.ClockTick, Sequence = 4, Time = Samples.TimeOf(4) };
            Assert.True(journal.Inbound.TryAppend(in unknown));
        }

        MakeLastUnknown(folder.Path);
        using var output = new MemoryStream();
        using var reader = new MergedReader(folder.Path, s_logs);
        Assert.Contains("The Inbound message 4 cannot be decoded: UnknownKind", BlockExport.Run(reader, ExportFormat.Json, new(), output), StringComparison.Ordinal);
        var lines = Encoding.ASCII.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.Contains("\"error\":\"UnknownKind", Assert.Single(lines, line => line.Contains("error", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    static void MakeLastUnknown(string directory)
    {
        var (file, offset, payload) = ("", 0L, 0);
        using (var reader = LogReader.Open(directory, LogName.Inbound))
            while (reader.TryRead(out var frame)) (file, offset, payload) = (reader.Segment, reader.Offset - FrameLayout.Padded(frame.Bytes.Length), frame.Payload.Length);
        var path = Path.Combine(directory, file);
        var bytes = File.ReadAllBytes(path);
        FrameLayout.Seal(ref bytes[offset], payload, 4, Samples.TimeOf(4).Nanos, kind: 250, Payload.SchemaVersion);
        File.WriteAllBytes(path, bytes);
    }

    static ExportFormat Format(string name, MessageFilter filter)
        => name switch { "csv" => ExportFormat.Csv(s_logs, filter), "json" => ExportFormat.Json, _ => ExportFormat.MessagePack };

    /// <summary>Takes some bytes and then no more.</summary>
    sealed class ClosingStream(int room) : MemoryStream
    {
        internal IOException Error { get; } = new("closed");

        internal int Refused { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
            {
                Refused++;
                throw Error;
            }

            base.Write(buffer);
        }
    }
}
