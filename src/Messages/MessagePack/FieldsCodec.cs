using System.Runtime.CompilerServices;

namespace Gateway.Messages.MessagePack;

/// <summary>The written form of anything that shows its fields: one array of them in their order.</summary>
public static class FieldsCodec
{
    /// <summary>Writes the fields; returns the length.</summary>
    /// <param name="fields">What is written.</param>
    /// <param name="destination">At least <see cref="Payload.LengthMax"/> bytes.</param>
    public static int Write<T>(ref readonly T fields, Span<byte> destination) where T : struct, IFields
    {
        ref var walked = ref Unsafe.AsRef(in fields);
        var counter = new FieldCounter();
        walked.Visit(ref counter);
        var writer = new FieldWriter(destination);
        writer.ArrayHeader(counter.Count);
        walked.Visit(ref writer);
        return writer.Length;
    }

    /// <summary>Reads the fields into a cleared <typeparamref name="T"/>. No input makes it throw.</summary>
    public static DecodeResult Read<T>(ReadOnlySpan<byte> payload, out T fields) where T : struct, IFields
    {
        fields = default;
        var reader = new FieldReader(payload);
        fields.Visit(ref reader);
        return reader.Finish();
    }
}
