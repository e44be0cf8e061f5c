using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Engine.State;

namespace Gateway.Engine.Positions;

/// <summary>Positions by (account, instrument): dense numbers in the order of first use, found by open addressing.</summary>
sealed class PositionTable
{
    readonly Position[] _positions;
    readonly int[] _buckets; // Number + 1; 0 is empty.
    readonly int _mask;
    int _firstChanged;
    int _lastChanged;

    internal PositionTable(EngineLimits limits)
    {
        _positions = new Position[limits.PositionsMax];
        _buckets = new int[BitOperations.RoundUpToPowerOf2((uint)limits.PositionsMax * 2)];
        _mask = _buckets.Length - 1;
    }

    internal int Count { get; private set; }

    internal bool IsFull => Count == _positions.Length;

    internal ref Position this[int number] => ref _positions[number];

    /// <summary>The number of a position, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(int account, int instrument)
    {
        for (var bucket = Home(account, instrument); ; bucket = (bucket + 1) & _mask)
        {
            var number = _buckets[bucket] - 1;
            if (number < 0 || (_positions[number].Account == account && _positions[number].Instrument == instrument)) return number;
        }
    }

    /// <summary>The number of a position, flat and new if need be; -1 when the table is full.</summary>
    internal int FindOrAdd(int account, int instrument)
    {
        var number = Find(account, instrument);
        if (number >= 0 || Count == _positions.Length) return number;
        _positions[Count] = new Position { Account = account, Instrument = instrument };
        return Enter();
    }

    int Enter()
    {
        var bucket = Home(_positions[Count].Account, _positions[Count].Instrument);
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & _mask;
        _buckets[bucket] = ++Count;
        return Count - 1;
    }

    /// <summary>Remembers that a position has to be told at the next clock tick.</summary>
    internal void MarkChanged(int number)
    {
        ref var position = ref _positions[number];
        if (position.Changed) return;
        position.Changed = true;
        if (_lastChanged == 0) _firstChanged = number + 1;
        else _positions[_lastChanged - 1].NextChanged = number + 1;
        _lastChanged = number + 1;
    }

    /// <summary>Takes the position that has been waiting longest to be told; -1 when none waits.</summary>
    internal int TakeChanged()
    {
        var number = _firstChanged - 1;
        if (number < 0) return number;
        ref var position = ref _positions[number];
        _firstChanged = position.NextChanged;
        if (_firstChanged == 0) _lastChanged = 0;
        position.Changed = false;
        position.NextChanged = 0;
        return number;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var count = Count;
        walker.Number(ref count);
        walker.Place(ref _firstChanged);
        walker.Place(ref _lastChanged);
        walker.BeginSet();
        for (var number = 0; number < count; number++)
        {
            walker.BeginItem();
            _positions[number].Walk(ref walker);
            walker.EndItem();
            if (TWalker.Loads) Enter();
        }

        walker.EndSet();
    }

    int Home(int account, int instrument) => (int)HashBuilder.Mix((ulong)(uint)account << 32 | (uint)instrument) & _mask;
}
