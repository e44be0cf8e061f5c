using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>Texts to dense numbers from 0 in the order of their first appearance; open addressing, never removes, never allocates.</summary>
/// <typeparam name="T">The text type.</typeparam>
sealed class TextIndex<T> where T : unmanaged, IFixedText<T>, IEquatable<T>
{
    readonly T[] _keys;
    readonly int[] _buckets; // Number + 1; 0 is empty.
    readonly int _mask;

    internal TextIndex(int capacity)
    {
        _keys = new T[capacity];
        _buckets = new int[BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
        _mask = _buckets.Length - 1;
    }

    internal int Count { get; private set; }

    internal int Capacity => _keys.Length;

    internal bool HasRoom(int more) => Count + more <= _keys.Length;

    internal ref readonly T this[int number] => ref _keys[number];

    /// <summary>The number of a text, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(in T key)
    {
        for (var bucket = (int)FixedText.Hash(in key) & _mask; ; bucket = (bucket + 1) & _mask)
        {
            var number = _buckets[bucket] - 1;
            if (number < 0 || _keys[number].Equals(key)) return number;
        }
    }

    /// <summary>Numbers stay as they are. The hash leaves names to those who bear them.</summary>
    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        if (TWalker.Hashes) return;
        var count = Count;
        walker.Number(ref count);
        for (var number = 0; number < count; number++)
        {
            var key = number < Count ? _keys[number] : default;
            walker.Text(ref key);
            if (TWalker.Loads) FindOrAdd(in key);
        }
    }

    /// <summary>The number of a text, new if need be; -1 when the table is full.</summary>
    internal int FindOrAdd(in T key)
    {
        var number = Find(in key);
        if (number >= 0 || Count == _keys.Length) return number;
        var bucket = (int)FixedText.Hash(in key) & _mask;
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & _mask;
        _keys[Count] = key;
        _buckets[bucket] = ++Count;
        return Count - 1;
    }
}
