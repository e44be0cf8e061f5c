namespace Gateway.Journal;

/// <summary>The three logs of a journal directory.</summary>
public enum LogName : byte
{
    /// <summary>The truth: everything that happened, from which the state is rebuilt.</summary>
    Inbound,

    /// <summary>The evidence: everything that the gateway said.</summary>
    Outbound,

    /// <summary>Short records of administrative FIX messages and sequence resets.</summary>
    Sessions,
}
