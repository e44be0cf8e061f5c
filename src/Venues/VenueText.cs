using Gateway.Messages;

namespace Gateway.Venues;

/// <summary>Foreign words made to fit: cut to size, anything but printable ASCII as a question mark.</summary>
static class VenueText
{
    public static Text40 Clip40(string? text) => Clip<Text40>(text);

    public static Text64 Clip64(string? text) => Clip<Text64>(text);

    static T Clip<T>(string? text) where T : unmanaged, IFixedText<T>
    {
        T clipped = default;
        if (text is null) return clipped;
        Span<byte> bytes = stackalloc byte[Math.Min(text.Length, T.Capacity)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = text[i] is >= ' ' and <= '~' ? (byte)text[i] : (byte)'?';
        FixedText.TrySet(ref clipped, bytes);
        return clipped;
    }
}
