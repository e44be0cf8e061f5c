namespace Gateway.RingPipeline;

/// <summary>Several agents as one: each turn runs them all once, in the order given.</summary>
public sealed class CompositeAgent : IAgent
{
    readonly IAgent[] _agents;

    /// <summary>Puts agents together.</summary>
    /// <param name="agents">In the order in which a message flows through them, so that one turn carries it all the way.</param>
    public CompositeAgent(params ReadOnlySpan<IAgent> agents)
    {
        _agents = agents.ToArray();
        Name = string.Join('+', _agents.Select(agent => agent.Name));
    }

    /// <summary>The names of the agents, joined by a plus sign.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public int DoWork()
    {
        var work = 0;
        foreach (var agent in _agents) work += agent.DoWork();
        return work;
    }

    /// <summary>Starts the agents in order.</summary>
    public void OnStart()
    {
        foreach (var agent in _agents) agent.OnStart();
    }

    /// <summary>Closes the agents in reverse order.</summary>
    public void OnClose()
    {
        for (var i = _agents.Length - 1; i >= 0; i--) _agents[i].OnClose();
    }
}
