namespace Gateway.Simulation;

/// <summary>What is broken on purpose, to see that the checks find it.</summary>
enum Sabotage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A strategy is not told of one fill.</summary>
    LostFill,

    /// <summary>The disk says that writes are durable which are not.</summary>
    LyingDisk,

    /// <summary>The engine takes a message that is not in the journal.</summary>
    UnjournaledMessage,
}
