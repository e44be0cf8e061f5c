using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Gateway.House.Tests;

/// <summary>The working tree that these tests were built from.</summary>
static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static IEnumerable<string> Files(string pattern, params string[] folders)
        => folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    internal static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    internal static string[] ProjectReferences(string project) => Items(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).ToArray()!;

    internal static IEnumerable<string> Items(string project, string name)
        => XDocument.Load(Path.Combine(Root, project)).Descendants(name).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(File.Exists(here) ? Path.GetDirectoryName(here)! : AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
