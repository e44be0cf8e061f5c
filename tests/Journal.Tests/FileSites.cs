namespace Gateway.Journal.Tests;

/// <summary>
/// Every place at which the gateway calls its file layer: an operation and a kind of file. <see cref="FileSitesTests"/> has each of them fail; the tests of the
/// gateway prove that there are no others.
/// </summary>
static class FileSites
{
    internal const string Prepared = "prepared segment", Segment = "segment", Snapshot = "snapshot", Unfinished = "unfinished snapshot",
        Copy = "copy for the archive", Lock = "lock", Directory = "directory";

    /// <summary>All of them.</summary>
    internal static readonly string[] All =
    [
        .. At(Directory, "list", "make directory", "sync directory"),
        .. At(Lock, "lock"),
        .. At(Prepared, "open Read", "open Write", "open Create", "open Direct", "open Durable", "length", "read", "write", "allocate", "map", "sync", "rename"),
        .. At(Segment, "open Read", "open Write", "open Durable", "length", "read", "write", "map", "sync", "delete"),
        .. At(Snapshot, "open Read", "length", "read", "delete"),
        .. At(Unfinished, "open Create", "write", "sync", "rename", "delete"),
        .. At(Copy, "open Create", "write", "sync", "rename"),
    ];

    static IEnumerable<string> At(string kind, params string[] operations) => operations.Select(operation => $"{operation}: {kind}");

    /// <summary>The place of a call.</summary>
    internal static string Of(string operation, string path) => $"{operation}: {KindOf(Path.GetFileName(path))}";

    static string KindOf(string name)
        => name.EndsWith(".next", StringComparison.Ordinal) ? Prepared
            : name.EndsWith(".seg.tmp", StringComparison.Ordinal) ? Copy
            : name.EndsWith(".seg", StringComparison.Ordinal) ? Segment
            : name.EndsWith(".snap.tmp", StringComparison.Ordinal) ? Unfinished
            : name.EndsWith(".snap", StringComparison.Ordinal) ? Snapshot
            : name.EndsWith("lock", StringComparison.Ordinal) ? Lock
            : Directory;
}
