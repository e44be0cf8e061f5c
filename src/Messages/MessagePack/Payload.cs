namespace Gateway.Messages.MessagePack;

/// <summary>What all payloads have in common.</summary>
public static class Payload
{
    /// <summary>Schema version that is written. A reader knows all versions up to this one.</summary>
    public const byte SchemaVersion = 1;

    /// <summary>
    /// Bytes that a buffer for one payload must have. The largest message takes less than 600; a text is copied with its
    /// padding, which needs room behind it.
    /// </summary>
    public const int LengthMax = 992;
}
