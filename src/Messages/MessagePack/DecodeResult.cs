namespace Gateway.Messages.MessagePack;

/// <summary>What came of decoding a payload: fine, or which field at which byte was wrong and how.</summary>
/// <param name="Error">What was wrong; <see cref="MessagePackError.None"/> when nothing.</param>
/// <param name="Field">Number of the field in the payload array, from 0.</param>
/// <param name="Offset">Offset in the payload.</param>
public readonly record struct DecodeResult(MessagePackError Error, int Field, int Offset)
{
    /// <summary>The message is whole.</summary>
    public bool IsOk => Error == MessagePackError.None;

    /// <inheritdoc/>
    public override string ToString() => IsOk ? "ok" : $"{Error} in field {Field} at byte {Offset} of the payload";
}
