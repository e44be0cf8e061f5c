namespace Gateway.Load;

/// <summary>A small, fast generator whose sequence depends on the seed alone, on every runtime (SplitMix64).</summary>
struct SplitMix(ulong seed)
{
    ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound) => (int)((UInt128)Next() * (uint)bound >> 64);

    /// <summary>True once in <paramref name="times"/>.</summary>
    internal bool OneIn(int times) => Below(times) == 0;
}
