using System.IO.Compression;
using System.Text;

namespace Gateway.Bench.Micro;

/// <summary>Reads what the user has: plain, gzip, or one entry of a zip.</summary>
internal static class MatchFiles
{
    internal static byte[] ReadAllBytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(path);
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>The lines of a text file; of a zip, those of the entry whose name contains the word.</summary>
    internal static IEnumerable<string> ReadLines(string path, string word)
    {
        using var archive = path.EndsWith(".zip", StringComparison.Ordinal) ? ZipFile.OpenRead(path) : null;
        using var stream = archive != null
            ? archive.Entries.First(entry => entry.Name.Contains(word, StringComparison.Ordinal)).Open()
            : new MemoryStream(ReadAllBytes(path));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return line;
    }
}
