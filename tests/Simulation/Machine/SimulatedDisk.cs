using System.Security.Cryptography;
using System.Text;
using Native = System.Runtime.InteropServices.NativeMemory;
using Gateway.Journal.Files;

namespace Gateway.Simulation.Machine;

/// <summary>The machine ends in the middle of a call: no code of the process may run after it, so it is no exception that anybody handles.</summary>
sealed class SimulatedCrash : Exception;

/// <summary>
/// A file system in memory that knows what is on the disk and what only in the page cache. It fails, shortens, tears and refuses calls where
/// the simulation says so, and forgets at a loss of power what was never made durable.
/// </summary>
sealed class SimulatedDisk(SeededRandom random) : IJournalFiles, IDisposable
{
    internal const int NoSpace = 28, InputOutput = 5;

    readonly Dictionary<string, SimulatedInode> _durableNames = [];
    readonly List<Action<Dictionary<string, SimulatedInode>>> _pendingNames = [];
    readonly List<SimulatedInode> _inodes = [];
    Dictionary<string, SimulatedInode> _names = [];
    readonly Dictionary<string, int> _locks = [];

    internal SeededRandom Random => random;

    /// <summary>Counts processes: what an ended one still holds open does nothing any more.</summary>
    internal int Epoch { get; private set; } = 1;

    /// <summary>Blocks that may be given to files, in bytes.</summary>
    internal long CapacityBytes { get; set; } = long.MaxValue;

    internal long UsedBytes => _names.Values.Sum(inode => inode.AllocatedBytes);

    /// <summary>Calls that change something, so far.</summary>
    internal long Calls { get; private set; }

    /// <summary>The machine ends in the call with this number.</summary>
    internal long CrashAt { get; set; } = long.MaxValue;

    /// <summary>The call with this number fails.</summary>
    internal long FailAt { get; set; } = long.MaxValue;

    /// <summary>Of a thousand writes, how many are short.</summary>
    internal int ShortWrites { get; set; }

    /// <summary>Of a thousand calls, how many take long.</summary>
    internal int SlowCalls { get; set; }

    /// <summary>Time that a slow call takes: the rest of the world goes on.</summary>
    internal Action Stall { get; set; } = () => { };

    /// <summary>Hears of each fault.</summary>
    internal Action<string> Happened { get; set; } = _ => { };

    /// <summary>Says that writes are durable which are not: to see that it would be found out.</summary>
    internal bool Lies { get; set; }

    /// <summary>What failed, for the trace.</summary>
    internal string LastFault { get; private set; } = "";

    public IReadOnlyList<string> List(string directory)
        => [.. _names.Keys.Where(path => Path.GetDirectoryName(path) == directory).Select(path => Path.GetFileName(path))];

    public void CreateDirectory(string directory)
    {
        // There is but one.
    }

    public IJournalFile Open(string path, FileUse use)
    {
        if (use == FileUse.Create)
        {
            Count("create");
            var inode = new SimulatedInode();
            _inodes.Add(inode);
            Rename(names => names[path] = inode);
        }

        return _names.TryGetValue(path, out var found) ? new SimulatedFile(this, found, path, use) : throw new JournalIOException("open the content", path, 2);
    }

    public void Rename(string from, string to)
    {
        Count("rename");
        Rename(names =>
        {
            if (names.Remove(from, out var inode)) names[to] = inode;
        });
    }

    public void Delete(string path)
    {
        Count("delete");
        Rename(names => names.Remove(path));
    }

    public void SyncDirectory(string directory)
    {
        Count("sync directory");
        ApplyNames(_pendingNames.Count);
    }

    public IDisposable Lock(string path)
    {
        if (_locks.GetValueOrDefault(path) == Epoch) throw new JournalLockedException(Path.GetDirectoryName(path)!, "the same process");
        _locks[path] = Epoch;
        return new Held(this, path, Epoch);
    }

    /// <summary>The process ends. With its power the machine forgets what was not durable.</summary>
    internal void End(bool powerLoss)
    {
        Epoch++;
        CrashAt = FailAt = long.MaxValue;
        if (powerLoss)
        {
            // Names change in order, so that a part of them from the first on may have got through.
            ApplyNames(random.Below(_pendingNames.Count + 1));
            _names = new(_durableNames);
            foreach (var inode in _inodes) inode.LosePower(random);
        }

        _pendingNames.Clear();
        _durableNames.Clear();
        foreach (var (path, inode) in _names) _durableNames.Add(path, inode);
        foreach (var inode in _inodes) inode.Settle();
    }

    /// <summary>A file of a directory is gone, without a trace.</summary>
    internal void Lose(string directory)
    {
        if (List(directory) is [var name, ..]) _names.Remove(Path.Combine(directory, name));
    }

    internal void ForgetFault() => LastFault = "";

    internal void Count(string call)
    {
        Calls++;
        if (SlowCalls > 0 && random.Permille(SlowCalls))
        {
            Happened($"slow {call}");
            Stall();
        }

        if (Calls == CrashAt)
        {
            Happened($"ends in {call}");
            throw new SimulatedCrash();
        }

        if (Calls == FailAt) throw Fail(call, InputOutput);
    }

