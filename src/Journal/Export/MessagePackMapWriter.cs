using System.Globalization;
using System.Text;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Export;

/// <summary>A MessagePack map per message, with the values of the JSON form.</summary>
public sealed class MessagePackMapWriter : IMessageWriter
{
    const int HeadFields = 4; // log, sequence, time, kind
    const int IntegerLengthMax = 20;

    static readonly PerKind<Shape> s_shapes = new(static (log, kind) => new(log, kind));
    static readonly byte[] s_time = Packed("time"u8), s_error = Packed("error"u8);

    readonly ExportOutput _output;
    Shape _shape = null!;
    int _field;

    /// <summary>Writes to a stream.</summary>
    public MessagePackMapWriter(Stream output) : this(new ExportOutput(output))
    {
    }

    internal MessagePackMapWriter(ExportOutput output) => _output = output;

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        (_shape, _field) = (s_shapes.Of(message.Log, message.Kind), 0);
        _output.Add(message.Result.IsOk ? _shape.Head : _shape.ErrorHead);
        Put(message.Sequence);
        _output.Add(s_time);
        if (message.Time.Nanos == 0) _output.Add(Shape.Nil);
        else Put(message.Time);
        _output.Add(_shape.Kind);
        if (message.Result.IsOk)
        {
            var values = new Values<Pairs>(new(this));
            message.Visit(ref values);
        }
        else
        {
            _output.Add(s_error);
            Put(Encoding.ASCII.GetBytes(message.Result.ToString()));
        }

        _output.EndMessage();
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    void Put(long value)
    {
        var writer = new MessagePackWriter(_output.Rest);
        writer.WriteInteger(value);
        _output.Advance(writer.Length);
    }

    void PutText(long value)
    {
        Span<byte> text = stackalloc byte[IntegerLengthMax];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        Put(text[..length]);
    }

    void Put(ReadOnlySpan<byte> text)
    {
        var writer = new MessagePackWriter(_output.Rest);
        writer.WriteString(text);
        _output.Advance(writer.Length);
    }

    // Thirty characters: the longest text whose length stands in its first byte has thirty-one.
    void Put(Timestamp time)
    {
        _output.Add(0xA0 | 30);
        _output.AddTime(time);
    }

    static byte[] Packed(ReadOnlySpan<byte> text)
    {
        var writer = new MessagePackWriter(new byte[text.Length + 5]);
        writer.WriteString(text);
        return writer.Written.ToArray();
    }

    void Name() => _output.Add(_shape.Names[_field++]);

    /// <summary>A structure, so that the walk over a message's fields is compiled for it without a call through an interface.</summary>
    readonly struct Pairs(MessagePackMapWriter writer) : IValueWriter
    {
        public void Default() => writer._output.Add(writer._shape.Defaults[writer._field++]);

        public void Text(ReadOnlySpan<byte> text)
        {
            writer.Name();
            writer.Put(text);
        }

        public void Word(ReadOnlySpan<byte> name) => Text(name);

        public void Integer(long value)
        {
            writer.Name();
            if (ExactNumber.Holds(value)) writer.Put(value);
            else writer.PutText(value);
        }

        public void True()
        {
            writer.Name();
            writer._output.Add(Shape.True);
        }

        public void Decimal(long raw)
        {
            writer.Name();
            Span<byte> text = stackalloc byte[FixedPoint.TextLengthMax];
            writer.Put(text[..FixedPoint.Format(raw, text)]);
        }

        public void Time(Timestamp time)
        {
            writer.Name();
            writer.Put(time);
        }
    }

    /// <summary>What is the same in all messages of a kind.</summary>
    sealed class Shape
    {
        internal static readonly byte[] Nil = [0xC0], True = [0xC3], False = [0xC2], Zero = [0];

        internal Shape(LogName log, byte kind)
        {
            var names = KindFields.Names(log, kind);
            var fields = KindFields.Of(log, kind);
            byte[] begin = [.. Packed("log"u8), .. Packed(Encoding.ASCII.GetBytes(names.Log)), .. Packed("sequence"u8)];
            Head = [.. MapHeader(HeadFields + fields.Count), .. begin];
            ErrorHead = [.. MapHeader(HeadFields + 1), .. begin];
            Kind = [.. Packed("kind"u8), .. Packed(Encoding.ASCII.GetBytes(names.Kind))];
            Names = [.. fields.Select(field => Packed(Encoding.ASCII.GetBytes(field.Name)))];
            Defaults = [.. fields.Select((field, index) => (byte[])[.. Names[index], .. Default(field)])];
        }

        internal byte[] Head { get; }

        internal byte[] ErrorHead { get; }

        internal byte[] Kind { get; }

        internal byte[][] Names { get; }

        internal byte[][] Defaults { get; }

        static byte[] MapHeader(int count)
        {
            var writer = new MessagePackWriter(new byte[5]);
            writer.WriteMapHeader(count);
            return writer.Written.ToArray();
        }

        static byte[] Default(KindField field) => field.Type switch
        {
            FieldType.Integer => Zero,
            FieldType.Flag => False,
            FieldType.Time => Nil,
            _ => Packed(field.Default),
        };
    }
}
