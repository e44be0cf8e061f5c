namespace Gateway.Journal.Tests;

/// <summary>A directory that is gone after the test.</summary>
sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("journal-test-").FullName;

    internal static TemporaryDirectory CopyOf(string source)
    {
        var copy = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, true);
}
