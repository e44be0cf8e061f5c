using Gateway.Engine.State;

namespace Gateway.Engine.Risk;

/// <summary>Events within a window, counted in two halves of it: what lies further back than the window never counts, what lies in the last half always does.</summary>
struct SlidingCount
{
    long _start;
    int _count;
    int _before;

    internal readonly int Of(long now, long window)
    {
        var half = Math.Max(1, window / 2);
        return now - _start < half ? _count + _before : now - _start < 2 * half ? _count : 0;
    }

    internal void Add(long now, long window)
    {
        var half = Math.Max(1, window / 2);
        if (now - _start >= 2 * half) (_start, _count, _before) = (now, 0, 0);
        else if (now - _start >= half) (_start, _before, _count) = (_start + half, _count, 0);
        _count++;
    }

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Number(ref _start);
        walker.Number(ref _count);
        walker.Number(ref _before);
    }
}
