namespace Gateway.Testing;

/// <summary>
/// A directory that is gone after the test. A process that outlives the killed one that started it may still write there:
/// the deletion begins again until it finds nothing new.
/// </summary>
sealed class TemporaryDirectory : IDisposable
{
    const string Memory = "/dev/shm";

    // Containers have a small one, which a few journals at a time would fill.
    const long RoomMin = 2L << 30;

    static readonly bool s_hasMemory = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= RoomMin;

    TemporaryDirectory(string path) => Path = path;

    internal TemporaryDirectory()
        : this(Directory.CreateTempSubdirectory("gateway-test-").FullName)
    {
    }

    internal string Path { get; }

    /// <summary>In memory where the machine has such a file system with room.</summary>
    internal static TemporaryDirectory InMemory()
        => s_hasMemory ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"gateway-test-{Guid.NewGuid():N}")).FullName) : new();

    /// <summary>One in memory with a copy of another's files.</summary>
    internal static TemporaryDirectory CopyOf(string source)
    {
        var copy = InMemory();
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose()
    {
        Exception? last = null;
        if (!Patience.Until(() => IsGone(out last))) throw last!;
    }

    bool IsGone(out Exception? error)
    {
        error = null;
        try
        {
            if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        }
        catch (IOException e)
        {
            error = e;
        }

        return error is null;
    }
}
