using System.Runtime.CompilerServices;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// The written form of an <see cref="Inbound"/> or an <see cref="Outbound"/>: one array of the header's journaled fields, then the payload's, in their
/// order. Sequence, time, kind and schema version stand in the frame around it; latency stamps are not written.
/// </summary>
public static class MessageCodec
{
    /// <summary>Writes the message; returns the length.</summary>
    /// <param name="message">A message of a known kind.</param>
    /// <param name="destination">At least <see cref="Payload.LengthMax"/> bytes.</param>
    /// <exception cref="ArgumentException">The kind is unknown or the buffer too small.</exception>
    public static int Write<T>(ref readonly T message, Span<byte> destination) where T : struct, IMessage
    {
        var count = Counts<T>.OfKind[message.KindNumber];
        if (count == 0) ThrowUnknownKind<T>(message.KindNumber);
        var writer = new FieldWriter(destination);
        writer.ArrayHeader(count);
        // The walk takes fields by reference for the sake of readers; this visitor only looks.
        Visit(ref Unsafe.AsRef(in message), ref writer);
        return writer.Length;
    }

    /// <summary>Reads a payload into <paramref name="message"/>, which is cleared first. No input makes it throw.</summary>
    /// <param name="kind">Kind from the frame.</param>
    /// <param name="schemaVersion">Schema version from the frame.</param>
    /// <param name="payload">The array's bytes.</param>
    /// <param name="message">Holds the message when the result is fine; its sequence and time are the caller's to set.</param>
    public static DecodeResult Read<T>(byte kind, byte schemaVersion, ReadOnlySpan<byte> payload, out T message) where T : struct, IMessage
    {
        message = default;
        if (schemaVersion is 0 or > Payload.SchemaVersion) return new(MessagePackError.UnknownSchema, 0, 0);
        if (Counts<T>.OfKind[kind] == 0) return new(MessagePackError.UnknownKind, 0, 0);
        message.KindNumber = kind;
        var reader = new FieldReader(payload);
        Visit(ref message, ref reader);
        return reader.Finish();
    }

    /// <summary>Walks the journaled fields of the header, then those of the payload; false when the kind is unknown.</summary>
    public static bool Visit<T, TVisitor>(ref T message, ref TVisitor visitor)
        where T : struct, IMessage
        where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        message.VisitHeader(ref visitor);
        return message.VisitPayload(ref visitor);
    }

    static void ThrowUnknownKind<T>(byte kind) => throw new ArgumentException($"An {typeof(T).Name} message of kind {kind} has no written form.");

    /// <summary>How many fields each kind has; 0 for an unknown one.</summary>
    static class Counts<T> where T : struct, IMessage
    {
        internal static readonly int[] OfKind = Count();

        static int[] Count()
        {
            var counts = new int[256];
            for (var kind = 0; kind < counts.Length; kind++)
            {
                var message = new T { KindNumber = (byte)kind };
                var counter = new FieldCounter();
                if (Visit(ref message, ref counter)) counts[kind] = counter.Count;
            }

            return counts;
        }
    }
}
