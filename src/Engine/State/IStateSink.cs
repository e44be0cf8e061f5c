namespace Gateway.Engine;

/// <summary>Takes the bytes of a saved state, in order.</summary>
public interface IStateSink
{
    /// <summary>Takes the next bytes; they are valid during the call only.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
