using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Snapshots;

/// <summary>A snapshot in memory, its checksums right.</summary>
public sealed class Snapshot : IDisposable
{
    readonly NativeMemory? _content;

    Snapshot(SnapshotHeader header, NativeMemory? content) => (Header, _content) = (header, content);

    /// <summary>What it is of.</summary>
    public SnapshotHeader Header { get; }

    /// <summary>The state.</summary>
    public ReadOnlySpan<byte> State => Part(0, Header.StateLength);

    /// <summary>What sessions know.</summary>
    public ReadOnlySpan<byte> Sessions => Part(Header.StateLength, Header.SessionsLength);

    ReadOnlySpan<byte> Part(long offset, long length) => length == 0 ? default : _content!.Span(offset, (int)length);

    /// <summary>Reads a snapshot; null with a reason when it is damaged or of a version that is not known.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Snapshot? TryOpen(string path, out string reason, IJournalFiles? files = null)
    {
        using var file = (files ?? PosixFiles.Instance).Open(path, FileUse.Read);
        if (ReadHeader(file, out var checksum, out reason) is not { } header) return null;
        if (!HasContent(in header, file.Length, ref reason)) return null;
        var length = header.StateLength + header.SessionsLength;
        var content = length == 0 ? null : Read(file, length);
        if (length == 0 || Crc32C.Of(content!.Span(0, (int)length)) == checksum) return new(header, content);
        content.Dispose();
        reason = "the checksum of its content is wrong";
        return null;
    }

    internal static SnapshotHeader? ReadHeader(IJournalFile file, out uint checksum, out string reason)
    {
        Span<byte> bytes = stackalloc byte[SnapshotHeader.Length];
        return SnapshotHeader.Read(bytes[..LogReader.ReadFully(file, bytes, 0)], out checksum, out reason);
    }

    static bool HasContent(in SnapshotHeader header, long fileLength, ref string reason)
    {
        var length = header.StateLength + header.SessionsLength;
        if (header.StateLength < 0 || header.SessionsLength < 0 || length > int.MaxValue) reason = "its header names lengths that cannot be";
        else if (fileLength != SnapshotHeader.Length + length)
            reason = $"it has {fileLength} bytes where its header promises {SnapshotHeader.Length + length}";
        return reason.Length == 0;
    }

    static NativeMemory Read(IJournalFile file, long length)
    {
        var content = NativeMemory.Anonymous(length);
        LogReader.ReadFully(file, content.Span(0, (int)length), SnapshotHeader.Length);
        return content;
    }

    /// <inheritdoc/>
    public void Dispose() => _content?.Dispose();
}
