using Gateway.Journal;

namespace Gateway.Cli;

/// <summary>Finds the journal that a user means.</summary>
static class JournalLocation
{
    const int PollMillis = 50;

    /// <summary>The journal folder of a data directory, or the folder itself.</summary>
    /// <exception cref="UserErrorException">There is no journal.</exception>
    internal static string Of(string directory)
    {
        if (Find(directory) is { } found) return found;
        if (!Directory.Exists(directory)) throw new UserErrorException($"'{directory}' does not exist, or is no directory that can be seen.", ExitCode.Unreachable);
        throw new UserErrorException($"'{directory}' holds no journal (no inbound log in it or in its folder '{JournalPath.Folder}').", ExitCode.Unreachable);
    }

    /// <summary>As <see cref="Of"/>; where there is no journal yet, its writer is waited for.</summary>
    /// <returns>Null when it is to stop before there is one.</returns>
    /// <exception cref="UserErrorException">A file is in the directory's place.</exception>
    internal static string? Await(string directory, CancellationToken stop)
    {
        if (Find(directory) is { } present) return present;
        if (File.Exists(directory)) throw new UserErrorException($"'{directory}' is no directory.", ExitCode.Unreachable);
        Console.Error.WriteLine($"Waiting for a journal in '{directory}'.");
        while (!stop.WaitHandle.WaitOne(PollMillis))
            if (Find(directory) is { } begun) return begun;
        return null;
    }

    static string? Find(string directory)
    {
        var resolved = JournalPath.Resolve(directory);
        return Directory.Exists(resolved) && Directory.EnumerateFiles(resolved, "inbound*").Any() ? resolved : null;
    }
}
