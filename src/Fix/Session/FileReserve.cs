using Gateway.Fix.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Fix.Session;

/// <summary>
/// Blocks of the disk for the next records of an append-only file, 2 to 4 MiB behind its end (fallocate(2), the length stays as it is): a disk that is
/// full keeps nobody from recording for a while yet. Where the file system has no such thing there is no reserve.
/// </summary>
public sealed class FileReserve
{
    const int AheadBytes = 4 << 20;

    readonly SafeFileHandle _file;
    long _end;

    /// <summary>A reserve of a file; none yet.</summary>
    public FileReserve(SafeFileHandle file) => _file = file;

    /// <summary>Called before bytes are written: takes more blocks in time, if there are any.</summary>
    /// <param name="written">The end of the file.</param>
    /// <param name="bytes">What is about to be appended.</param>
    public void Keep(long written, int bytes)
    {
        long end = written + bytes + AheadBytes;
        if (written + bytes + AheadBytes / 2 <= _end || !OperatingSystem.IsLinux())
            return;
        if (Libc.Allocate(_file, Libc.KeepSize, written, end - written) == 0)
            _end = end;
    }
}
