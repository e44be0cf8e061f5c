using Gateway.Fix.Session;

namespace Gateway.Venues;

/// <summary>Where FIX sessions with exchanges keep their numbers and messages.</summary>
static class VenueStores
{
    /// <summary>A store in a directory, which outlives the process, or one in memory when there is none.</summary>
    public static FixStore Open(string? directory) => directory is null ? new MemoryStore() : new FileStore(directory, "session");

    /// <summary>Runs what may write to the files of an exchange; tells when they cannot be written.</summary>
    public static void Guarded(Action action, Action<Exception>? failed)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failed?.Invoke(error);
        }
    }
}
