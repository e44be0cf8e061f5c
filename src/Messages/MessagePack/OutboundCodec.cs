using System.Runtime.CompilerServices;

namespace Gateway.Messages.MessagePack;

/// <summary>
/// The written form of an <see cref="Outbound"/>: one array of session, venue, cause, correlation, then the payload's fields in their order. Sequence, time, kind
/// and schema version stand in the frame around it; latency stamps are not written.
/// </summary>
public static class OutboundCodec
{
    static readonly int[] s_counts = CountFields();

    /// <summary>Writes the message; returns the length.</summary>
    /// <param name="message">A message of a known kind.</param>
    /// <param name="destination">At least <see cref="Payload.LengthMax"/> bytes.</param>
    /// <exception cref="ArgumentException">The kind is unknown or the buffer too small.</exception>
    public static int Write(ref readonly Outbound message, Span<byte> destination)
    {
        var count = s_counts[(byte)message.Kind];
        if (count == 0) ThrowUnknownKind(message.Kind);
        var writer = new FieldWriter(destination);
        writer.ArrayHeader(count);
        // The walk takes fields by reference for the sake of readers; this visitor only looks.
        ref var fields = ref Unsafe.AsRef(in message);
        VisitHeader(ref fields, ref writer);
        fields.VisitPayload(ref writer);
        return writer.Length;
    }

    /// <summary>Reads a payload into <paramref name="message"/>, which is cleared first. No input makes it throw.</summary>
    /// <param name="kind">Kind from the frame.</param>
    /// <param name="schemaVersion">Schema version from the frame.</param>
    /// <param name="payload">The array's bytes.</param>
    /// <param name="message">Holds the message when the result is fine; its sequence and time are the caller's to set.</param>
    public static DecodeResult Read(byte kind, byte schemaVersion, ReadOnlySpan<byte> payload, out Outbound message)
    {
        message = default;
        if (schemaVersion is 0 or > Payload.SchemaVersion) return new(MessagePackError.UnknownSchema, 0, 0);
        if (s_counts[kind] == 0) return new(MessagePackError.UnknownKind, 0, 0);
        message.Kind = (OutboundKind)kind;
        var reader = new FieldReader(payload);
        VisitHeader(ref message, ref reader);
        message.VisitPayload(ref reader);
        return reader.Finish();
    }

    /// <summary>Walks the journaled fields of the header, then those of the payload.</summary>
    public static void Visit<TVisitor>(ref Outbound message, ref TVisitor visitor)
        where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        VisitHeader(ref message, ref visitor);
        message.VisitPayload(ref visitor);
    }

    static void VisitHeader<TVisitor>(ref Outbound message, ref TVisitor visitor)
        where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("session", ref message.Session);
        visitor.Number("venue", ref message.Venue);
        visitor.Number("cause", ref message.Cause);
        visitor.Number("correlation", ref message.Correlation);
    }

    static int[] CountFields()
    {
        var counts = new int[256];
        for (var kind = 0; kind < counts.Length; kind++)
        {
            var message = new Outbound { Kind = (OutboundKind)kind };
            var counter = new FieldCounter();
            VisitHeader(ref message, ref counter);
            if (message.VisitPayload(ref counter)) counts[kind] = counter.Count;
        }

        return counts;
    }

    static void ThrowUnknownKind(OutboundKind kind) => throw new ArgumentException($"A message of kind {kind} has no written form.");
}
