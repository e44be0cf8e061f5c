using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Engine.Reference;
using Gateway.Engine.State;

namespace Gateway.Engine.Positions;

/// <summary>
/// The part of positions in an instrument that one strategy's or one group's own orders have made, and their working orders: a strategy's of
/// each account, a group's of all its accounts together.
/// </summary>
struct Share
{
    /// <summary>The account of a group's share.</summary>
    internal const int Everyone = -1;

    internal int Scope;
    internal int Account;
    internal int Instrument;
    internal long Quantity;
    internal Int128 Cost;
    internal long WorkingBuys;
    internal long WorkingSells;
    internal ProtectiveStops Stops;
    internal long UnprotectedSince; // R080: since when they do not cover it; 0 when they do.

    internal readonly bool IsWorking => WorkingBuys != 0 || WorkingSells != 0;

    /// <summary>Books a fill; returns the profit it realized against the share's own entry, in units of 1e-16.</summary>
    internal Int128 Book(long price, long signedQuantity)
    {
        var holding = new Position { Quantity = Quantity, Cost = Cost };
        var realized = holding.Book(price, signedQuantity);
        if (Quantity == 0 || Math.Sign(Quantity) != Math.Sign(holding.Quantity)) UnprotectedSince = 0;
        (Quantity, Cost) = (holding.Quantity, holding.Cost);
        return realized;
    }

    /// <summary>What is held, in the money that limits are in.</summary>
    internal readonly (long Long, long Short) Exposure(ref readonly Instrument traded)
        => traded.Worth(Ledger.Money(Cost)) is var worth && Quantity < 0 ? (0, worth) : (worth, 0);

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Named(NameKind.Scope, ref Scope);
        walker.Named(NameKind.Account, ref Account);
        walker.Named(NameKind.Instrument, ref Instrument);
        walker.Number(ref Quantity);
        walker.Big(ref Cost);
        walker.Number(ref WorkingBuys);
        walker.Number(ref WorkingSells);
        Stops.Walk(ref walker);
        walker.Number(ref UnprotectedSince);
    }
}

/// <summary>Shares by (scope, account, instrument): dense numbers in the order of first use, found by open addressing.</summary>
sealed class ShareTable
{
    readonly Share[] _shares;
    readonly int[] _buckets; // Number + 1; 0 is empty.
    readonly int _mask;

    internal ShareTable(EngineLimits limits)
    {
        _shares = new Share[limits.StrategyPositionsMax];
        _buckets = new int[BitOperations.RoundUpToPowerOf2((uint)limits.StrategyPositionsMax * 2)];
        _mask = _buckets.Length - 1;
    }

    internal int Count { get; private set; }

    internal bool HasRoom(int more) => Count + more <= _shares.Length;

    internal ref Share this[int number] => ref _shares[number];

    /// <summary>The number of a share, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(int scope, int account, int instrument)
    {
        for (var bucket = Home(scope, account, instrument); ; bucket = (bucket + 1) & _mask)
        {
            var number = _buckets[bucket] - 1;
            if (number < 0 || IsOf(in _shares[number], scope, account, instrument)) return number;
        }
    }

    /// <summary>The number of a share, new if need be; the caller has asked <see cref="HasRoom"/>.</summary>
    internal int FindOrAdd(int scope, int account, int instrument)
    {
        var number = Find(scope, account, instrument);
        if (number >= 0) return number;
        _shares[Count] = new Share { Scope = scope, Account = account, Instrument = instrument };
        Enter();
        return Count - 1;
    }

    // The share behind the last one finds its bucket.
    void Enter()
    {
        ref var share = ref _shares[Count];
        var bucket = Home(share.Scope, share.Account, share.Instrument);
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & _mask;
        _buckets[bucket] = ++Count;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        var count = Count;
        walker.Number(ref count);
        walker.BeginSet();
        for (var number = 0; number < count; number++)
        {
            walker.BeginItem();
            _shares[number].Walk(ref walker);
            walker.EndItem();
            if (TWalker.Loads) Enter();
        }

        walker.EndSet();
    }

    static bool IsOf(ref readonly Share share, int scope, int account, int instrument)
        => share.Scope == scope && share.Account == account && share.Instrument == instrument;

    int Home(int scope, int account, int instrument)
        => (int)HashBuilder.Mix(((ulong)(uint)scope << 32 | (uint)instrument) + ((ulong)(uint)account << 48)) & _mask;
}
