using System.Numerics;

namespace Gateway.Engine.Matching;

/// <summary>A 64-bit hash of a sequence of integers: the same on every machine and in every version (the SplitMix64 finalizer, chained).</summary>
public struct StateHash
{
    private ulong _state;

    /// <summary>The hash of what was added so far.</summary>
    public readonly ulong Value => Mix(_state);

    /// <summary>Adds one value; order matters.</summary>
    public void Add(long value) => _state = BitOperations.RotateLeft(_state, 5) ^ Mix((ulong)value + 0x9E3779B97F4A7C15UL + _state);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>Names an order in a state hash by something that is the same in every run, in place of the caller's table index.</summary>
public interface IOrderIdentity
{
    /// <summary>The lasting identity, such as the order id, of the order that was added with this index.</summary>
    long IdentityOf(int user);
}
