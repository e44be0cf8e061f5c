using System.Globalization;
using Gateway.Journal.Reading;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests.Interop;

[Collection(nameof(KillTests))]
public class MessagePackInteropTests
{
    [Fact]
    public void A_reader_of_another_language_sees_the_same_values()
    {
        using var directory = new TemporaryDirectory();
        var kinds = Enum.GetValues<InboundKind>().Where(kind => kind != InboundKind.None).ToArray();
        using (var journal = Samples.Open(directory.Path, Samples.Small with { InboundSegmentBytes = 1 << 20 }))
        {
            for (var sequence = 1L; sequence <= 500; sequence++)
            {
                var message = new Inbound { Sequence = sequence, Time = new(sequence * 7), Kind = kinds[sequence % kinds.Length] };
                var fill = new Filler(new((int)sequence));
                MessageCodec.Visit(ref message, ref fill);
                Assert.True(journal.Inbound.TryAppend(in message));
            }
        }

        var expected = Lines(directory.Path);
        Assert.Equal(500, expected.Count);
        Assert.Equal(expected, NodeReader.Read(Path.Combine(directory.Path, "inbound-00000000000000000001.seg")));
    }

    static List<string> Lines(string directory)
    {
        var lines = new List<string>();
        using var reader = LogReader.Open(directory, LogName.Inbound);
        while (reader.TryRead(out var frame))
        {
            Assert.True(frame.Decode(out Inbound message).IsOk);
            var values = new Values([$"{frame.Sequence}", $"{frame.Time.Nanos}", $"{frame.Kind}"]);
            MessageCodec.Visit(ref message, ref values);
            lines.Add(string.Join('|', values.List));
        }

        return lines;
    }

    /// <summary>Values as the payload holds them: numbers of the house's scale, words as numbers.</summary>
    readonly record struct Values(List<string> List) : IFieldVisitor
    {
        public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T> => List.Add(FixedText.ToString(in value));

        public void Word<T>(string name, ref T value) where T : unmanaged, Enum => List.Add(value.ToString("D"));

        public void Number(string name, ref long value) => Add(value);

        public void Number(string name, ref int value) => Add(value);

        public void Number(string name, ref ushort value) => Add(value);

        public void Flag(string name, ref bool value) => List.Add(value ? "true" : "false");

        public void Price(string name, ref Price value) => Add(value.Raw);

        public void Quantity(string name, ref Quantity value) => Add(value.Raw);

        public void Money(string name, ref Money value) => Add(value.Raw);

        public void Time(string name, ref Timestamp value) => Add(value.Nanos);

        void Add(long value) => List.Add(value.ToString(CultureInfo.InvariantCulture));
    }

    readonly record struct Filler(Random Random) : IFieldVisitor
    {
        public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
            => value = FixedText.From<T>(new string((char)Random.Next('a', 'z'), Random.Next(T.Capacity + 1)));

        public void Word<T>(string name, ref T value) where T : unmanaged, Enum
            => System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<T>(ref value)).Fill((byte)Random.Next(256));

        public void Number(string name, ref long value) => value = Next();

        public void Number(string name, ref int value) => value = (int)Next();

        public void Number(string name, ref ushort value) => value = (ushort)Next();

        public void Flag(string name, ref bool value) => value = Random.Next(2) == 0;

        public void Price(string name, ref Price value) => value = new(Next());

        public void Quantity(string name, ref Quantity value) => value = new(Next());

        public void Money(string name, ref Money value) => value = new(Next());

        public void Time(string name, ref Timestamp value) => value = new(Next());

        // Every width, either sign.
        long Next() => (Random.Next(2) == 0 ? 1 : -1) * (Random.NextInt64() >> Random.Next(64));
    }
}
