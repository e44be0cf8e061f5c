using Gateway.Journal;
using Gateway.Journal.Reading;

namespace Gateway.Tests.Recovery;

/// <summary>What kills have interrupted, as far as the files that they left tell.</summary>
sealed class KillCensus(string journal)
{
    readonly HashSet<string> _seen = [];
    int _recoveries, _rolls, _preparations, _snapshots, _tornTails;

    /// <summary>Whether every kind of work was interrupted at least once.</summary>
    internal bool IsComplete => Math.Min(Math.Min(_recoveries, _snapshots), Math.Min(_rolls, _preparations)) > 0;

    /// <summary>Looks at what a kill before the gateway was ready has left.</summary>
    internal void TakeOfRecovery()
    {
        _recoveries++;
        Take();
    }

    /// <summary>Looks at what a kill has left.</summary>
    internal void Take()
    {
        if (!Directory.Exists(journal)) return;
        foreach (var snapshot in Directory.GetFiles(journal, "*.snap.tmp"))
            if (_seen.Add(snapshot + File.GetLastWriteTimeUtc(snapshot).Ticks)) _snapshots++;
        foreach (var log in Enum.GetValues<LogName>()) Take(log);
    }

    void Take(LogName log)
    {
        var name = log.ToString().ToLowerInvariant();
        if (Directory.GetFiles(journal, name + "-*.seg").Max(StringComparer.Ordinal) is not { } last) return;
        var next = new FileInfo(Path.Combine(journal, name + ".next"));
        if (!next.Exists || next.Length == 0) _preparations++;
        // The header goes with the first frames: it may be there before the name, and on the disk dial after it.
        if (!KillAim.Begins(last) || KillAim.Begins(next.FullName)) _rolls++;
        using var reader = LogReader.Open(journal, log);
        while (reader.TryRead(out _))
        {
        }

        if (reader.FindEnd().Kind == LogEndKind.TornTail) _tornTails++;
    }

    public override string ToString()
        => $"of which {_recoveries} in a recovery, {_snapshots} in the writing of a snapshot, {_rolls} in the roll of a segment and {_preparations} in the preparation of the next; {_tornTails} torn tails";
}
