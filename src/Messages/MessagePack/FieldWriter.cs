using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// Writes the fields it is shown as MessagePack values. It checks for room once, at the beginning: the destination holds the
/// largest message of the house (<see cref="Payload.LengthMax"/>), so that each field is a few stores.
/// </summary>
ref struct FieldWriter : IFieldVisitor
{
    readonly ref byte _start;
    int _position;

    internal FieldWriter(Span<byte> destination)
    {
        if (destination.Length < Payload.LengthMax) ThrowTooSmall(destination.Length);
        _start = ref MemoryMarshal.GetReference(destination);
    }

    internal readonly int Length => _position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ArrayHeader(int count)
        => _position += count < 16
            ? WriteByte((byte)(MessagePackFormat.FixArray | count))
            : MessagePackFormat.Put16(ref Next, MessagePackFormat.Array16, (ushort)count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
    {
        if (FixedText.IsEmpty(in value)) _position += WriteByte(MessagePackFormat.FixString);
        else WriteText(ref value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Word<T>(string name, ref T value) where T : unmanaged, Enum
        => Integer(Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<T, byte>(value) : Unsafe.BitCast<T, ushort>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(string name, ref long value) => Integer(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(string name, ref int value) => Integer(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(string name, ref ushort value) => Integer(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flag(string name, ref bool value) => _position += WriteByte(value ? MessagePackFormat.True : MessagePackFormat.False);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Price(string name, ref Price value) => Integer(value.Raw);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Quantity(string name, ref Quantity value) => Integer(value.Raw);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Money(string name, ref Money value) => Integer(value.Raw);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Time(string name, ref Timestamp value) => Integer(value.Nanos);

    readonly ref byte Next => ref Unsafe.Add(ref _start, _position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Integer(long value) => _position += MessagePackFormat.WriteInteger(ref Next, value);

    readonly int WriteByte(byte value)
    {
        Next = value;
        return 1;
    }

    void WriteText<T>(ref T value) where T : unmanaged, IFixedText<T>
    {
        var length = LengthOf(in value);
        var head = length < 32
            ? WriteByte((byte)(MessagePackFormat.FixString | length))
            : MessagePackFormat.Put8(ref Next, MessagePackFormat.String8, (byte)length);
        // The whole capacity is copied in a few wide moves; the padding is zero and the next field overwrites it.
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref Next, head), value);
        _position += head + length;
    }

    // Texts hold no zero byte before their padding, so the first zero ends them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int LengthOf<T>(in T value) where T : unmanaged, IFixedText<T>
    {
        ref var bytes = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value));
        if (Unsafe.SizeOf<T>() == 64 && Vector512.IsHardwareAccelerated)
            return BitOperations.TrailingZeroCount(Vector512.Equals(Vector512.LoadUnsafe(ref bytes), default).ExtractMostSignificantBits());
        if (Unsafe.SizeOf<T>() == 32 && Vector256.IsHardwareAccelerated)
            return BitOperations.TrailingZeroCount(Vector256.Equals(Vector256.LoadUnsafe(ref bytes), default).ExtractMostSignificantBits());
        ref var word = ref Unsafe.As<byte, ulong>(ref bytes);
        var last = 0;
        while (last < Unsafe.SizeOf<T>() / 8 - 1 && Unsafe.Add(ref word, last) >> 56 != 0) last++;
        return last * 8 + 8 - BitOperations.LeadingZeroCount(Unsafe.Add(ref word, last)) / 8;
    }

    static void ThrowTooSmall(int length)
        => throw new ArgumentException($"A payload needs a buffer of {Payload.LengthMax} bytes, not {length}.");
}
