using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>A JSON object per line; decimals are strings, and so are integers beyond 2^53, so that no reader rounds them.</summary>
public sealed class JsonLinesWriter : IMessageWriter
{
    static readonly PerKind<Shape> s_shapes = new(static (log, kind) => new(log, kind));

    readonly ExportOutput _output;
    Shape _shape = null!;
    int _field;

    /// <summary>Writes to a stream.</summary>
    public JsonLinesWriter(Stream output) : this(new ExportOutput(output))
    {
    }

    internal JsonLinesWriter(ExportOutput output) => _output = output;

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        (_shape, _field) = (s_shapes.Of(message.Log, message.Kind), 0);
        _output.Add(_shape.Head);
        _output.AddInteger(message.Sequence);
        _output.Add(",\"time\":"u8);
        if (message.Time.Nanos == 0) _output.Add("null"u8);
        else Quoted(message.Time);
        _output.Add(_shape.Kind);
        if (message.Result.IsOk)
        {
            var values = new Values<Pairs>(new(this));
            message.Visit(ref values);
        }
        else
        {
            _output.Add(",\"error\":"u8);
            Quoted(Encoding.ASCII.GetBytes(message.Result.ToString()));
        }

        _output.Add("}\n"u8);
        _output.EndMessage();
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    void Quoted(Timestamp time)
    {
        _output.Add((byte)'"');
        _output.AddTime(time);
        _output.Add((byte)'"');
    }

    // Texts are printable ASCII: only these two need an escape.
    void Quoted(ReadOnlySpan<byte> text)
    {
        _output.Add((byte)'"');
        for (int special; (special = text.IndexOfAny((byte)'"', (byte)'\\')) >= 0; text = text[(special + 1)..])
        {
            _output.Add(text[..special]);
            _output.Add((byte)'\\');
            _output.Add(text[special]);
        }

        _output.Add(text);
        _output.Add((byte)'"');
    }

    ExportOutput Named()
    {
        _output.Add(_shape.Names[_field++]);
        return _output;
    }

    void Word(ReadOnlySpan<byte> name)
    {
        Named().Add((byte)'"');
        _output.Add(name);
        _output.Add((byte)'"');
    }

    void LongInteger(long value)
    {
        Named().Add((byte)'"');
        _output.AddInteger(value);
        _output.Add((byte)'"');
    }

    void Decimal(long raw)
    {
        Named().Add((byte)'"');
        _output.AddDecimal(raw);
        _output.Add((byte)'"');
    }

    /// <summary>A structure, so that the walk over a message's fields is compiled for it without a call through an interface.</summary>
    readonly struct Pairs(JsonLinesWriter writer) : IValueWriter
    {
        public void Default() => writer._output.Add(writer._shape.Defaults[writer._field++]);

        public void Text(ReadOnlySpan<byte> text)
        {
            writer.Named();
            writer.Quoted(text);
        }

        public void Word(ReadOnlySpan<byte> name) => writer.Word(name);

        public void Integer(long value)
        {
            if (ExactNumber.Holds(value)) writer.Named().AddInteger(value);
            else writer.LongInteger(value);
        }

        public void True() => writer.Named().Add("true"u8);

        public void Decimal(long raw) => writer.Decimal(raw);

        public void Time(Timestamp time)
        {
            writer.Named();
            writer.Quoted(time);
        }
    }

    /// <summary>What is the same in all messages of a kind.</summary>
    sealed class Shape
    {
        internal Shape(LogName log, byte kind)
        {
            var names = KindFields.Names(log, kind);
            Head = Encoding.ASCII.GetBytes($"{{\"log\":\"{names.Log}\",\"sequence\":");
            Kind = Encoding.ASCII.GetBytes($",\"kind\":\"{names.Kind}\"");
            var fields = KindFields.Of(log, kind);
            Names = [.. fields.Select(field => Encoding.ASCII.GetBytes($",\"{field.Name}\":"))];
            Defaults = [.. fields.Select(field => Encoding.ASCII.GetBytes($",\"{field.Name}\":{Default(field)}"))];
        }

        internal byte[] Head { get; }

        internal byte[] Kind { get; }

        internal byte[][] Names { get; }

        internal byte[][] Defaults { get; }

        static string Default(KindField field) => field.Type switch
        {
            FieldType.Integer or FieldType.Flag => Encoding.ASCII.GetString(field.Default),
            FieldType.Time => "null",
            _ => $"\"{Encoding.ASCII.GetString(field.Default)}\"",
        };
    }
}
