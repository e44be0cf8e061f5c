namespace Gateway.Journal;

/// <summary>Where a journal lies.</summary>
public static class JournalPath
{
    /// <summary>Name of the journal's folder in a data directory.</summary>
    public const string Folder = "journal";

    internal const string LockFile = "lock";

    /// <summary>The journal folder of a data directory; a journal folder stands for itself.</summary>
    public static string Resolve(string directory)
    {
        var inner = Path.Combine(directory, Folder);
        return Directory.Exists(inner) ? inner : directory;
    }
}
