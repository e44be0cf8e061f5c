using System.Buffers.Binary;
using Gateway.Journal.Format;
using Gateway.Messages;

namespace Gateway.Journal.Reading;

/// <summary>A whole frame whose checksum is right; valid until the reader that gave it reads on.</summary>
public readonly ref struct Frame
{
    internal Frame(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>Header and payload, without padding.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Place in the log.</summary>
    public long Sequence => BinaryPrimitives.ReadInt64LittleEndian(Bytes[FrameLayout.Sequence..]);

    /// <summary>Stamp of the message.</summary>
    public Timestamp Time => new(BinaryPrimitives.ReadInt64LittleEndian(Bytes[FrameLayout.Time..]));

    /// <summary>Kind of the message, in the terms of its log.</summary>
    public byte Kind => Bytes[FrameLayout.Kind];

    /// <summary>Version of the payload's schema.</summary>
    public byte SchemaVersion => Bytes[FrameLayout.Schema];

    /// <summary>The MessagePack array.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[FrameLayout.Payload..];
}
