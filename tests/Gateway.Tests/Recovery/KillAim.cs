using System.Globalization;
using System.Text;
using Gateway.Journal;
using Gateway.Journal.Files;

namespace Gateway.Tests.Recovery;

/// <summary>What a kill is to interrupt.</summary>
enum KillMoment
{
    /// <summary>Whatever it may be.</summary>
    Any,

    /// <summary>The next segment has its header and not yet its name, or its name and not yet its header.</summary>
    Roll,

    /// <summary>The segment after the next is being made.</summary>
    Preparation,

    /// <summary>A snapshot is being written.</summary>
    Snapshot,
}

/// <summary>Watches the files of a journal for the moments that a kill at any time hardly ever meets: they last from microseconds to a few milliseconds.</summary>
sealed class KillAim(string journal)
{
    static readonly byte[] s_magic = "GWJRNL\r\n"u8.ToArray();
    static readonly string[] s_next = [.. Enum.GetValues<LogName>().Select(log => $"{log.ToString().ToLowerInvariant()}.next")];

    string[] _passedOver = [];

    /// <summary>Passes over the unfinished snapshots that earlier kills have left: the next whole one deletes them.</summary>
    internal void PassOverSnapshots() => _passedOver = [.. UnfinishedSnapshots()];

    /// <summary>Whether it is the moment now.</summary>
    internal bool IsNow(KillMoment moment) => moment switch
    {
        KillMoment.Roll => Array.Exists(s_next, name => Begins(Path.Combine(journal, name))),
        KillMoment.Preparation => Array.Exists(s_next, name => new FileInfo(Path.Combine(journal, name)) is not { Exists: true, Length: > 0 }),
        KillMoment.Snapshot => UnfinishedSnapshots().Except(_passedOver).Any(),
        _ => true,
    };

    /// <summary>Whether a process writes the journal: it recovers, or has recovered.</summary>
    internal bool IsOwner(int process)
    {
        try
        {
            // Not by the framework's files, which lock what they read, and could not while the gateway does.
            using var file = PosixFiles.Instance.Open(Path.Combine(journal, "lock"), FileUse.Read);
            Span<byte> owner = stackalloc byte[16];
            return Encoding.ASCII.GetString(owner[..file.Read(owner, 0)]) == process.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false; // Nobody has ever had it.
        }
    }

    IEnumerable<string> UnfinishedSnapshots() => Directory.EnumerateFiles(journal, "*.snap.tmp");

    /// <summary>Whether a file begins as a segment does.</summary>
    internal static bool Begins(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> begin = stackalloc byte[s_magic.Length];
            return RandomAccess.Read(file, begin, 0) == begin.Length && begin.SequenceEqual(s_magic);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
