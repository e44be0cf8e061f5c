using System.Runtime.InteropServices;

namespace Gateway.Journal.Files;

/// <summary>
/// The calls of the C library (Linux) that the framework does not offer or whose failure it does not report: its own
/// flush-to-disk swallows errors of fsync.
/// </summary>
static unsafe partial class Posix
{
    internal const int ReadOnly = 0, ReadWrite = 2, Create = 0x40, Truncate = 0x200, NonBlocking = 0x800, CloseOnExec = 0x80000;
    internal const int DataSync = 0x1000;
    internal const int ProtectReadWrite = 3, MapShared = 1, MapPrivate = 2, MapAnonymous = 0x20;
    internal const int AdviceHugePages = 14, AdvicePopulateWrite = 23;
    internal const int LockExclusive = 2, LockNonBlocking = 4;
    internal const int NoEntry = 2, Interrupted = 4, WouldBlock = 11, InvalidArgument = 22, NotSupported = 95;

    /// <summary>O_DIRECT differs between processor families.</summary>
    internal static readonly int Direct = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    internal static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite64", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int SyncData(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate64")]
    internal static partial int Allocate(int descriptor, long offset, long length);

    [LibraryImport("libc", EntryPoint = "ftruncate64", SetLastError = true)]
    internal static partial int SetLength(int descriptor, long length);

    [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    internal static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "mmap64", SetLastError = true)]
    internal static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    internal static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    internal static partial int Advise(nint address, nuint length, int advice);
}
