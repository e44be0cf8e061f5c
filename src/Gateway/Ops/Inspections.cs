using System.Collections.Concurrent;
using Gateway.Engine;
using Gateway.RingPipeline;

namespace Gateway.Ops;

/// <summary>
/// Lets others look at the engine: what they want to see is read on the pipeline's own thread between two messages, and nothing else may be
/// done there. Costs a turn one look at a counter while nobody asks.
/// </summary>
/// <param name="engine">Belongs to the thread that runs this agent.</param>
sealed class Inspections(ExecutionEngine engine) : IAgent
{
    readonly ConcurrentQueue<Action> _waiting = new();
    int _count;

    /// <inheritdoc/>
    public string Name => "inspections";

    /// <summary>Somebody waits for a look.</summary>
    internal bool HasWork => Volatile.Read(ref _count) != 0;

    /// <summary>Called when somebody begins to wait, so that a sleeping duty cycle hears of it.</summary>
    internal Action Asked { get; set; } = () => { };

    /// <summary>Reads something of the engine's state; from any thread.</summary>
    /// <param name="look">Runs on the pipeline's thread: short, and without changing anything.</param>
    /// <param name="limit">How long to wait for the pipeline.</param>
    /// <exception cref="TimeoutException">The pipeline did not get to it.</exception>
    internal Task<T> LookAsync<T>(Func<ExecutionEngine, T> look, TimeSpan limit)
    {
        var seen = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(() => Look(look, seen));
        Interlocked.Increment(ref _count);
        Asked();
        return seen.Task.WaitAsync(limit);
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        if (!HasWork) return 0;
        var done = 0;
        for (; _waiting.TryDequeue(out var look); done++)
        {
            Interlocked.Decrement(ref _count);
            look();
        }

        return done;
    }

    // Whatever goes wrong with a look is the looker's affair, not the pipeline's.
    void Look<T>(Func<ExecutionEngine, T> look, TaskCompletionSource<T> seen)
    {
        try
        {
            seen.SetResult(look(engine));
        }
        catch (Exception error)
        {
            seen.SetException(error);
        }
    }
}
