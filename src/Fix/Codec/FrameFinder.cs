using System.Runtime.CompilerServices;

namespace Gateway.Fix.Codec;

/// <summary>What <see cref="FrameFinder.Find"/> saw at the start of the bytes.</summary>
public enum FrameStatus
{
    /// <summary>A whole message with the right BodyLength and CheckSum; <c>length</c> is its size.</summary>
    Complete,
    /// <summary>The beginning of a message; read more.</summary>
    NeedMore,
    /// <summary>Not a message; <c>length</c> bytes are to be skipped and no sequence number is used up.</summary>
    Garbled,
}

/// <summary>
/// Cuts a byte stream into messages. A message begins with 8, 9, 35 in this order; BodyLength (zero-padding allowed) must lead to the
/// CheckSum field, which must be three digits and right. When BodyLength leads elsewhere, the message ends at the first CheckSum field
/// at or after the place it names, so that a wrong length costs that message, or that and the one it runs into (FIX test case 2.m).
/// What is cut depends on the bytes alone and never on how they were split over reads.
/// </summary>
public static class FrameFinder
{
    /// <summary>Bytes of <c>10=nnn|</c>.</summary>
    public const int TrailerLength = 7;

    /// <summary>Longest BeginString and its delimiter that is looked for, from byte 2.</summary>
    const int BeginStringMax = 16;

    /// <summary>Most digits of BodyLength, zero-padding included.</summary>
    const int LengthDigitsMax = 12;

    /// <summary>Looks for a message at the start of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What has been read and not yet consumed.</param>
    /// <param name="sizeMax">Largest message accepted, in bytes; what claims more is garbled.</param>
    /// <param name="length">Bytes of the message, or bytes to skip, or 0 when more are needed.</param>
    public static FrameStatus Find(ReadOnlySpan<byte> bytes, int sizeMax, out int length)
    {
        FrameStatus prefix = FindBody(bytes, out int body, out long bodyLength);
        if (prefix != FrameStatus.Complete)
            return prefix == FrameStatus.NeedMore ? NeedMore(out length) : Skip(bytes, out length);
        long end = body + bodyLength;
        if (end + TrailerLength > sizeMax)
            return Skip(bytes, out length);
        if (bytes.Length < end + TrailerLength)
            return NeedMore(out length);
        if (!IsTrailer(bytes, (int)end))
            return FindMisplacedTrailer(bytes, (int)end, sizeMax, out length);
        length = (int)end + TrailerLength;
        return StartsWithMsgType(bytes, body, (int)end) && Digits(bytes, (int)end + 3) == CheckSum.Compute(bytes[..(int)end])
            ? FrameStatus.Complete
            : FrameStatus.Garbled;
    }

    static FrameStatus FindBody(ReadOnlySpan<byte> bytes, out int body, out long bodyLength)
    {
        body = 0;
        bodyLength = 0;
        ReadOnlySpan<byte> begin = "8=FIX"u8;
        if (bytes.Length <= begin.Length)
            return begin.StartsWith(bytes) ? FrameStatus.NeedMore : FrameStatus.Garbled;
        if (!bytes.StartsWith(begin))
            return FrameStatus.Garbled;
        int position = begin.Length;
        while (position < bytes.Length && bytes[position] != Soh)
        {
            if (++position > BeginStringMax)
                return FrameStatus.Garbled;
        }
        if (position + 1 >= bytes.Length)
            return FrameStatus.NeedMore;
        if (bytes[position + 1] != '9')
            return FrameStatus.Garbled;
        if (position + 2 >= bytes.Length)
            return FrameStatus.NeedMore;
        return bytes[position + 2] == '=' ? FindLength(bytes, position + 3, out body, out bodyLength) : FrameStatus.Garbled;
    }

    static FrameStatus FindLength(ReadOnlySpan<byte> bytes, int position, out int body, out long bodyLength)
    {
        int start = position;
        body = 0;
        bodyLength = 0;
        for (; position < bytes.Length; position++)
        {
            uint digit = (uint)bytes[position] - '0';
            if (digit > 9)
            {
                body = position + 1;
                return bytes[position] == Soh && position > start ? FrameStatus.Complete : FrameStatus.Garbled;
            }
            if (position - start >= LengthDigitsMax)
                return FrameStatus.Garbled;
            bodyLength = bodyLength * 10 + digit;
        }
        return FrameStatus.NeedMore;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static FrameStatus FindMisplacedTrailer(ReadOnlySpan<byte> bytes, int end, int sizeMax, out int length)
    {
        int from = Math.Max(end - 1, 0);
        ReadOnlySpan<byte> within = bytes[..Math.Min(bytes.Length, sizeMax)];
        int found = within[from..].IndexOf("\u000110="u8);
        int close = found < 0 ? -1 : within[(from + found + 4)..].IndexOf(Soh);
        if (close >= 0)
        {
            length = from + found + 4 + close + 1;
            return FrameStatus.Garbled;
        }
        return bytes.Length >= sizeMax ? Skip(bytes, out length) : NeedMore(out length);
    }

    static FrameStatus NeedMore(out int length)
    {
        length = 0;
        return FrameStatus.NeedMore;
    }

    /// <summary>Skips to the next <c>8=FIX</c> after the first byte, or to the last bytes that may be its beginning.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static FrameStatus Skip(ReadOnlySpan<byte> bytes, out int length)
    {
        int next = bytes[1..].IndexOf("8=FIX"u8);
        length = next >= 0 ? next + 1 : bytes.Length - PartialStart(bytes[1..]);
        return FrameStatus.Garbled;
    }

    static int PartialStart(ReadOnlySpan<byte> bytes)
    {
        for (int kept = Math.Min(4, bytes.Length); kept > 0; kept--)
        {
            if ("8=FIX"u8.StartsWith(bytes[^kept..]))
                return kept;
        }
        return 0;
    }

    static bool StartsWithMsgType(ReadOnlySpan<byte> bytes, int body, int end) =>
        end - body >= 5 && bytes[body] == '3' && bytes[body + 1] == '5' && bytes[body + 2] == '=' && bytes[body + 3] != Soh;

    static bool IsTrailer(ReadOnlySpan<byte> bytes, int end) =>
        bytes[end - 1] == Soh && bytes[end] == '1' && bytes[end + 1] == '0' && bytes[end + 2] == '=' && bytes[end + 6] == Soh;

    static int Digits(ReadOnlySpan<byte> bytes, int at)
    {
        int hundreds = bytes[at] - '0', tens = bytes[at + 1] - '0', ones = bytes[at + 2] - '0';
        return (uint)hundreds > 9 || (uint)tens > 9 || (uint)ones > 9 ? -1 : hundreds * 100 + tens * 10 + ones;
    }

    internal const byte Soh = 1;
}
