using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>Moves texts between capacities.</summary>
static class Texts
{
    /// <summary>A text of up to 16 bytes as a key of a scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Text24 Widen(in Text16 text)
    {
        Text24 wide = default;
        Unsafe.As<Text24, Text16>(ref wide) = text;
        return wide;
    }

    /// <summary>As much of a CompID as the key of a scope can hold.</summary>
    internal static Text24 Narrow(in Text32 text)
    {
        var copy = text;
        return Unsafe.As<Text32, Text24>(ref copy);
    }

    /// <summary>The key of a scope as a shorter text; false when it is longer.</summary>
    internal static bool TryNarrow(in Text24 text, out Text16 narrow)
    {
        var copy = text;
        narrow = Unsafe.As<Text24, Text16>(ref copy);
        return MemoryMarshal.AsBytes(new Span<Text24>(ref copy))[16] == 0;
    }

    /// <summary>A strategy or account name as the text of a report.</summary>
    internal static Text40 AsText(in Text16 text)
    {
        Text40 wide = default;
        Unsafe.As<Text40, Text16>(ref wide) = text;
        return wide;
    }
}
