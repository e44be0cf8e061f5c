namespace Gateway.Simulation;

/// <summary>What came of one world.</summary>
/// <param name="Failure">What was not as it must be; null when all was well.</param>
/// <param name="Counts">What happened how often.</param>
/// <param name="Fingerprint">Of the journal that it left behind; empty unless traced.</param>
sealed record Life(string? Failure, IReadOnlyDictionary<string, int> Counts, string Fingerprint)
{
    /// <summary>Lives through a world.</summary>
    internal static Life Of(SimulationOptions options, Action<string>? tell = null)
    {
        using var world = new World(options, tell);
        var failure = Live(world);
        var counts = new Dictionary<string, int>(world.Troubles.Counts)
        {
            ["requests answered"] = world.Strategies.Sum(strategy => (int)strategy.Record.Reports),
            ["fills"] = world.Strategies.Sum(strategy => (int)strategy.Record.Fills),
            ["segments"] = world.Segments,
            ["late commits"] = world.Gateway.Postponed,
            ["reports sent again"] = world.Sent.Repeated,
            ["openings with number 1"] = world.Strategies.Sum(strategy => strategy.Openings),
            ["group replaces"] = world.Strategies.Sum(strategy => (int)strategy.Record.GroupReplaces),
        };
        world.Census.AddTo(counts);
        return new Life(failure, counts, tell is null ? "" : world.Fingerprint());
    }

    static string? Live(World world)
    {
        try
        {
            world.Run();
            return null;
        }
        catch (SimulationFailure failure)
        {
            return failure.Message;
        }
        catch (Exception fault)
        {
            return fault.ToString();
        }
    }
}
