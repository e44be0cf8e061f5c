using Gateway.Journal.Writing;

namespace Gateway.Pipeline;

/// <summary>
/// A log takes no more: nothing that happens from here on could be proven, so the process ends while the journal is still right.
/// A failed write or sync is final; the next start reads what is really there.
/// </summary>
sealed class JournalFailedException(LogWriter log)
    : Exception($"The {log.Log} log failed after sequence {log.LastSequence}: {(log.IsAtLastPart ? "only the room for the shutdown is left: " : "")}{log.HealthReason}");
