namespace Gateway.Messages.MessagePack;

/// <summary>Why bytes could not be read as what was asked for.</summary>
public enum MessagePackError : byte
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The bytes end within a value.</summary>
    Truncated = 1,

    /// <summary>A value of another type stands there.</summary>
    WrongType = 2,

    /// <summary>The integer does not fit the field.</summary>
    OutOfRange = 3,

    /// <summary>The text is longer than the field or not printable ASCII.</summary>
    InvalidText = 4,

    /// <summary>The byte 0xC1, which the specification never uses.</summary>
    InvalidCode = 5,

    /// <summary>The kind of message is not known to this version.</summary>
    UnknownKind = 6,

    /// <summary>The schema version is not known to this version.</summary>
    UnknownSchema = 7,

    /// <summary>Bytes follow the value.</summary>
    TrailingBytes = 8,
}
