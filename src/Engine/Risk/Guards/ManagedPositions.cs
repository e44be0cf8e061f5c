namespace Gateway.Engine.Risk.Guards;

/// <summary>Positions whose protective orders have to be looked at when the message at work is done (R081). Empty between two messages.</summary>
sealed class ManagedPositions(EngineLimits limits)
{
    readonly int[] _numbers = new int[limits.PositionsMax];
    readonly bool[] _waits = new bool[limits.PositionsMax];
    int _count;

    internal bool IsEmpty => _count == 0;

    internal void Add(int number)
    {
        if (_waits[number]) return;
        _waits[number] = true;
        _numbers[_count++] = number;
    }

    internal int Take()
    {
        var number = _numbers[--_count];
        _waits[number] = false;
        return number;
    }
}
