namespace Gateway.Journal.Tests;

/// <summary>A directory that is gone after the test; in memory where the machine has such a file system, unless a disk is asked for.</summary>
sealed class TemporaryDirectory(bool onDisk = false) : IDisposable
{
    const string Memory = "/dev/shm";

    // Containers have a small one, which a few journals at a time would fill.
    const long RoomMin = 2L << 30;

    static readonly bool s_hasMemory = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= RoomMin;

    internal string Path { get; } = onDisk || !s_hasMemory
        ? Directory.CreateTempSubdirectory("journal-test-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"journal-test-{Guid.NewGuid():N}")).FullName;

    internal static TemporaryDirectory CopyOf(string source)
    {
        var copy = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, true);
}
