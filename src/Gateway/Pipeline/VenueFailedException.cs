namespace Gateway.Pipeline;

/// <summary>
/// The files of a FIX session with an exchange, or of a simulated exchange, can no longer be written: its numbers or orders would be wrong after the
/// next start, so the process ends as it does when the journal fails.
/// </summary>
sealed class VenueFailedException(string venue, Exception cause)
    : Exception($"The records of {venue} cannot be kept: {cause.Message}", cause);
