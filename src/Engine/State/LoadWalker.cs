using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Messages;

namespace Gateway.Engine.State;

/// <summary>Gives what it is shown the values that <see cref="SaveWalker{TSink}"/> wrote down.</summary>
ref struct LoadWalker(ReadOnlySpan<byte> bytes) : IStateWalker
{
    ReadOnlySpan<byte> _rest = bytes;

    public static bool Loads => true;

    public static bool Hashes => false;

    internal readonly int Left => _rest.Length;

    public void Number(ref long value)
    {
        var zigzag = Take();
        value = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    public void Big(ref Int128 value)
    {
        UInt128 zigzag = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 126) throw Malformed();
            var next = Byte();
            zigzag |= (UInt128)(next & 0x7Fu) << shift;
            if (next < 0x80) break;
        }

        value = (Int128)(zigzag >> 1) ^ -(Int128)(zigzag & 1);
    }

    public void Bits(ref ulong value)
    {
        if (_rest.Length < sizeof(ulong)) throw Malformed();
        value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[sizeof(ulong)..];
    }

    public void Text<T>(ref T value) where T : unmanaged, IFixedText<T>
    {
        var length = Byte();
        if (length > T.Capacity || length > _rest.Length) throw Malformed();
        value = default;
        _rest[..length].CopyTo(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        _rest = _rest[length..];
    }

    public void Place(ref int place)
    {
        var wide = 0L;
        Number(ref wide);
        place = checked((int)wide);
    }

    public void Named(NameKind kind, ref int number) => Place(ref number);

    public readonly void BeginSet()
    {
    }

    public readonly void BeginItem()
    {
    }

    public readonly void EndItem()
    {
    }

    public readonly void EndSet()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong Take()
    {
        // One byte is the usual case: flags, words and what is zero.
        if (_rest.Length > 0 && _rest[0] < 0x80)
        {
            var value = (ulong)_rest[0];
            _rest = _rest[1..];
            return value;
        }

        return TakeLong();
    }

    ulong TakeLong()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 63) throw Malformed();
            var next = Byte();
            value |= (next & 0x7FUL) << shift;
            if (next < 0x80) return value;
        }
    }

    byte Byte()
    {
        if (_rest.IsEmpty) throw Malformed();
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    static InvalidDataException Malformed() => new("The saved state ends too early or holds a value out of range.");
}
