using System.Globalization;
using Gateway.Engine;
using Gateway.Fix.Transport;
using Gateway.Journal.Files;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>What a gateway takes from the machine it runs on: time, network and files. Everything else follows from what it is told.</summary>
sealed record GatewayEnvironment
{
    /// <summary>This machine.</summary>
    internal static GatewayEnvironment Machine { get; } = new();

    /// <summary>Wall clock and monotonic clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where strategies connect.</summary>
    internal FixNetwork Network { get; init; } = FixNetwork.Machine;

    /// <summary>Where the journal lies.</summary>
    internal IJournalFiles Files { get; init; } = PosixFiles.Instance;

    /// <summary>Whether the journal has threads of its own; without them the caller's thread prepares segments and commits.</summary>
    internal bool BackgroundJournal { get; init; } = true;

    /// <summary>For a journal without threads of its own: whether the disk is too slow to commit just now.</summary>
    internal Func<bool>? PostponeCommit { get; init; }

    /// <summary>A mark that no other run has.</summary>
    internal Func<Text64> NewRunId { get; init; } = MachineRunId;

    static Text64 MachineRunId()
        => Text64.From(DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..8]);
}
