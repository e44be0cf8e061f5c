using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>Two independent 64-bit lanes over a sequence of values (SplitMix64's finalizer, chained with different constants).</summary>
struct HashBuilder
{
    ulong _high;
    ulong _low;

    internal readonly StateHash Value => new(Mix(_high ^ 0xA0761D6478BD642FUL), Mix(_low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong value)
    {
        _high = Mix((_high ^ value) * 0x9FB21C651E98DF25UL + 1);
        _low = Mix(_low + value + 0x9E3779B97F4A7C15UL);
    }

    internal void Add(long value) => Add((ulong)value);

    internal void Add(Int128 value)
    {
        Add((ulong)(UInt128)value);
        Add((ulong)((UInt128)value >> 64));
    }

    internal void Add(bool value) => Add(value ? 1UL : 0UL);

    internal void Add<T>(in T text) where T : unmanaged, IFixedText<T>
    {
        Add(FixedText.Hash(in text));
        Add(FixedText.Hash(in text, 0x5851F42D4C957F2DUL));
    }

    /// <summary>Adds a multiset: the sum of its members' hashes, so that their order does not matter.</summary>
    internal void Add(in HashSum sum)
    {
        Add(sum.Count);
        Add(sum.High);
        Add(sum.Low);
    }

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>The hash of a multiset: members may come and go in any order.</summary>
struct HashSum
{
    internal long Count;
    internal ulong High;
    internal ulong Low;

    internal void Add(StateHash member)
    {
        Count++;
        High += member.High;
        Low += member.Low;
    }
}
