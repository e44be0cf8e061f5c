namespace Gateway.Journal.Tests;

/// <summary>A directory that is gone after the test; in memory where the machine has such a file system, unless a disk is asked for.</summary>
sealed class TemporaryDirectory(bool onDisk = false) : IDisposable
{
    const string Memory = "/dev/shm";

    internal string Path { get; } = onDisk || !Directory.Exists(Memory)
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
