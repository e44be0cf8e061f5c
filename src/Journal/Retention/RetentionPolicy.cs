namespace Gateway.Journal.Retention;

/// <summary>
/// How much of a journal stays in its directory. A segment goes when it is beyond any of the bounds that are set, and only when a whole
/// snapshot stands behind it.
/// </summary>
/// <param name="Age">Segments whose last message is older go.</param>
/// <param name="Bytes">Of each log the oldest segments go until it is no larger.</param>
/// <param name="Segments">Of each log no more than so many stay.</param>
/// <param name="Archive">Directory that they are moved to; null deletes them.</param>
public sealed record RetentionPolicy(TimeSpan? Age, long? Bytes, int? Segments, string? Archive);

/// <summary>A segment that was taken away.</summary>
/// <param name="Log">Its log.</param>
/// <param name="Name">Its file.</param>
/// <param name="LastSequence">Its last sequence.</param>
/// <param name="Length">Its bytes.</param>
public sealed record RetiredSegment(LogName Log, string Name, long LastSequence, long Length);
