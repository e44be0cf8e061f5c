namespace Gateway.Simulation;

/// <summary>A fault of the machinery on purpose, to see that the checks would find it.</summary>
enum Sabotage
{
    None,

    /// <summary>A strategy never hears of one of its fills.</summary>
    LostFill,

    /// <summary>The disk says that what it has written is safe, and it is not.</summary>
    LyingDisk,

    /// <summary>The engine takes a message that nobody has journaled.</summary>
    UnjournaledMessage,

    /// <summary>What is sent again is not what was sent.</summary>
    OtherResend,

    /// <summary>An order is told to be cancelled, and the exchange has never heard of it.</summary>
    LostCancel,

    /// <summary>What a done order has claimed of a balance is not given back.</summary>
    KeptReserve,

    /// <summary>A done order still counts as open.</summary>
    KeptHeadroom,

    /// <summary>A position is not what its fills make of it.</summary>
    WrongPosition,

    /// <summary>A result is not what its fills make of it.</summary>
    WrongResult,

    /// <summary>A limit is in force that nobody has set.</summary>
    WrongLimit,

    /// <summary>An operator waits for an answer that never comes.</summary>
    MutedAct,

    /// <summary>The gateway does not know where its old segments went: late strategies do not get what is in them.</summary>
    ForgottenArchive,

    /// <summary>A segment is taken away that is not in the archive.</summary>
    LostSegment,

    /// <summary>Exchanges are numbered by their place in the file, whatever number the journal knows them by.</summary>
    VenuesByPlace,
}
