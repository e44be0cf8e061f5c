namespace Gateway.Fix.Codec;

/// <summary>Answer of a typed getter: absence and bad form are different things to the peer.</summary>
public enum FieldStatus : byte
{
    /// <summary>The value was read.</summary>
    Ok,
    /// <summary>The message does not have the field.</summary>
    Missing,
    /// <summary>The field is there but its value does not have the form of the type (or does not fit it).</summary>
    Malformed,
}

/// <summary>First structural defect that <see cref="FieldIndex.Parse"/> found; it does not stop the parse.</summary>
public enum FieldDefect : byte
{
    /// <summary>None.</summary>
    None,
    /// <summary>A tag that is not a positive number without leading zeros (SessionRejectReason 0).</summary>
    InvalidTag,
    /// <summary>A field without a value (SessionRejectReason 4).</summary>
    EmptyValue,
    /// <summary>A data field whose length field does not lead to a delimiter (SessionRejectReason 6).</summary>
    WrongDataLength,
    /// <summary>More fields than the index takes.</summary>
    TooManyFields,
}

/// <summary>One field: its tag and where its value lies, counted from the first byte of the message.</summary>
public struct FieldEntry
{
    /// <summary>The tag; 0 or negative when it was not a positive number.</summary>
    public int Tag;
    /// <summary>Offset of the first byte of the value.</summary>
    public int Start;
    /// <summary>Length of the value in bytes.</summary>
    public int Length;
}
