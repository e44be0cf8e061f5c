using System.Diagnostics;
using Gateway.Journal.Files;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>A disk that can be filled: a small file system of its own where this machine lets us mount one, or a layer over the machine's files.</summary>
sealed class SmallDisk : IDisposable
{
    readonly string _place;
    readonly LimitedFiles _files = new();
    readonly bool _mounted;

    /// <param name="data">The data directory.</param>
    /// <param name="real">A file system of its own.</param>
    /// <param name="whole">For the data directory, and not for the journal alone.</param>
    internal SmallDisk(TemporaryDirectory data, bool real, bool whole = false)
    {
        _place = whole ? data.Path : Path.Combine(data.Path, "journal");
        Directory.CreateDirectory(_place);
        _mounted = real;
        if (real && !Run("mount", "-t", "tmpfs", "-o", $"size={(whole ? 128 : 32)}m,mode=0755", "tmpfs", _place)) throw new InvalidOperationException("cannot mount");
    }

    /// <summary>Whether this machine lets us mount one.</summary>
    internal static bool CanMount { get; } = TryMount();

    /// <summary>For a gateway in this process.</summary>
    internal IJournalFiles Files => _mounted ? PosixFiles.Instance : _files;

    string Ballast => Path.Combine(_place, "ballast");

    internal bool IsFull
    {
        set
        {
            _files.IsFull = value;
            if (!_mounted) return;
            if (value) Fill();
            else File.Delete(Ballast);
        }
    }

    public void Dispose()
    {
        if (_mounted) Run("umount", "-l", _place);
    }

    void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    static bool TryMount()
    {
        using var folder = new TemporaryDirectory();
        return Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path) && Run("umount", "-l", folder.Path);
    }

    static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The machine's files, of which no new one can be made while the disk is full.</summary>
    sealed class LimitedFiles : IJournalFiles
    {
        const int NoSpace = 28;

        readonly PosixFiles _files = PosixFiles.Instance;

        internal volatile bool IsFull;

        public IReadOnlyList<string> List(string directory) => _files.List(directory);

        public void CreateDirectory(string directory) => _files.CreateDirectory(directory);

        public IJournalFile Open(string path, FileUse use)
            => use == FileUse.Create && IsFull ? throw new JournalIOException("allocate a segment", path, NoSpace) : _files.Open(path, use);

        public void Rename(string from, string to) => _files.Rename(from, to);

        public void Delete(string path) => _files.Delete(path);

        public void SyncDirectory(string directory) => _files.SyncDirectory(directory);

        public IDisposable Lock(string path) => _files.Lock(path);
    }
}
