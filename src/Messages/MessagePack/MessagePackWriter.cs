using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Gateway.Messages.MessagePack.MessagePackFormat;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// Writes MessagePack values one after another into a span, each in its smallest form. What does not fit is not written at all
/// and sets <see cref="Overflowed"/>; nothing after it is written either.
/// </summary>
/// <param name="destination">Where to write; never written past its end.</param>
public ref struct MessagePackWriter(Span<byte> destination)
{
    readonly Span<byte> _destination = destination;
    int _position;

    /// <summary>Bytes written.</summary>
    public readonly int Length => _position;

    /// <summary>The bytes written.</summary>
    public readonly ReadOnlySpan<byte> Written => _destination[.._position];

    /// <summary>A value did not fit; it and all later ones are missing.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Nil.</summary>
    public void WriteNil() => WriteCode(Nil);

    /// <summary>A boolean.</summary>
    public void WriteBoolean(bool value) => WriteCode(value ? True : False);

    /// <summary>A signed integer in its smallest form.</summary>
    public void WriteInteger(long value)
    {
        if (!Overflowed && _destination.Length - _position >= IntegerLengthMax) _position += MessagePackFormat.WriteInteger(ref Next, value);
        else WriteAtTheEnd(value);
    }

    /// <summary>An unsigned integer in its smallest form.</summary>
    public void WriteUnsigned(ulong value)
    {
        if (value <= long.MaxValue) WriteInteger((long)value);
        else if (Claim(IntegerLengthMax)) _position += Put64(ref Next, Unsigned64, value);
    }

    /// <summary>A string, given as UTF-8.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        if (!Claim(utf8.Length + (utf8.Length < 32 ? 1 : LongHeader(utf8.Length, byte.MaxValue)))) return;
        _position += utf8.Length switch
        {
            < 32 => Put(FixString, utf8.Length),
            <= byte.MaxValue => Put8(ref Next, String8, (byte)utf8.Length),
            <= ushort.MaxValue => Put16(ref Next, String16, (ushort)utf8.Length),
            _ => Put32(ref Next, String32, (uint)utf8.Length),
        };
        Append(utf8);
    }

    /// <summary>A byte array.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        if (!Claim(bytes.Length + LongHeader(bytes.Length, byte.MaxValue))) return;
        _position += bytes.Length switch
        {
            <= byte.MaxValue => Put8(ref Next, Binary8, (byte)bytes.Length),
            <= ushort.MaxValue => Put16(ref Next, Binary16, (ushort)bytes.Length),
            _ => Put32(ref Next, Binary32, (uint)bytes.Length),
        };
        Append(bytes);
    }

    /// <summary>The head of an array; its <paramref name="count"/> values follow.</summary>
    public void WriteArrayHeader(int count) => WriteHeader(count, FixArray, Array16, Array32);

    /// <summary>The head of a map; <paramref name="count"/> pairs of key and value follow.</summary>
    public void WriteMapHeader(int count) => WriteHeader(count, FixMap, Map16, Map32);

    readonly ref byte Next => ref Unsafe.Add(ref MemoryMarshal.GetReference(_destination), _position);

    static int LongHeader(int length, int shortMax) => length <= shortMax ? 2 : length <= ushort.MaxValue ? 3 : 5;

    readonly int Put(byte code, int count)
    {
        Next = (byte)(code | count);
        return 1;
    }

    // Where there may be room for the smallest form only.
    void WriteAtTheEnd(long value)
    {
        Span<byte> scratch = stackalloc byte[IntegerLengthMax];
        var length = MessagePackFormat.WriteInteger(ref scratch[0], value);
        if (Claim(length)) Append(scratch[..length]);
    }

    void WriteHeader(int count, byte fix, byte code16, byte code32)
    {
        if (!Claim(count < 16 ? 1 : count <= ushort.MaxValue ? 3 : 5)) return;
        _position += count switch
        {
            < 16 => Put(fix, count),
            <= ushort.MaxValue => Put16(ref Next, code16, (ushort)count),
            _ => Put32(ref Next, code32, (uint)count),
        };
    }

    void WriteCode(byte code)
    {
        if (Claim(1)) _destination[_position++] = code;
    }

    void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[_position..]);
        _position += bytes.Length;
    }

    bool Claim(int length)
    {
        if (!Overflowed && _destination.Length - _position >= length) return true;
        Overflowed = true;
        return false;
    }
}
