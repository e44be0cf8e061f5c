using System.Runtime.CompilerServices;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// Reads the fields it is shown from MessagePack values. The first wrong value stops it; fields that the array does not have
/// keep what they were, which is the default of a cleared slot.
/// </summary>
ref struct FieldReader : IFieldVisitor
{
    MessagePackReader _reader;
    long _pending;
    int _field;
    MessagePackError _error;

    internal FieldReader(ReadOnlySpan<byte> payload)
    {
        _reader = new(payload);
        if (_reader.TryReadArrayHeader(out var count)) _pending = count;
        else _error = _reader.Error;
    }

    /// <summary>Passes over what a newer version appended and tells how it went.</summary>
    internal DecodeResult Finish()
    {
        while (_pending > 0 && _error == MessagePackError.None)
        {
            if (_reader.TrySkip()) Next();
            else _error = _reader.Error;
        }

        if (_error == MessagePackError.None && !_reader.AtEnd) _error = MessagePackError.TrailingBytes;
        return new(_error, _field, _reader.Position);
    }

    public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T>
    {
        if (_pending <= 0) return;
        if (!_reader.TryReadString(out var bytes)) Fail(_reader.Error);
        else if (bytes.Length > 0 && !FixedText.TrySet(ref value, bytes)) Fail(MessagePackError.InvalidText);
        else Next();
    }

    public void Word<T>(string name, ref T value) where T : unmanaged, Enum
    {
        if (!TryInteger(0, Unsafe.SizeOf<T>() == 1 ? byte.MaxValue : ushort.MaxValue, out var number)) return;
        value = Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<byte, T>((byte)number) : Unsafe.BitCast<ushort, T>((ushort)number);
    }

    public void Number(string name, ref long value)
    {
        if (TryInteger(long.MinValue, long.MaxValue, out var number)) value = number;
    }

    public void Number(string name, ref int value)
    {
        if (TryInteger(int.MinValue, int.MaxValue, out var number)) value = (int)number;
    }

    public void Number(string name, ref ushort value)
    {
        if (TryInteger(0, ushort.MaxValue, out var number)) value = (ushort)number;
    }

    public void Flag(string name, ref bool value)
    {
        if (_pending <= 0) return;
        if (_reader.TryReadBoolean(out value)) Next();
        else Fail(_reader.Error);
    }

    public void Price(string name, ref Price value)
    {
        if (TryInteger(long.MinValue, long.MaxValue, out var number)) value = new(number);
    }

    public void Quantity(string name, ref Quantity value)
    {
        if (TryInteger(long.MinValue, long.MaxValue, out var number)) value = new(number);
    }

    public void Money(string name, ref Money value)
    {
        if (TryInteger(long.MinValue, long.MaxValue, out var number)) value = new(number);
    }

    public void Time(string name, ref Timestamp value)
    {
        if (TryInteger(long.MinValue, long.MaxValue, out var number)) value = new(number);
    }

    bool TryInteger(long least, long greatest, out long value)
    {
        value = 0;
        if (_pending <= 0) return false;
        if (!_reader.TryReadInteger(out value)) return Fail(_reader.Error);
        if (value < least || value > greatest) return Fail(MessagePackError.OutOfRange);
        Next();
        return true;
    }

    void Next()
    {
        _pending--;
        _field++;
    }

    bool Fail(MessagePackError error)
    {
        _error = error;
        _pending = 0;
        return false;
    }
}
