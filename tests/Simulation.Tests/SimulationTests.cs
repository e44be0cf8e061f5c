using Gateway.Messages;

namespace Gateway.Simulation.Tests;

/// <summary>The whole gateway in simulated worlds: many seeds, and proof that the checks would find what they look for.</summary>
public sealed class SimulationTests
{
    const ulong First = 1;
    const int Worlds = 2_000;

    // Of the worlds with something broken: how many are looked at, at the most and at a time.
    const int BrokenMax = 20_000, BrokenAtATime = 16;

    /// <summary>What has to have happened at least once in all these worlds, or they would prove nothing about it.</summary>
    static readonly string[] Kinds =
    [
        "kills", "power losses", "ends in write", "ends in sync", "ends in create", "ends in rename", "ends in allocate", "ends in sync directory",
        "failed write", "failed sync", "failed create", "failed rename", "failed allocate", "failed sync directory",
        "torn writes", "short writes", "late commits", "slow write", "slow sync", "no room to write", "no room to allocate", "full disks",
        "cuts", "silences", "slow readers", "logouts", "last words", "clock jumps", "stops", "starts", "snapshots", "failed snapshots", "starts from a snapshot",
        "archived segments", "deleted segments", "openings with number 1", "questions", "reports sent again", "group replaces", "kills over FIX", "refused acts",
        "access refused", "act: restrict", "act: kill", "act: unlock", "act: flatten", "act: drill", "act: lockout release", "act: market", "act: strategy switch",
        "act: limit", "act: override", "act: instrument added", "act: instrument changed", "act: tick table", "act: route",
        "edit: sessions", "edit: venues", "edit: route", "edit: limit",
        "event LimitApplied", "event LimitRefused", "event StateChanged", "event LockoutSet", "event LockoutReleased", "event Alert", "event StateRefused",
        "event OverrideEnded", "event EnforcementStarted", "event EnforcementRetried", "event EnforcementDone", "event EnforcementStuck", "event EnforcementEnded",
        "event DrillClose",
        "exchange: cut", "exchange: lost answer", "exchange: lost request", "exchange: throttle", "exchange: repetition", "exchange: delay", "exchange: refusal",
        "rest: cut", "rest: 429", "rest: 418", "rest: clock skew", "rest: 504, not done", "rest: 504, done", "rest: hidden order", "rest: delay", "rest: 503",
        "rest: no connection", "rest: lost request", "rest: lost answer", "rest: broken answer", "rest: lost frame", "rest: repeated frame", "rest: late frame",
    ];

    /// <summary>Each kind of message that there is has to be journaled by one of the worlds.</summary>
    static IEnumerable<string> KindsOfMessages
        => Enum.GetValues<InboundKind>().Where(kind => kind != 0).Select(kind => $"in {kind}")
            .Concat(Enum.GetValues<OutboundKind>().Where(kind => kind != 0).Select(kind => $"out {kind}"));

    [Fact]
    public void Nothing_is_lost_or_done_twice_in_thousands_of_worlds()
    {
        var runs = SimulationRuns.Run(First, Worlds, SimulationRuns.Steps);
        if (runs.Failures.Count > 0) Assert.Fail(SimulationRuns.Describe(runs.Failures.Keys.First(), SimulationRuns.Steps));
        Assert.Equal(Worlds, runs.Worlds);
        TestContext.Current.TestOutputHelper?.WriteLine(runs.ToString());
        foreach (var kind in Kinds.Concat(KindsOfMessages)) Assert.True(runs.Counts.GetValueOrDefault(kind) > 0, $"no '{kind}' in {Worlds} worlds: {runs}");
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

    /// <summary>Worlds beyond those that failed once.</summary>
    [Theory]
    [InlineData(34172)] // Retention had taken the beginning of the outbound log, but not of the inbound log.
    [InlineData(10814)] // A leg of an immediate group interrupted the market, and those behind it rested.
    [InlineData(3302)] // The clock was set back, and no session said a word until it had caught up.
    public void What_failed_once_is_fine(ulong seed)
    {
        var runs = SimulationRuns.Run(seed, 1, SimulationRuns.Steps);
        if (runs.Failures.Count > 0) Assert.Fail(SimulationRuns.Describe(seed, SimulationRuns.Steps));
    }

    /// <summary>
    /// Each by the check that is made for it, in the first of some worlds in which it shows: which ones it can show in changes with whatever changes the worlds.
    /// </summary>
    [Theory]
    [InlineData(nameof(Sabotage.LostFill), "the fills of order")]
    [InlineData(nameof(Sabotage.UnjournaledMessage), "replay --verify")]
    [InlineData(nameof(Sabotage.LyingDisk), "the inbound log has lost its end")]
    [InlineData(nameof(Sabotage.OtherResend), "and is now '")]
    [InlineData(nameof(Sabotage.LostCancel), "at the exchange, its strategy sees")]
    [InlineData(nameof(Sabotage.KeptReserve), "more than margins is reserved of")]
    [InlineData(nameof(Sabotage.KeptHeadroom), "of the limits is in use")]
    [InlineData(nameof(Sabotage.WrongPosition), "by the fills told of it the position is")]
    [InlineData(nameof(Sabotage.WrongResult), "is realized, the engine has")]
    [InlineData(nameof(Sabotage.WrongLimit), "the configuration says nothing, in force is")]
    [InlineData(nameof(Sabotage.MutedAct), "has 0 answers")]
    [InlineData(nameof(Sabotage.ForgottenArchive), "and is passed over", 800)]
    [InlineData(nameof(Sabotage.LostSegment), "the journal and its archive begin only after")]
    [InlineData(nameof(Sabotage.VenuesByPlace), "at the exchange, its strategy sees")]
    public void What_is_broken_on_purpose_is_found(string sabotage, string complaint, ulong first = First)
    {
        SimulationRuns runs;
        for (var seed = first; seed < first + BrokenMax; seed += (ulong)runs.Worlds)
        {
            runs = SimulationRuns.Run(seed, BrokenAtATime, SimulationRuns.Steps, Enum.Parse<Sabotage>(sabotage));
            if (runs.Failures.FirstOrDefault(failure => failure.Value.Contains(complaint, StringComparison.Ordinal)) is not { Value: not null } found) continue;
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {found.Key}");
            return;
        }

        Assert.Fail($"nobody complains in {BrokenMax} worlds that '{complaint}'");
    }
}
