using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>What the act at work has come to so far; empty at its beginning.</summary>
struct ActOutcome
{
    /// <summary>Why it was refused, if it was.</summary>
    internal Rejection Refusal;

    /// <summary>Orders cancelled or being cancelled.</summary>
    internal long Affected;
}
