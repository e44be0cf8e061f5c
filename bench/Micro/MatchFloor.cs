using Gateway.Engine;

namespace Gateway.Bench.Micro;

/// <summary>
/// What the memory of <see cref="ScaledFlow"/> asks for, and nothing else: tables of the same sizes, the same mix, and of each command only the lines that it
/// cannot do without, each found in the one before. No book on these tables can be quicker one command at a time.
/// </summary>
internal sealed class MatchFloor
{
    private struct Order
    {
        internal int Next;
        internal int Previous;
        internal int Level;
        internal int Left;
        internal long Lots;
        internal long Other;
    }

    private readonly int[] _handles;
    private readonly Order[] _orders;
    private readonly Order[] _levels; // As large as an order.
    private readonly int _near;
    private ulong _random = 0x9E3779B97F4A7C15;
    private int _last;

    internal MatchFloor(int resting, int levels)
    {
        _handles = LargeTable.Of<int>(resting);
        _orders = LargeTable.Of<Order>(resting + 1);
        _levels = LargeTable.Of<Order>(levels + 1);
        _near = Math.Min(16, levels);
        for (var slot = 0; slot < resting; slot++) _handles[slot] = 1 + Random(resting);
        for (var order = 1; order <= resting; order++)
            _orders[order] = new Order { Next = 1 + Random(resting), Previous = 1 + Random(resting), Level = 1 + Random(levels) };
    }

    internal void Run(int commands)
    {
        for (var i = 0; i < commands; i++) Step();
    }

    internal void Step()
    {
        var dice = Random(100);
        var slot = Random(_handles.Length);
        if (dice < 8) Touch(ref _levels[1 + slot % _near]);                 // A market order finds the touch in the cache.
        else if (dice < 16 || (dice & 1) == 0) Leave(slot);                 // A replace and a cancel look for their order,
        else if (Random(10) == 0) Touch(ref _levels[1 + slot % (_levels.Length - 1)]); // and of new ones one in ten looks for its price.
        else Touch(ref _levels[1 + slot % _near]);
    }

    // The handle, the order, and at once its neighbours and its level.
    private void Leave(int slot)
    {
        ref var order = ref _orders[_handles[slot]];
        _orders[order.Next].Previous ^= 0;
        _orders[order.Previous].Next ^= 0;
        _last = _orders[order.Next].Left + _orders[order.Previous].Left;
        Touch(ref _levels[order.Level]);
    }

    private void Touch(ref Order level)
    {
        level.Lots++;
        _last += level.Left;
    }

    // What comes next depends on what was read, as an answer that must be given before the next request is read.
    private int Random(int below)
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        _random += (ulong)_last; // Always 0.
        return (int)((UInt128)_random * (uint)below >> 64);
    }
}
