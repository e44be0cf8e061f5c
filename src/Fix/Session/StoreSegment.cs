using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Fix.Session;

/// <summary>Kinds of record of a <see cref="FileStore"/>.</summary>
enum StoreRecord : byte
{
    Sent = 1,
    SentAdmin = 2,
    NextTarget = 3,
    NextSender = 4,
    Reset = 5,
    ResetTime = 6,
}

/// <summary>
/// One append-only file. Record: u32 length of what follows the checksum, u32 CRC-32C of that, u8 kind, i64 number, bytes; little-endian.
/// </summary>
sealed class StoreSegment : IDisposable
{
    /// <summary>Bytes of a record besides its payload.</summary>
    public const int HeaderLength = 4 + 4 + 1 + 8;

    const int PayloadMax = 1 << 24;

    readonly SafeFileHandle _file;
    readonly FileReserve _reserve;
    byte[] _buffer = new byte[16 << 10];
    int _buffered;
    long _written;

    public StoreSegment(string path, long number)
    {
        Path = path;
        Number = number;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _reserve = new FileReserve(_file);
    }

    public string Path { get; }

    public long Number { get; }

    public long Length => _written + _buffered;

    /// <summary>Buffers a record; returns where its payload will lie.</summary>
    public long Append(StoreRecord kind, long number, ReadOnlySpan<byte> payload)
    {
        int size = HeaderLength + payload.Length;
        if (_buffered + size > _buffer.Length)
            Flush();
        if (size > _buffer.Length)
            _buffer = new byte[size * 2];
        Span<byte> record = _buffer.AsSpan(_buffered, size);
        BinaryPrimitives.WriteInt32LittleEndian(record, size - 8);
        record[8] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(record[9..], number);
        payload.CopyTo(record[HeaderLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc(record[8..]));
        _buffered += size;
        return Length - payload.Length;
    }

    public void Flush()
    {
        if (_buffered == 0)
            return;
        _reserve.Keep(_written, _buffered);
        RandomAccess.Write(_file, _buffer.AsSpan(0, _buffered), _written);
        _written += _buffered;
        _buffered = 0;
    }

    public bool Read(long offset, Span<byte> bytes) => RandomAccess.Read(_file, bytes, offset) == bytes.Length;

    /// <summary>Hands out every whole record and cuts the file after the last; returns what was cut, or empty.</summary>
    public string Load(Action<StoreRecord, long, long, int> take)
    {
        long end = RandomAccess.GetLength(_file);
        byte[] record = new byte[4_096];
        while (_written < end && TryRead(_written, end, ref record, out int size))
        {
            long number = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(9));
            take((StoreRecord)record[8], number, _written + HeaderLength, size - HeaderLength);
            _written += size;
        }
        if (_written == end)
            return "";
        RandomAccess.SetLength(_file, _written);
        return $"{Path}: {end - _written} bytes after offset {_written} are no whole record and were cut. ";
    }

    bool TryRead(long offset, long end, ref byte[] record, out int size)
    {
        size = 0;
        if (end - offset < HeaderLength || !Read(offset, record.AsSpan(0, HeaderLength)))
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(record);
        if (length < HeaderLength - 8 || length > PayloadMax || offset + 8 + length > end)
            return false;
        size = length + 8;
        if (record.Length < size)
            record = new byte[size * 2];
        return Read(offset, record.AsSpan(0, size))
            && BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(4)) == Crc(record.AsSpan(8, length));
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    public void Dispose() => _file.Dispose();
}
