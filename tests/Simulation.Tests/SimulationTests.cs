namespace Gateway.Simulation.Tests;

/// <summary>The whole gateway in simulated worlds: many seeds, and proof that the checks would find what they look for.</summary>
public sealed class SimulationTests
{
    const ulong First = 1;
    const int Worlds = 2_000;

    /// <summary>What has to have happened at least once in all these worlds, or they would prove nothing about it.</summary>
    static readonly string[] Kinds =
    [
        "kills", "power losses", "ends in write", "ends in sync", "ends in create", "ends in rename", "ends in allocate", "ends in sync directory",
        "failed write", "failed sync", "failed create", "failed rename", "failed allocate", "failed sync directory",
        "torn writes", "short writes", "late commits", "slow write", "slow sync", "no room to write", "no room to allocate", "full disks",
        "cuts", "silences", "slow readers", "logouts", "last words", "clock jumps", "stops", "starts", "snapshots", "failed snapshots", "operators' acts",
        "exchange: cut", "exchange: lost answer", "exchange: lost request", "exchange: throttle", "exchange: repetition", "exchange: delay", "exchange: refusal",
        "rest: cut", "rest: 429", "rest: 418", "rest: clock skew", "rest: 504, not done", "rest: 504, done", "rest: hidden order", "rest: delay", "rest: 503",
        "rest: no connection", "rest: lost request", "rest: lost answer", "rest: broken answer", "rest: lost frame", "rest: repeated frame", "rest: late frame",
    ];

    [Fact]
    public void Nothing_is_lost_or_done_twice_in_thousands_of_worlds()
    {
        var runs = SimulationRuns.Run(First, Worlds, SimulationRuns.Steps);
        if (runs.Failures.Count > 0) Assert.Fail(SimulationRuns.Describe(runs.Failures.Keys.First(), SimulationRuns.Steps));
        Assert.Equal(Worlds, runs.Worlds);
        TestContext.Current.TestOutputHelper?.WriteLine(runs.ToString());
        foreach (var kind in Kinds) Assert.True(runs.Counts.GetValueOrDefault(kind) > 0, $"no '{kind}' in {Worlds} worlds: {runs}");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_seed_tells_everything(ulong seed)
    {
        var once = SimulationRuns.TraceOf(seed, SimulationRuns.Steps, out _, out var journal);
        var again = SimulationRuns.TraceOf(seed, SimulationRuns.Steps, out _, out var journalAgain);
        Assert.Equal(once, again);
        Assert.Equal(journal, journalAgain);
    }

    [Theory]
    [InlineData(nameof(Sabotage.LostFill), 30, "fills of order")]
    [InlineData(nameof(Sabotage.UnjournaledMessage), 30, "replay --verify")]
    [InlineData(nameof(Sabotage.LyingDisk), 100, "")]
    public void What_is_broken_on_purpose_is_found(string sabotage, int worlds, string complaint)
    {
        var runs = SimulationRuns.Run(First, worlds, SimulationRuns.Steps, Enum.Parse<Sabotage>(sabotage));
        Assert.Contains(runs.Failures.Values, why => why.Contains(complaint, StringComparison.Ordinal));
    }
}
