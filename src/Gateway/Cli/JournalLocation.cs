using Gateway.Journal;

namespace Gateway.Cli;

/// <summary>Finds the journal that a user means.</summary>
static class JournalLocation
{
    /// <summary>The journal folder of a data directory, or the folder itself.</summary>
    /// <exception cref="UserErrorException">There is no journal.</exception>
    internal static string Of(string directory)
    {
        var resolved = JournalPath.Resolve(directory);
        if (Directory.Exists(resolved) && Directory.EnumerateFiles(resolved, "inbound*").Any()) return resolved;
        if (!Directory.Exists(directory)) throw new UserErrorException($"'{directory}' does not exist, or is no directory that can be seen.", ExitCode.Unreachable);
        throw new UserErrorException($"'{directory}' holds no journal (no inbound log in it or in its folder '{JournalPath.Folder}').", ExitCode.Unreachable);
    }
}
