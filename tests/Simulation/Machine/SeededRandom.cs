namespace Gateway.Simulation.Machine;

/// <summary>SplitMix64: all chance in a simulated world comes from here, so that a seed tells everything.</summary>
sealed class SeededRandom(ulong seed)
{
    ulong _state = seed;

    internal ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to below <paramref name="below"/>.</summary>
    internal int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>Both ends included.</summary>
    internal long Between(long from, long to) => from + (long)(Next() % (ulong)(to - from + 1));

    /// <summary>True in so many of a thousand cases.</summary>
    internal bool Permille(int chance) => Below(1000) < chance;

    internal T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>A stream of its own: what draws from it does not shift the others.</summary>
    internal SeededRandom Fork() => new(Next());
}
