using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gateway.Engine.Risk;

/// <summary>
/// For each rule the places of an order's scopes that have a limit of it: bit p of byte r. The scopes' masks say it the other way round, and
/// an order meets dozens of rules, so that turning them once is cheaper than asking six masks for each.
/// </summary>
[InlineArray(Size)]
struct RulePlaces
{
    const int Size = 64;

    byte _places;

    // Lane i looks at bit i of the 32: its byte, and the bit in it.
    static Vector256<byte> Bytes => Vector256.Create(
        (byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19);

    static Vector256<byte> Selectors => Vector256.Create(0x8040201008040201UL).AsByte();

    /// <summary>Places of a rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly uint Of(Rule rule) => this[(int)rule];

    /// <summary>Takes over what was collected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Set(ref readonly Collector collected)
    {
        ref var first = ref this[0];
        collected.Low.StoreUnsafe(ref first);
        collected.High.StoreUnsafe(ref first, 32);
    }

    /// <summary>Takes scope after scope in without a way through memory.</summary>
    internal ref struct Collector
    {
        internal Vector256<byte> Low;
        internal Vector256<byte> High;

        /// <summary>Takes in the rules of the scope in a place.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Add(int place, ulong rules)
        {
            var bit = Vector256.Create((byte)(1 << place));
            Low |= Spread((uint)rules) & bit;
            High |= Spread((uint)(rules >> 32)) & bit;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Spread(uint bits)
        => Vector256.Equals(Vector256.Shuffle(Vector256.Create(bits).AsByte(), Bytes) & Selectors, Selectors);
}
