namespace Gateway.Simulation.Checks;

/// <summary>Lets every check have its say: what one finds hides nothing of what the others find.</summary>
sealed class Complaints
{
    readonly List<string> _words = [];

    internal void Hear(Action check)
    {
        try
        {
            check();
        }
        catch (SimulationFailure failure)
        {
            _words.Add(failure.Message);
        }
    }

    /// <summary>Fails with all of it, a line each.</summary>
    internal void Tell()
    {
        if (_words.Count > 0) throw new SimulationFailure(string.Join('\n', _words));
    }
}
