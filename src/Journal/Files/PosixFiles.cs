using System.Globalization;
using System.Text;

namespace Gateway.Journal.Files;

/// <summary>The machine's file system (Linux).</summary>
public sealed class PosixFiles : IJournalFiles
{
    const int OwnerAndGroup = 0b110_100_000;

    /// <summary>The one instance; it has no state.</summary>
    public static PosixFiles Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        try
        {
            return Array.ConvertAll(Directory.GetFiles(directory), path => Path.GetFileName(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new IOException($"Cannot list the directory '{directory}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Cannot make the directory '{directory}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public IJournalFile Open(string path, FileUse use)
    {
        var descriptor = use switch
        {
            FileUse.Read => Posix.Open(path, Posix.ReadOnly | Posix.CloseOnExec | Posix.NonBlocking, 0), // A pipe in a file's place is an error, not a wait.
            FileUse.Write => Posix.Open(path, Posix.ReadWrite | Posix.CloseOnExec, 0),
            FileUse.Create => Posix.Open(path, Posix.ReadWrite | Posix.Create | Posix.Truncate | Posix.CloseOnExec, OwnerAndGroup),
            FileUse.Direct => OpenDirect(path, Posix.ReadWrite | Posix.CloseOnExec),
            _ => OpenDirect(path, Posix.ReadWrite | Posix.CloseOnExec | Posix.DataSync),
        };
        return descriptor >= 0 ? new PosixFile(descriptor, path) : throw new JournalIOException("open the content", path, Posix.LastError);
    }

    static int OpenDirect(string path, int flags)
    {
        var descriptor = Posix.Open(path, flags | Posix.Direct, 0);
        // Some file systems (older tmpfs, overlays) cannot bypass the page cache.
        return descriptor >= 0 || Posix.LastError != Posix.InvalidArgument ? descriptor : Posix.Open(path, flags, 0);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void SyncDirectory(string directory)
    {
        var descriptor = Posix.Open(directory, Posix.ReadOnly | Posix.CloseOnExec, 0);
        if (descriptor < 0) throw new JournalIOException("open the names", directory, Posix.LastError);
        var failed = Posix.Sync(descriptor) != 0;
        var error = Posix.LastError;
        _ = Posix.Close(descriptor);
        if (failed) throw new JournalIOException("sync the names", directory, error);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        var descriptor = Posix.Open(path, Posix.ReadWrite | Posix.Create | Posix.CloseOnExec, OwnerAndGroup);
        if (descriptor < 0) throw new JournalIOException("open the lock", path, Posix.LastError);
        var file = new PosixFile(descriptor, path);
        Span<byte> owner = stackalloc byte[16];
        if (Posix.Lock(descriptor, Posix.LockExclusive | Posix.LockNonBlocking) == 0)
        {
            file.SetLength(0);
            _ = file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), 0);
            return file;
        }

        var error = Posix.LastError;
        var held = error == Posix.WouldBlock;
        var length = held ? file.Read(owner, 0) : 0;
        file.Dispose();
        throw held
            ? new JournalLockedException(Path.GetDirectoryName(path) ?? path, Encoding.ASCII.GetString(owner[..length]))
            : new JournalIOException("take the lock", path, error);
    }
}
