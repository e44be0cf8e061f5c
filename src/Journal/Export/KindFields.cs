using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>A field that messages of a kind have.</summary>
/// <param name="Name">Its name, in camel case.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Default">Text of its default value.</param>
sealed record KindField(string Name, FieldType Type, byte[] Default);

/// <summary>The fields of each kind in their order, learnt from the walk over an empty message.</summary>
sealed class KindFields : IFieldSink
{
    readonly List<KindField> _fields = [];

    KindFields()
    {
    }

    internal static IReadOnlyList<KindField> Of(LogName log, byte kind)
    {
        var fields = new KindFields();
        var blank = new JournalMessage();
        blank.Blank(log, kind);
        var visitor = new FieldText<KindFields>(fields);
        blank.Visit(ref visitor);
        return fields._fields;
    }

    /// <summary>Names of log and kind, as they stand in every export.</summary>
    internal static (string Log, string Kind) Names(LogName log, byte kind)
        => (Encoding.ASCII.GetString(WordNames<LogName>.Of((ushort)log)), JournalMessage.NameOfKind(log, kind));

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault) => _fields.Add(new(name, type, value.ToArray()));
}

/// <summary>Something made once for each kind of each log.</summary>
sealed class PerKind<T>(Func<LogName, byte, T> make) where T : class
{
    readonly T?[] _made = new T?[Enum.GetValues<LogName>().Length << 8];

    internal T Of(LogName log, byte kind) => _made[(int)log << 8 | kind] ??= make(log, kind);
}

/// <summary>Takes field after field of a message; which one it is follows from their order.</summary>
interface IValueWriter
{
    /// <summary>The field has its default.</summary>
    void Default();

    /// <summary>Printable characters.</summary>
    void Text(ReadOnlySpan<byte> text);

    /// <summary>The name of an enum's value: letters and digits.</summary>
    void Word(ReadOnlySpan<byte> name);

    /// <summary>An integer.</summary>
    void Integer(long value);

    /// <summary>True.</summary>
    void True();

    /// <summary>An exact decimal in units of 1e-8.</summary>
    void Decimal(long raw);

    /// <summary>An instant.</summary>
    void Time(Timestamp time);
}

/// <summary>Shows a message's fields to a value writer.</summary>
readonly struct Values<TWriter>(TWriter writer) : IFieldVisitor where TWriter : struct, IValueWriter
{
    public static bool ShowsDerived => true;

    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
    {
        if (FixedText.IsEmpty(in value)) writer.Default();
        else writer.Text(FixedText.AsSpan(in value));
    }

    public void Word<T>(string name, ref T value) where T : unmanaged, Enum
    {
        var number = WordNames<T>.NumberOf(value);
        if (number == 0) writer.Default();
        else writer.Word(WordNames<T>.Of(number));
    }

    public void Number(string name, ref long value) => Integer(value);

    public void Number(string name, ref int value) => Integer(value);

    public void Number(string name, ref ushort value) => Integer(value);

    public void Flag(string name, ref bool value)
    {
        if (value) writer.True();
        else writer.Default();
    }

    public void Price(string name, ref Price value) => Decimal(value.Raw);

    public void Quantity(string name, ref Quantity value) => Decimal(value.Raw);

    public void Money(string name, ref Money value) => Decimal(value.Raw);

    public void Time(string name, ref Timestamp value)
    {
        if (value.Nanos == 0) writer.Default();
        else writer.Time(value);
    }

    void Integer(long value)
    {
        if (value == 0) writer.Default();
        else writer.Integer(value);
    }

    void Decimal(long raw)
    {
        if (raw == 0) writer.Default();
        else writer.Decimal(raw);
    }
}
