using Gateway.Engine;

namespace Gateway.Pipeline;

/// <summary>
/// Keeps the engine's memory ahead of a long replay, as <see cref="TickSource"/> does while the gateway runs: another thread waits for the kernel to clear the
/// pages. A short replay takes what it touches.
/// </summary>
sealed class ReplayMemory(ExecutionEngine engine)
{
    // So many messages are between two looks, and memory for twice as many orders is taken.
    const int Stride = 1 << 14;

    Task _populating = Task.CompletedTask;
    int _messages;

    /// <summary>So many messages more have been replayed.</summary>
    internal void After(int messages)
    {
        _messages += messages;
        if (_messages < Stride || !_populating.IsCompleted) return;
        _messages = 0;
        _populating = Task.Run(() => engine.Populate(2 * Stride));
    }
}
