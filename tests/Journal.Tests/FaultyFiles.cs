using System.Collections.Concurrent;
using Gateway.Journal.Files;

namespace Gateway.Journal.Tests;

/// <summary>What goes wrong.</summary>
public enum Fault
{
    /// <summary>The call fails and does nothing.</summary>
    Error,

    /// <summary>A write takes a part and says so; other calls fail.</summary>
    Short,

    /// <summary>A write takes a part and then fails; other calls do their work and fail.</summary>
    Torn,

    /// <summary>The call is late, and then fine.</summary>
    Late,
}

/// <summary>The machine's files, of which the n-th call (and, if asked for, every later one) goes wrong.</summary>
sealed class FaultyFiles : IJournalFiles
{
    const int NoSpace = 28, DelayMillis = 2;
    readonly PosixFiles _files = PosixFiles.Instance;
    int _calls;

    internal int FailAt { get; set; } = int.MaxValue;

    internal bool ForEver { get; init; }

    internal Fault Fault { get; init; }

    internal int Calls => _calls;

    internal string Failed { get; private set; } = "";

    /// <summary>Every call so far, with the kind of file it was for: see <see cref="FileSites"/>.</summary>
    internal ConcurrentQueue<string> Sites { get; } = [];

    internal bool Trips(string call, string path)
    {
        Sites.Enqueue(FileSites.Of(call, path));
        var number = Interlocked.Increment(ref _calls);
        var trips = ForEver ? number >= FailAt : number == FailAt;
        if (trips) Failed = call;
        if (!trips || Fault != Fault.Late) return trips;
        Thread.Sleep(DelayMillis);
        return false;
    }

    internal void Check(string call, string path, Action? work = null)
    {
        var trips = Trips(call, path);
        if (!trips || Fault == Fault.Torn) work?.Invoke();
        if (trips) throw Error(call);
    }

    internal static JournalIOException Error(string call) => new(call, "injected", NoSpace);

    public IReadOnlyList<string> List(string directory)
    {
        Check("list", directory);
        return _files.List(directory);
    }

    public void CreateDirectory(string directory) => Check("make directory", directory, () => _files.CreateDirectory(directory));

    public IJournalFile Open(string path, FileUse use)
    {
        Check($"open {use}", path);
        return new FaultyFile(this, _files.Open(path, use), path);
    }

    public void Rename(string from, string to) => Check("rename", from, () => _files.Rename(from, to));

    public void Delete(string path) => Check("delete", path, () => _files.Delete(path));

    public void SyncDirectory(string directory) => Check("sync directory", directory, () => _files.SyncDirectory(directory));

    public IDisposable Lock(string path)
    {
        Check("lock", path);
        return _files.Lock(path);
    }

    sealed class FaultyFile(FaultyFiles owner, IJournalFile file, string path) : IJournalFile
    {
        public long Length
        {
            get
            {
                owner.Check("length", path);
                return file.Length;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            owner.Check("read", path);
            return file.Read(buffer, offset);
        }

        public int Write(ReadOnlySpan<byte> buffer, long offset)
        {
            if (!owner.Trips("write", path)) return file.Write(buffer, offset);
            if (owner.Fault == Fault.Error) throw Error("write");
            // Whole blocks, or else a write past the page cache would be refused for another reason.
            var part = buffer.Length / 2 / 4096 * 4096;
            var written = part == 0 ? 0 : file.Write(buffer[..part], offset);
            return owner.Fault == Fault.Short ? written : throw Error("write");
        }

        public void Allocate(long length) => owner.Check("allocate", path, () => file.Allocate(length));

        public void Sync() => owner.Check("sync", path, file.Sync);

        public NativeMemory Map(long length)
        {
            owner.Check("map", path);
            return file.Map(length);
        }

        public void Dispose() => file.Dispose();
    }
}
