using Gateway.Engine.State;

namespace Gateway.Engine;

public sealed partial class ExecutionEngine
{
    /// <summary>The hash of the whole state: everything that a later answer can depend on. Off the hot path.</summary>
    public StateHash StateHash()
    {
        var walker = new HashWalker(_state);
        _state.Walk(ref walker);
        return walker.Value;
    }

    /// <summary>Writes down the whole state, between two messages; an engine with the same limits that loads it answers alike.</summary>
    public void Save<TSink>(TSink sink) where TSink : IStateSink
    {
        var walker = new SaveWalker<TSink>(sink);
        _state.Walk(ref walker);
        walker.Flush();
    }

    /// <summary>Takes over a saved state. This engine must have the same limits and must not have been told anything yet.</summary>
    /// <param name="state">What <see cref="Save{TSink}"/> wrote.</param>
    /// <exception cref="InvalidDataException">The bytes are none, or of another version of the program. The engine is of no use then.</exception>
    public void Load(ReadOnlySpan<byte> state)
    {
        var walker = new LoadWalker(state);
        try
        {
            _state.Walk(ref walker);
        }
        catch (Exception error) when (error is OverflowException or IndexOutOfRangeException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException("The saved state holds a value out of range: " + error.Message, error);
        }

        if (walker.Left != 0) throw new InvalidDataException("The saved state has more bytes than this version of the program knows.");
    }
}
