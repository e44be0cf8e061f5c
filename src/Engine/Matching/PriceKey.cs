using System.Runtime.CompilerServices;

namespace Gateway.Engine.Matching;

/// <summary>
/// A price as an unsigned key that is smaller the better the price is on its side, so that one code serves both sides without a branch.
/// </summary>
internal static class PriceKey
{
    /// <summary>The widest price the book takes, in ticks either way. Beyond it keys would wrap.</summary>
    internal const long TicksMax = 1L << 62;

    // Sets a price of zero into the middle of its node of every height (digit 32 of 64): without it a spread that trades around zero
    // would straddle the top bit and need the tallest tree. 32 * (1 + 64 + 64^2 + .. + 64^6).
    private const long ZeroOffset = 32L * ((1L << 42) - 1) / 63;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(BookSide side, long priceTicks) => (ulong)(priceTicks + ZeroOffset) ^ Mask(side);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong OfLimit(BookSide side, long limitTicks) => Of(side, Math.Clamp(limitTicks, -TicksMax, TicksMax));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ToTicks(BookSide side, ulong key) => (long)(key ^ Mask(side)) - ZeroOffset;

    // Asks: the sign bit flipped, so that signed order becomes unsigned order. Bids: all the other bits, which also turns the order round.
    private static ulong Mask(BookSide side) => (ulong)((long)side - 1) ^ (1UL << 63);
}
