namespace Gateway.Simulation;

/// <summary>Something is not as it must be.</summary>
sealed class SimulationFailure(string message) : Exception(message);
