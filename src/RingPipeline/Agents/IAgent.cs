namespace Gateway.RingPipeline;

/// <summary>A part of the program as a turn of work that never waits. It neither knows nor cares which thread runs it.</summary>
public interface IAgent
{
    /// <summary>Names the thread and stands in messages.</summary>
    string Name { get; }

    /// <summary>Does what can be done now.</summary>
    /// <returns>How much was done; 0 lets the thread idle.</returns>
    int DoWork();

    /// <summary>Called once by the thread that runs the agent, before the first turn.</summary>
    void OnStart() { }

    /// <summary>Called once by the thread that ran the agent, after the last turn of a clean stop.</summary>
    void OnClose() { }
}
