using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Fix.Codec;

/// <summary>
/// Writes fields into a span, in the order of the calls. It never throws: when the span is too small it stops writing and
/// <see cref="Overflowed"/> says so. Values must not hold the delimiter (0x01), except those of <see cref="WriteData"/>.
/// </summary>
public ref struct FixWriter
{
    // Longest tag, '=' and delimiter, and longest number or stamp: a single check covers any field but text.
    const int FixedFieldMax = 48;

    readonly Span<byte> _span;
    readonly TimestampFormat _time;
    int _position;

    /// <summary>Writes into <paramref name="destination"/>; <paramref name="time"/> keeps the rendered second between messages.</summary>
    public FixWriter(Span<byte> destination, TimestampFormat time, int position = 0)
    {
        _span = destination;
        _time = time;
        _position = position;
    }

    /// <summary>True when a field did not fit; the message must not be sent.</summary>
    public bool Overflowed { readonly get; private set; }

    /// <summary>Bytes written, counted from the start of the span.</summary>
    public readonly int Position => _position;

    /// <summary>Offset at which the body of the message under way begins; kept for <see cref="MessageTemplate"/>.</summary>
    internal int BodyStart;

    internal readonly Span<byte> Destination => _span;

    /// <summary>Writes an integer.</summary>
    public void WriteInt(int tag, long value)
    {
        if (!Begin(tag, FixedFieldMax))
            return;
        _position += Digits.Write(ref Current, value);
        End();
    }

    /// <summary>Writes a number of 1e-8 units as a decimal without trailing zeros: 150000000 becomes <c>1.5</c>.</summary>
    public void WriteDecimal(int tag, long units)
    {
        if (!Begin(tag, FixedFieldMax))
            return;
        _position += Digits.WriteDecimal(ref Current, units);
        End();
    }

    /// <summary>Writes one character.</summary>
    public void WriteChar(int tag, byte value)
    {
        if (!Begin(tag, FixedFieldMax))
            return;
        Current = value;
        _position++;
        End();
    }

    /// <summary>Writes one ASCII character.</summary>
    public void WriteChar(int tag, char value) => WriteChar(tag, (byte)value);

    /// <summary>Writes Y or N.</summary>
    public void WriteBool(int tag, bool value) => WriteChar(tag, value ? (byte)'Y' : (byte)'N');

    /// <summary>Writes bytes as they are; an empty value writes no field.</summary>
    public void WriteText(int tag, scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !Begin(tag, FixedFieldMax + value.Length))
            return;
        value.CopyTo(_span[_position..]);
        _position += value.Length;
        End();
    }

    /// <summary>Writes text as ASCII, other characters as '?'. For the rare path: text is transcoded.</summary>
    public void WriteText(int tag, string value)
    {
        if (string.IsNullOrEmpty(value) || !Begin(tag, FixedFieldMax + value.Length))
            return;
        foreach (char letter in value)
            _span[_position++] = letter is >= ' ' and < (char)127 ? (byte)letter : (byte)'?';
        End();
    }

    /// <summary>Writes a packed message type.</summary>
    public void WriteMsgType(int tag, ulong type)
    {
        if (!Begin(tag, FixedFieldMax))
            return;
        _position += MsgType.Unpack(type, _span[_position..]);
        End();
    }

    /// <summary>Writes a UTCTimestamp from nanoseconds since 1970-01-01 UTC.</summary>
    public void WriteTimestamp(int tag, long nanos, TimestampPrecision precision)
    {
        if (!Begin(tag, FixedFieldMax))
            return;
        _position += _time.Write(ref Current, nanos, precision);
        End();
    }

    /// <summary>Writes a length field and the data field behind it; the data may hold any byte.</summary>
    public void WriteData(int lengthTag, int dataTag, scoped ReadOnlySpan<byte> value)
    {
        WriteInt(lengthTag, value.Length);
        if (!Begin(dataTag, FixedFieldMax + value.Length))
            return;
        value.CopyTo(_span[_position..]);
        _position += value.Length;
        End();
    }

    /// <summary>Writes whole fields that are already in FIX form, delimiters included.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> fields)
    {
        if (_position + fields.Length > _span.Length)
        {
            Overflowed = true;
            return;
        }
        fields.CopyTo(_span[_position..]);
        _position += fields.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Begin(int tag, int room)
    {
        if (Overflowed || _position + room > _span.Length)
        {
            Overflowed = true;
            return false;
        }
        _position += TagPrefix.Write(ref Current, tag);
        return true;
    }

    // Begin has checked the room for the whole field.
    readonly ref byte Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void End()
    {
        Current = FrameFinder.Soh;
        _position++;
    }
}
