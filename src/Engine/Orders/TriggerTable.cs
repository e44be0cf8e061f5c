using System.Numerics;
using Gateway.Engine.State;

namespace Gateway.Engine.Orders;

/// <summary>Which prices have been reached where stop orders wait: the range of the trades that are still to be looked at, by instrument.</summary>
sealed class TriggerTable(int instrumentsMax)
{
    struct Range
    {
        internal long Low;
        internal long High;
        internal bool Reached;
    }

    readonly Range[] _ranges = new Range[instrumentsMax];
    readonly BitSet _pending = new(instrumentsMax);
    readonly BitSet _quoted = new(instrumentsMax);

    internal bool HasPending => _pending.Count != 0;

    /// <summary>Stop orders wait for quotes somewhere: any message may have moved one.</summary>
    internal bool HasQuoted => _quoted.Count != 0;

    internal long LowOf(int instrument) => _ranges[instrument].Low;

    internal long HighOf(int instrument) => _ranges[instrument].High;

    /// <summary>Trades happened from one price to the other, in ticks.</summary>
    internal void Note(int instrument, long low, long high)
    {
        ref var range = ref _ranges[instrument];
        range.Low = range.Reached ? Math.Min(range.Low, low) : low;
        range.High = range.Reached ? Math.Max(range.High, high) : high;
        range.Reached = true;
        _pending.Add(instrument);
    }

    /// <summary>The first instrument to look at, or -1. It is looked at once, until more is noted.</summary>
    internal int TakePending()
    {
        var instrument = _pending.Next(0);
        if (instrument >= 0) _pending.Remove(instrument);
        return instrument;
    }

    /// <summary>What was reached has been looked at.</summary>
    internal void Forget(int instrument)
    {
        _ranges[instrument] = default;
        _pending.Remove(instrument);
    }

    /// <summary>What was reached before matching stopped is looked at now.</summary>
    internal void Resume(int instrument)
    {
        if (_ranges[instrument].Reached) _pending.Add(instrument);
    }

    /// <summary>The tick of an instrument has become finer: each is so many now.</summary>
    internal void Refine(int instrument, long factor)
    {
        _ranges[instrument].Low *= factor;
        _ranges[instrument].High *= factor;
    }

    internal void FollowQuotes(int instrument) => _quoted.Add(instrument);

    internal void IgnoreQuotes(int instrument) => _quoted.Remove(instrument);

    /// <summary>The first instrument from here on where stop orders wait for quotes, or -1.</summary>
    internal int NextQuoted(int instrument) => _quoted.Next(instrument);

    /// <summary>What was reached and waits to be looked at; which instruments follow quotes is found again by their stop orders.</summary>
    internal void Walk<TWalker>(int instruments, ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.BeginSet();
        for (var instrument = 0; instrument < instruments; instrument++)
        {
            ref var range = ref _ranges[instrument];
            if (TWalker.Hashes && !range.Reached) continue;
            walker.BeginItem();
            walker.Named(NameKind.Instrument, ref instrument);
            walker.Flag(ref range.Reached);
            walker.Number(ref range.Low);
            walker.Number(ref range.High);
            walker.EndItem();
        }

        walker.EndSet();
    }

    /// <summary>A set of small numbers, walked in rising order whatever its history.</summary>
    sealed class BitSet(int capacity)
    {
        readonly ulong[] _words = new ulong[(capacity + 63) / 64];

        internal int Count { get; private set; }

        internal void Add(int number)
        {
            if ((_words[number / 64] >> number & 1) != 0) return;
            _words[number / 64] |= 1UL << number;
            Count++;
        }

        internal void Remove(int number)
        {
            if ((_words[number / 64] >> number & 1) == 0) return;
            _words[number / 64] &= ~(1UL << number);
            Count--;
        }

        internal int Next(int from)
        {
            for (var word = from / 64; word < _words.Length; word++)
            {
                var bits = word == from / 64 ? _words[word] & ulong.MaxValue << from : _words[word];
                if (bits != 0) return word * 64 + BitOperations.TrailingZeroCount(bits);
            }

            return -1;
        }
    }
}
