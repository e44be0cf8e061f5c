using Gateway.Journal.Files;

namespace Gateway.Simulation.Machine;

/// <summary>An open file of one process; when the process has ended it does nothing any more.</summary>
sealed unsafe class SimulatedFile(SimulatedDisk disk, SimulatedInode inode, string path, FileUse use) : IJournalFile
{
    readonly int _epoch = disk.Epoch;

    bool IsDead => disk.Epoch != _epoch;

    public long Length => inode.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(inode.Length - offset, 0, buffer.Length);
        if (count > 0) inode.Span(offset, count).CopyTo(buffer);
        return count;
    }

    public int Write(ReadOnlySpan<byte> buffer, long offset)
    {
        if (IsDead) return buffer.Length;
        try
        {
            disk.Count("write");
        }
        catch
        {
            Tear(buffer, offset);
            throw;
        }

        if (!disk.HasRoom(Math.Max(0, offset + buffer.Length - inode.AllocatedBytes))) throw disk.Fail("write", SimulatedDisk.NoSpace);
        if (buffer.Length > JournalBlock && disk.Random.Permille(disk.ShortWrites))
        {
            buffer = buffer[..((1 + disk.Random.Below(buffer.Length / JournalBlock)) * JournalBlock)];
            disk.Happened("short writes");
        }

        if (use == FileUse.Durable && !disk.Lies) inode.WriteDurably(buffer, offset);
        else inode.Write(buffer, offset);
        return buffer.Length;
    }

    const int JournalBlock = 4096;

    /// <summary>A write that did not come to its end has got so far, to a whole sector.</summary>
    void Tear(ReadOnlySpan<byte> buffer, long offset)
    {
        var part = disk.Random.Below(buffer.Length / SimulatedInode.BlockBytes + 1) * SimulatedInode.BlockBytes;
        if (part == 0) return;
        disk.Happened("torn writes");
        if (use == FileUse.Durable) inode.WriteDurably(buffer[..part], offset);
        else inode.Write(buffer[..part], offset);
    }

    public void Allocate(long length)
    {
        if (IsDead) return;
        disk.Count("allocate");
        if (!disk.HasRoom(length - inode.AllocatedBytes)) throw disk.Fail("allocate", SimulatedDisk.NoSpace);
        if (length > inode.Length) inode.SetLength(length);
    }

    public void Sync()
    {
        if (IsDead) return;
        disk.Count("sync");
        if (!disk.Lies) inode.Sync();
    }

    public NativeMemory Map(long length)
    {
        if (inode.Length < length) throw new JournalIOException($"map {length} bytes", path, SimulatedDisk.InputOutput);
        return NativeMemory.View(inode.Start, length);
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
