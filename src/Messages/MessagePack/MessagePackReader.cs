using System.Buffers.Binary;
using static Gateway.Messages.MessagePack.MessagePackFormat;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// Reads MessagePack values one after another from a span. A failed read returns false, leaves <see cref="Position"/> where it
/// was and sets <see cref="Error"/>; no input makes it throw, read past the end or work longer than its length.
/// </summary>
/// <param name="source">The bytes.</param>
public ref struct MessagePackReader(ReadOnlySpan<byte> source)
{
    readonly ReadOnlySpan<byte> _source = source;
    int _position;

    /// <summary>Bytes read.</summary>
    public readonly int Position => _position;

    /// <summary>All bytes are read.</summary>
    public readonly bool AtEnd => _position == _source.Length;

    /// <summary>Why the latest failed read failed.</summary>
    public MessagePackError Error { get; private set; }

    /// <summary>Reads an integer of any form that fits 64 signed bits.</summary>
    public bool TryReadInteger(out long value)
    {
        var position = _position;
        if (position >= _source.Length || _source[position] > 127) return TryReadWide(out value);
        value = _source[position];
        _position = position + 1;
        return true;
    }

    /// <summary>Reads a boolean.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = false;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        var code = _source[_position];
        if (code is not (True or False)) return Fail(MessagePackError.WrongType);
        value = code == True;
        _position++;
        return true;
    }

    /// <summary>Reads a nil, if one stands there.</summary>
    public bool TryReadNil()
    {
        if (AtEnd) return Fail(MessagePackError.Truncated);
        if (_source[_position] != Nil) return Fail(MessagePackError.WrongType);
        _position++;
        return true;
    }

    /// <summary>Reads a string; the bytes are those of the source.</summary>
    public bool TryReadString(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        var code = _source[_position];
        if ((code & 0xE0) == FixString) return TryTake(1, code & 0x1F, out utf8);
        return code switch
        {
            String8 => TryReadLength(1, out var length) && TryTake(2, length, out utf8),
            String16 => TryReadLength(2, out var length) && TryTake(3, length, out utf8),
            String32 => TryReadLength(4, out var length) && TryTake(5, length, out utf8),
            _ => Fail(MessagePackError.WrongType),
        };
    }

    /// <summary>Reads a byte array; the bytes are those of the source.</summary>
    public bool TryReadBinary(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        return _source[_position] switch
        {
            Binary8 => TryReadLength(1, out var length) && TryTake(2, length, out bytes),
            Binary16 => TryReadLength(2, out var length) && TryTake(3, length, out bytes),
            Binary32 => TryReadLength(4, out var length) && TryTake(5, length, out bytes),
            _ => Fail(MessagePackError.WrongType),
        };
    }

    /// <summary>Reads the head of an array; its values follow. The count is what the head says: fewer values may be there.</summary>
    public bool TryReadArrayHeader(out uint count) => TryReadHeader(FixArray, Array16, Array32, out count);

    /// <summary>Reads the head of a map; so many pairs of key and value follow.</summary>
    public bool TryReadMapHeader(out uint count) => TryReadHeader(FixMap, Map16, Map32, out count);

    /// <summary>Passes over one value of any type with all that is nested in it.</summary>
    public bool TrySkip()
    {
        var start = _position;
        // Every turn takes a byte at least, so that the length of the source bounds the work whatever the heads claim.
        for (long pending = 1; pending > 0; pending--)
        {
            if (!TrySkipOne(out var nested))
            {
                _position = start;
                return false;
            }

            pending += nested;
        }

        return true;
    }

    bool TrySkipOne(out long nested)
    {
        nested = 0;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        var code = _source[_position];
        switch (code)
        {
            case < FixMap or >= NegativeFixInt or Nil or False or True: return TryTake(1, 0, out _);
            case < FixArray or Map16 or Map32:
                if (!TryReadMapHeader(out var pairs)) return false;
                nested = 2L * pairs;
                return true;
            case < FixString or Array16 or Array32:
                if (!TryReadArrayHeader(out var values)) return false;
                nested = values;
                return true;
            case < Nil or String8 or String16 or String32: return TryReadString(out _);
            case Binary8 or Binary16 or Binary32: return TryReadBinary(out _);
            case Extension8: return TryReadLength(1, out var small) && TryTake(3, small, out _);
            case Extension16: return TryReadLength(2, out var medium) && TryTake(4, medium, out _);
            case Extension32: return TryReadLength(4, out var large) && TryTake(6, large, out _);
            case >= FixExtension1 and <= FixExtension16: return TryTake(2, 1 << (code - FixExtension1), out _);
            case Unsigned8 or Signed8: return TryTake(1, 1, out _);
            case Unsigned16 or Signed16: return TryTake(1, 2, out _);
            case Unsigned32 or Signed32 or Float32: return TryTake(1, 4, out _);
            case Unsigned64 or Signed64 or Float64: return TryTake(1, 8, out _);
            default: return Fail(MessagePackError.InvalidCode);
        }
    }

    bool TryReadWide(out long value)
    {
        value = 0;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        var code = _source[_position];
        if (code >= NegativeFixInt)
        {
            value = (sbyte)code;
            _position++;
            return true;
        }

        if (code is < Unsigned8 or > Signed64) return Fail(code == NeverUsed ? MessagePackError.InvalidCode : MessagePackError.WrongType);
        if (!TryTake(1, 1 << ((code - Unsigned8) & 3), out var bytes)) return false;
        value = code switch
        {
            Unsigned8 => bytes[0],
            Unsigned16 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            Unsigned32 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            Signed8 => (sbyte)bytes[0],
            Signed16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            Signed32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
        if (code != Unsigned64 || value >= 0) return true;
        _position -= 9;
        value = 0;
        return Fail(MessagePackError.OutOfRange);
    }

    bool TryReadHeader(byte fix, byte code16, byte code32, out uint count)
    {
        count = 0;
        if (AtEnd) return Fail(MessagePackError.Truncated);
        var code = _source[_position];
        if ((code & 0xF0) == fix)
        {
            count = (uint)code & 0xF;
            _position++;
            return true;
        }

        if (code != code16 && code != code32) return Fail(MessagePackError.WrongType);
        if (!TryTake(1, code == code16 ? 2 : 4, out var bytes)) return false;
        count = code == code16 ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    bool TryReadLength(int width, out long length)
    {
        length = 0;
        var bytes = _source[(_position + 1)..];
        if (bytes.Length < width) return Fail(MessagePackError.Truncated);
        length = width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        };
        return true;
    }

    bool TryTake(int head, long length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length > _source.Length - _position - head) return Fail(MessagePackError.Truncated);
        bytes = _source.Slice(_position + head, (int)length);
        _position += head + (int)length;
        return true;
    }

    bool Fail(MessagePackError error)
    {
        Error = error;
        return false;
    }
}
