using Gateway.Journal.Files;
using Gateway.Journal.Format;

namespace Gateway.Journal.Snapshots;

/// <summary>
/// Writes one snapshot: the content as it comes, the header last, under a name for the time being. <see cref="Complete"/> makes it durable
/// and gives it its name, so that a snapshot is there whole or not at all.
/// </summary>
public sealed class SnapshotWriter : IDisposable
{
    // Little is waiting for the disk at a time, so that a commit of the journal that comes in between does not wait long.
    const int SyncLength = 4 << 20;
    const int BufferLength = 1 << 18;

    readonly IJournalFiles _files;
    readonly string _directory;
    readonly string _path;
    readonly IJournalFile _file;
    readonly byte[] _buffer = new byte[BufferLength];
    uint _checksum = Crc32C.Seed;
    long _written = SnapshotHeader.Length;
    long _synced;
    int _buffered;
    bool _complete;

    /// <summary>Begins a snapshot; what an earlier attempt left unfinished is overwritten.</summary>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public SnapshotWriter(string directory, long sequence, IJournalFiles? files = null)
    {
        _files = files ?? PosixFiles.Instance;
        _directory = directory;
        _path = Path.Combine(directory, SnapshotName.Of(sequence) + SnapshotName.Unfinished);
        _file = _files.Open(_path, FileUse.Create);
    }

    /// <summary>Bytes of content so far.</summary>
    public long Length => _written + _buffered - SnapshotHeader.Length;

    /// <summary>Takes the next bytes of the content.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = Math.Min(bytes.Length, BufferLength - _buffered);
            bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            bytes = bytes[count..];
            if (_buffered == BufferLength) Flush();
        }
    }

    /// <summary>Writes the header, syncs, and gives the snapshot its name.</summary>
    /// <returns>Its path.</returns>
    public string Complete(SnapshotHeader header)
    {
        Flush();
        Span<byte> bytes = stackalloc byte[SnapshotHeader.Length];
        header.Write(bytes, ~_checksum);
        WriteFully(bytes, 0);
        _file.Sync();
        var path = _path[..^SnapshotName.Unfinished.Length];
        _files.Rename(_path, path);
        _files.SyncDirectory(_directory);
        _complete = true;
        return path;
    }

    void Flush()
    {
        var bytes = _buffer.AsSpan(0, _buffered);
        _checksum = Crc32C.Add(_checksum, bytes);
        WriteFully(bytes, _written);
        _written += _buffered;
        _buffered = 0;
        if (_written - _synced < SyncLength) return;
        _file.Sync();
        _synced = _written;
    }

    void WriteFully(ReadOnlySpan<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var count = _file.Write(bytes, offset);
            if (count <= 0) throw new JournalIOException($"write {bytes.Length} bytes at {offset}", _path, 0);
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <summary>Closes the file; one that was not completed is deleted.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_complete) _files.Delete(_path);
        _complete = true;
    }
}
