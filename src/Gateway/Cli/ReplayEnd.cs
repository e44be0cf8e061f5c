using Gateway.Journal.Reading;

namespace Gateway.Cli;

/// <summary>Tells how the inbound log ended that was replayed: what was not replayed, because it is damaged or not there, is not passed over in silence.</summary>
/// <param name="isLimited">The user has asked for a part, which ought to be there.</param>
sealed class ReplayEnd(bool isLimited)
{
    /// <summary>There is more behind the damage.</summary>
    internal bool IsDamaged { get; private set; }

    /// <summary>Takes down how it ended, and tells the user.</summary>
    internal void Tell(LogEnd end)
    {
        IsDamaged = end.Kind == LogEndKind.Damaged;
        if (end.Kind != LogEndKind.Clean || isLimited) Console.Error.WriteLine(end);
    }

    /// <summary>The exit code of a replay that would be <paramref name="otherwise"/>.</summary>
    internal int ExitCodeOr(int otherwise) => IsDamaged ? ExitCode.Findings : otherwise;
}
