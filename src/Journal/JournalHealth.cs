namespace Gateway.Journal;

/// <summary>What may still be written; ordered by badness.</summary>
public enum JournalHealth
{
    /// <summary>Everything.</summary>
    Writable = 0,

    /// <summary>
    /// The next segment cannot be prepared (a full disk, as a rule): only what is left of the present ones. Take no more orders; cancels and
    /// the shutdown can still be journaled. Preparation is tried again; when it succeeds all is well again.
    /// </summary>
    ReserveOnly = 1,

    /// <summary>
    /// A write or sync failed, or the reserve is used up. Final for this process: nothing is appended or committed any more, and
    /// what was not yet committed must not have an effect. Stop, and recover in a fresh process.
    /// </summary>
    Failed = 2,
}
