using Gateway.Journal;
using Gateway.Simulation.Machine;

namespace Gateway.Simulation;

/// <summary>When the session of <see cref="SimulatedInstallation.Scheduled"/> is open.</summary>
enum Opening
{
    Always,

    /// <summary>It ends and begins again in the middle of the world, as it does every day.</summary>
    Daily,

    /// <summary>As it does every week.</summary>
    Weekly,
}

/// <summary>
/// What one world is like. Drawn from its seed, each world has another mixture of troubles: one that has all of them at once would
/// never get far into any.
/// </summary>
sealed record SimulationOptions
{
    internal required ulong Seed { get; init; }

    internal required int Steps { get; init; }

    internal Durability Durability { get; init; }

    /// <summary>Slots of the outbound ring; small ones are full all the time.</summary>
    internal int OutboundRing { get; init; } = 256;

    internal int SegmentBytes { get; init; } = 64 << 10;

    internal bool Fragments { get; init; }

    internal long DelayMax { get; init; } = 200_000;

    internal int WindowBytes { get; init; } = 64 << 10;

    // Of a thousand steps, how many bring this trouble.

    internal int Cuts { get; init; }

    internal int Kills { get; init; }

    /// <summary>The machine ends in the middle of a call to the file system.</summary>
    internal int Crashes { get; init; }

    internal int DiskErrors { get; init; }

    internal int ShortWrites { get; init; }

    /// <summary>Of a thousand commits, how many the disk is too slow for.</summary>
    internal int SlowDisk { get; init; }

    /// <summary>Of a thousand calls to the file system, how many take long.</summary>
    internal int SlowCalls { get; init; }

    internal int SlowReaders { get; init; }

    internal int Snapshots { get; init; }

    internal int Operators { get; init; }

    /// <summary>A fault of the machinery on purpose: the checks have to find it.</summary>
    internal Sabotage Sabotage { get; init; }

    internal int FullDisks { get; init; }

    internal int Stops { get; init; }

    internal int ClockJumps { get; init; }

    internal int ExchangeFaults { get; init; }

    internal int Logouts { get; init; }

    /// <summary>Peers ask again for what they have had.</summary>
    internal int Questions { get; init; }

    /// <summary>Segments go to an archive instead of being deleted: the whole journal can still be replayed.</summary>
    internal bool Archives { get; init; }

    /// <summary>When a session ends and begins again with number 1.</summary>
    internal Opening Opening { get; init; }

    /// <summary>Days end and markets open by the clock.</summary>
    internal bool Calendars { get; init; }

    /// <summary>Of a thousand starts, how many find another configuration than the last one.</summary>
    internal int Edits { get; init; }

    /// <summary>Draws a world.</summary>
    internal static SimulationOptions Draw(ulong seed, int steps)
    {
        var random = new SeededRandom(seed);
        int Rate(int most) => random.Below(2) == 0 ? 0 : 1 + random.Below(most);
        var disk = random.Below(2) == 0;
        return new SimulationOptions
        {
            Seed = random.Next(),
            Steps = steps,
            Durability = disk ? Durability.Disk : Durability.Process,
            OutboundRing = random.Of(16, 64, 1024),
            SegmentBytes = random.Of(16 << 10, 16 << 10, 64 << 10, 256 << 10),
            Fragments = random.Below(2) == 0,
            DelayMax = random.Of(1_000L, 200_000, 5_000_000, 60_000_000),
            WindowBytes = random.Of(600, 8 << 10, 64 << 10),
            Cuts = Rate(20),
            Kills = Rate(15),
            Crashes = Rate(10),
            DiskErrors = Rate(6),
            ShortWrites = Rate(300),
            SlowDisk = disk ? Rate(900) : 0,
            FullDisks = Rate(6),
            Stops = Rate(6),
            ClockJumps = Rate(10),
            ExchangeFaults = Rate(40),
            Logouts = Rate(10),
            SlowCalls = Rate(20),
            SlowReaders = Rate(20),
            Snapshots = Rate(12),
            Operators = Rate(60),
            Questions = Rate(15),
            Archives = random.Below(2) == 0,
            Calendars = random.Below(3) == 0,
        }.WithOpening(random).WithEdits(random);
    }

    // Both ends of a session have to know what time it is.
    SimulationOptions WithOpening(SeededRandom random)
        => this with { Opening = ClockJumps == 0 ? random.Of(Opening.Always, Opening.Daily, Opening.Weekly) : Opening.Always };

    SimulationOptions WithEdits(SeededRandom random) => this with { Edits = random.Of(0, 300, 900) };

    public override string ToString()
        => $"durability={Durability} ring={OutboundRing} segment={SegmentBytes} fragments={Fragments} delay<={DelayMax}ns window={WindowBytes} "
           + $"cuts={Cuts} kills={Kills} crashes={Crashes} diskErrors={DiskErrors} shortWrites={ShortWrites} slowDisk={SlowDisk} fullDisks={FullDisks} "
           + $"stops={Stops} clockJumps={ClockJumps} exchangeFaults={ExchangeFaults} logouts={Logouts} "
           + $"slowCalls={SlowCalls} slowReaders={SlowReaders} snapshots={Snapshots} operators={Operators} questions={Questions} archives={Archives} opening={Opening} calendars={Calendars} edits={Edits} sabotage={Sabotage}";
}
