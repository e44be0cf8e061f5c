using System.Runtime.InteropServices;

namespace Gateway.Journal.Files;

/// <summary>A call to the file system failed.</summary>
public sealed class JournalIOException : IOException
{
    /// <summary>Names the call, the file and the system's reason.</summary>
    /// <param name="call">What was tried, in words: <c>write 4096 bytes at 8192</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="errno">The system's error number; 0 for none.</param>
    public JournalIOException(string call, string path, int errno)
        : base($"Cannot {call} of '{path}': {(errno == 0 ? "the file system took no byte" : Marshal.GetPInvokeErrorMessage(errno))}.")
        => Errno = errno;

    /// <summary>The system's error number; 0 for none.</summary>
    public int Errno { get; }
}

/// <summary>Another process writes this journal.</summary>
public sealed class JournalLockedException : IOException
{
    /// <summary>Names the directory and the owner.</summary>
    /// <param name="directory">The journal.</param>
    /// <param name="owner">Process id of the owner, or empty when it is not known.</param>
    public JournalLockedException(string directory, string owner)
        : base($"The journal '{directory}' is in use by {(owner.Length == 0 ? "another process" : $"process {owner}")}.")
    {
        Directory = directory;
        Owner = owner;
    }

    /// <summary>The journal.</summary>
    public string Directory { get; }

    /// <summary>Process id of the owner, or empty.</summary>
    public string Owner { get; }
}
