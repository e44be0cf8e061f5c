using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>Turns the fields it is shown into text and hands them to a sink.</summary>
struct FieldText<TSink>(TSink sink) : IFieldVisitor where TSink : class, IFieldSink
{
    public static bool ShowsDerived => true;

    const int TextLengthMax = 40;

    public readonly void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
        => sink.Put(name, FixedText.AsSpan(in value), FieldType.Text, FixedText.IsEmpty(in value));

    public readonly void Word<T>(string name, ref T value) where T : unmanaged, Enum
    {
        var number = WordNames<T>.NumberOf(value);
        sink.Put(name, WordNames<T>.Of(number), FieldType.Word, number == 0);
    }

    public readonly void Number(string name, ref long value) => Integer(name, value);

    public readonly void Number(string name, ref int value) => Integer(name, value);

    public readonly void Number(string name, ref ushort value) => Integer(name, value);

    public readonly void Flag(string name, ref bool value) => sink.Put(name, value ? "true"u8 : "false"u8, FieldType.Flag, !value);

    public readonly void Price(string name, ref Price value) => Decimal(name, value.Raw);

    public readonly void Quantity(string name, ref Quantity value) => Decimal(name, value.Raw);

    public readonly void Money(string name, ref Money value) => Decimal(name, value.Raw);

    public readonly void Time(string name, ref Timestamp value)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        var length = value.Nanos == 0 ? 0 : Format(value, text);
        sink.Put(name, text[..length], FieldType.Time, value.Nanos == 0);
    }

    internal readonly void Integer(string name, long value)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        sink.Put(name, text[..length], FieldType.Integer, value == 0);
    }

    readonly void Decimal(string name, long raw)
    {
        Span<byte> text = stackalloc byte[FixedPoint.TextLengthMax];
        sink.Put(name, text[..FixedPoint.Format(raw, text)], FieldType.Decimal, raw == 0);
    }

    static int Format(Timestamp time, Span<byte> text)
    {
        // The framework's instants have ticks of 100 ns; the last two digits are ours.
        DateTime.UnixEpoch.AddTicks(time.Nanos / 100).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        var rest = (int)Math.Abs(time.Nanos % 100);
        text[length++] = (byte)('0' + rest / 10);
        text[length++] = (byte)('0' + rest % 10);
        text[length++] = (byte)'Z';
        return length;
    }
}

/// <summary>Names of an enum's values as bytes, made once each.</summary>
static class WordNames<T> where T : unmanaged, Enum
{
    static readonly byte[]?[] s_names = new byte[]?[Unsafe.SizeOf<T>() == 1 ? 1 << 8 : 1 << 16];

    internal static ushort NumberOf(T value) => Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<T, byte>(value) : Unsafe.BitCast<T, ushort>(value);

    internal static byte[] Of(ushort number)
        => s_names[number] ??= Encoding.ASCII.GetBytes((Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<byte, T>((byte)number) : Unsafe.BitCast<ushort, T>(number)).ToString());
}
