using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Engine.State;

/// <summary>
/// Writes down what it is shown. Numbers are zigzag LEB128 (seven bits a byte, the lowest first), texts a length byte and their bytes,
/// fingerprints eight bytes.
/// </summary>
struct SaveWalker<TSink>(TSink sink) : IStateWalker where TSink : IStateSink
{
    const int ItemLengthMax = 72; // The longest single value: a text of 64 bytes with its length.

    readonly byte[] _buffer = new byte[1 << 16];
    int _length;

    public static bool Loads => false;

    public static bool Hashes => false;

    public void Number(ref long value) => Put((ulong)(value << 1 ^ value >> 63));

    public void Big(ref Int128 value)
    {
        var rest = (UInt128)(value << 1 ^ value >> 127);
        var buffer = Room();
        for (; rest >= 0x80; rest >>= 7) buffer[_length++] = (byte)((ulong)rest | 0x80);
        buffer[_length++] = (byte)rest;
    }

    public void Bits(ref ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room().AsSpan(_length), value);
        _length += sizeof(ulong);
    }

    public void Text<T>(ref T value) where T : unmanaged, IFixedText<T>
    {
        var text = FixedText.AsSpan(in value);
        var buffer = Room();
        buffer[_length++] = (byte)text.Length;
        text.CopyTo(buffer.AsSpan(_length));
        _length += text.Length;
    }

    public void Place(ref int place) => Put((ulong)(uint)(place << 1 ^ place >> 31));

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

    internal void Flush()
    {
        sink.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    void Put(ulong rest)
    {
        var buffer = Room();
        for (; rest >= 0x80; rest >>= 7) buffer[_length++] = (byte)(rest | 0x80);
        buffer[_length++] = (byte)rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    byte[] Room()
    {
        if (_length + ItemLengthMax > _buffer.Length) Flush();
        return _buffer;
    }
}