    internal JournalIOException Fail(string call, int error)
    {
        Happened(error == NoSpace ? $"no room to {call}" : $"failed {call}");
        LastFault = call;
        return new JournalIOException(call, "simulated", error);
    }

    internal bool HasRoom(long bytes) => CapacityBytes == long.MaxValue || UsedBytes + bytes <= CapacityBytes;

    void Rename(Action<Dictionary<string, SimulatedInode>> change)
    {
        change(_names);
        _pendingNames.Add(change);
    }

    void ApplyNames(int count)
    {
        foreach (var change in _pendingNames.Take(count)) change(_durableNames);
        _pendingNames.RemoveRange(0, count);
    }

    public void Dispose()
    {
        foreach (var inode in _inodes) inode.Dispose();
    }

    /// <summary>A fingerprint of every file's name and bytes.</summary>
    internal string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, inode) in _names.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(inode.Span(0, (int)inode.Length));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Segments, snapshots and the rest.</summary>
    internal IEnumerable<string> Names => _names.Keys;

    sealed class Held(SimulatedDisk disk, string path, int epoch) : IDisposable
    {
        public void Dispose()
        {
            if (disk._locks.GetValueOrDefault(path) == epoch) disk._locks.Remove(path);
        }
    }
}

/// <summary>A file's bytes as the kernel has them, and as they are on the disk.</summary>
sealed unsafe class SimulatedInode : IDisposable
{
    internal const int BlockBytes = 512;
    const int PageBytes = 4096;

    readonly HashSet<long> _dirty = [];
    byte* _bytes;
    byte* _disk;
    long _capacity;
    long _diskLength;

    internal long Length { get; private set; }

    internal long AllocatedBytes => (Length + PageBytes - 1) / PageBytes * PageBytes;

    internal byte* Start => _bytes;

    internal Span<byte> Span(long offset, int length) => new(_bytes + offset, length);

    internal void SetLength(long length)
    {
        Reserve(length);
        if (length < Length) new Span<byte>(_bytes + length, (int)(Length - length)).Clear();
        Length = length;
    }

    /// <summary>Into the page cache.</summary>
    internal void Write(ReadOnlySpan<byte> source, long offset)
    {
        Put(source, offset);
        for (var page = offset / PageBytes; page <= (offset + source.Length - 1) / PageBytes; page++) _dirty.Add(page);
    }

    /// <summary>Onto the disk.</summary>
    internal void WriteDurably(ReadOnlySpan<byte> source, long offset)
    {
        Put(source, offset);
        source.CopyTo(new Span<byte>(_disk + offset, source.Length));
        _diskLength = Math.Max(_diskLength, offset + source.Length);
    }

    void Put(ReadOnlySpan<byte> source, long offset)
    {
        Reserve(offset + source.Length);
        source.CopyTo(new Span<byte>(_bytes + offset, source.Length));
        Length = Math.Max(Length, offset + source.Length);
    }

    internal void Sync()
    {
        foreach (var page in _dirty) CopyPage(_bytes, _disk, page);
        _dirty.Clear();
        _diskLength = Length;
    }

    /// <summary>Each page that was never synced may or may not have got to the disk.</summary>
    internal void LosePower(SeededRandom random)
    {
        foreach (var page in _dirty.Order())
            if (random.Below(2) == 0)
                CopyPage(_bytes, _disk, page);
        if (random.Below(2) == 0) _diskLength = Length;
        Length = _diskLength;
        _dirty.Clear();
        if (_capacity > 0) Buffer.MemoryCopy(_disk, _bytes, _capacity, _capacity);
        if (_capacity > Length) new Span<byte>(_bytes + Length, (int)(_capacity - Length)).Clear();
    }

    /// <summary>A new process sees what the kernel has; nobody writes into it by an old mapping any more.</summary>
    internal void Settle()
    {
        if (_capacity == 0) return;
        var fresh = Allocate(_capacity);
        Buffer.MemoryCopy(_bytes, fresh, _capacity, _capacity);
        Native.Free(_bytes);
        _bytes = fresh;
    }

    void CopyPage(byte* from, byte* to, long page)
    {
        var count = Math.Min(PageBytes, _capacity - page * PageBytes);
        if (count > 0) Buffer.MemoryCopy(from + page * PageBytes, to + page * PageBytes, count, count);
    }

    void Reserve(long length)
    {
        if (length <= _capacity) return;
        var capacity = (length + PageBytes - 1) / PageBytes * PageBytes;
        _bytes = Grow(_bytes, capacity);
        _disk = Grow(_disk, capacity);
        _capacity = capacity;
    }

    byte* Grow(byte* old, long capacity)
    {
        var grown = Allocate(capacity);
        if (old != null) Buffer.MemoryCopy(old, grown, _capacity, _capacity);
        Native.Free(old);
        return grown;
    }

    static byte* Allocate(long bytes) => (byte*)Native.AllocZeroed((nuint)bytes);

    public void Dispose()
    {
        Native.Free(_bytes);
        Native.Free(_disk);
        _bytes = _disk = null;
        _capacity = 0;
    }
}
