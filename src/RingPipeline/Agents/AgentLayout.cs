namespace Gateway.RingPipeline;

/// <summary>Which threads run the agents.</summary>
public enum ThreadLayout
{
    /// <summary>The caller's thread runs all agents: tests, replay, simulation.</summary>
    Inline,

    /// <summary>One thread runs all agents, without hand-offs: for few cores.</summary>
    Shared,

    /// <summary>Each agent has a thread: for isolated cores.</summary>
    Dedicated,
}

/// <summary>How the threads of a layout behave.</summary>
public sealed class AgentLayoutOptions
{
    /// <summary>The idle strategy for a thread, asked for once per thread with the agent it will run.</summary>
    public required Func<IAgent, IIdleStrategy> Idle { get; init; }

    /// <summary>Called on the agent's thread with what the agent threw. In the inline layout exceptions reach the caller instead.</summary>
    public required Action<IAgent, Exception> OnFatal { get; init; }

    /// <summary>The processor for a thread by the name of its agent (<c>"pipeline"</c>; the shared thread: names joined by a plus sign).</summary>
    public Func<string, int?> Cpu { get; init; } = _ => null;
}

/// <summary>Maps agents to threads. The agents are the same in every layout.</summary>
public sealed class AgentLayout : IDisposable
{
    readonly IAgent _all;
    readonly AgentRunner[] _runners;
    bool _open;

    /// <summary>Prepares the threads of a layout.</summary>
    /// <param name="layout">Which threads.</param>
    /// <param name="options">How they behave.</param>
    /// <param name="agents">In the order in which a message flows through them.</param>
    public AgentLayout(ThreadLayout layout, AgentLayoutOptions options, params ReadOnlySpan<IAgent> agents)
    {
        _all = new CompositeAgent(agents);
        IAgent[] threads = layout switch
        {
            ThreadLayout.Inline => [],
            ThreadLayout.Shared => [_all],
            ThreadLayout.Dedicated => agents.ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown thread layout."),
        };
        Layout = layout;
        _runners = Array.ConvertAll(threads, agent => new AgentRunner(agent, options.Idle(agent), options.OnFatal, options.Cpu(agent.Name)));
    }

    /// <summary>Which threads run the agents.</summary>
    public ThreadLayout Layout { get; }

    /// <summary>The threads: none, one, or one per agent.</summary>
    public IReadOnlyList<AgentRunner> Runners => _runners;

    /// <summary>Starts the threads; in the inline layout the caller's thread starts the agents.</summary>
    public void Start()
    {
        _open = true;
        if (Layout == ThreadLayout.Inline) _all.OnStart();
        foreach (var runner in _runners) runner.Start();
    }

    /// <summary>One turn of all agents on the caller's thread.</summary>
    /// <returns>The work done; 0 when nothing is left to do.</returns>
    /// <exception cref="InvalidOperationException">The layout has threads of its own.</exception>
    public int DoWork() => Layout == ThreadLayout.Inline ? _all.DoWork() : throw NotInline();

    /// <summary>Stops the threads in the order in which messages flow, so that each drains into one that still runs, and closes the agents.</summary>
    public void Stop()
    {
        foreach (var runner in _runners) runner.Stop();
        if (_open && Layout == ThreadLayout.Inline) _all.OnClose();
        _open = false;
    }

    /// <summary>Stops.</summary>
    public void Dispose() => Stop();

    InvalidOperationException NotInline() => new($"The agents of the {Layout} layout run on threads of their own.");
}
