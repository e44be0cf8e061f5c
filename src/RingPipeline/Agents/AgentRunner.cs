namespace Gateway.RingPipeline;

/// <summary>Runs one agent on a thread of its own until stopped.</summary>
/// <remarks>An exception in an agent is fatal: the thread ends without another turn and the callback decides what becomes of the process.</remarks>
public sealed class AgentRunner : IDisposable
{
    readonly IAgent _agent;
    readonly IIdleStrategy _idle;
    readonly Action<IAgent, Exception> _onFatal;
    readonly int? _cpu;
    readonly Thread _thread;
    bool _stopping;

    /// <summary>Prepares the thread; <see cref="Start"/> starts it.</summary>
    /// <param name="agent">Its name becomes the name of the thread.</param>
    /// <param name="idle">For this runner alone.</param>
    /// <param name="onFatal">Called on the agent's thread with what the agent threw.</param>
    /// <param name="cpu">The processor to bind the thread to; null leaves the choice to the system. A failure to bind is fatal too.</param>
    public AgentRunner(IAgent agent, IIdleStrategy idle, Action<IAgent, Exception> onFatal, int? cpu = null)
    {
        (_agent, _idle, _onFatal, _cpu) = (agent, idle, onFatal, cpu);
        _thread = new Thread(Run) { Name = agent.Name, IsBackground = true };
    }

    /// <summary>The agent that this thread runs.</summary>
    public IAgent Agent => _agent;

    /// <summary>Whether the thread is running.</summary>
    public bool IsRunning => _thread.IsAlive;

    /// <summary>Starts the thread. Once only.</summary>
    public void Start() => _thread.Start();

    /// <summary>Lets the present turn end, closes the agent on its own thread, and waits for that. May be called twice, or by the agent itself.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, true);
        _idle.Wake();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted) || _thread == Thread.CurrentThread) return;
        _thread.Join();
    }

    /// <summary>Stops.</summary>
    public void Dispose() => Stop();

    void Run()
    {
        try
        {
            if (_cpu is { } cpu) Posix.PinToCpu(cpu);
            _agent.OnStart();
            while (!Volatile.Read(ref _stopping)) _idle.Idle(_agent.DoWork());
            _agent.OnClose();
        }
#pragma warning disable CA1031 // Whatever it is, it must reach the callback: it decides how the process ends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _onFatal(_agent, exception);
        }
    }
}
