namespace Gateway.Testing;

/// <summary>A package of npm's, installed on first use and kept among the temporary files for the next runs.</summary>
sealed class NpmPackage(string name, string version)
{
    const int Tries = 3;

    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    readonly Lazy<(string? Folder, string Missing)> _installed = new(() => Install(name, version));

    /// <summary>A folder with the package in its node_modules; skips the test where node or npm is missing or nothing can be installed.</summary>
    internal string Folder()
    {
        var (folder, missing) = _installed.Value;
        Assert.SkipWhen(folder is null, missing);
        return folder!;
    }

    // Aside, and moved in place when it is whole, so that two runs at once or a run cut short leave nothing half done.
    static (string?, string) Install(string name, string version)
    {
        if (!IsThere("node") || !IsThere("npm")) return (null, "node or npm is not installed");
        var folder = Path.Combine(Path.GetTempPath(), $"gateway-{name.Replace('/', '-')}-{version}-{Environment.UserName}");
        if (Directory.Exists(folder)) return (folder, "");
        var aside = Directory.CreateTempSubdirectory("gateway-npm-").FullName;
        File.WriteAllText(Path.Combine(aside, "package.json"), "{}");
        if (Fetch(aside, $"{name}@{version}") is { } problem) return (null, $"npm could not install {name}: {problem}");
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true); // Another run was first.
        }

        return (folder, "");
    }

    // A registry that does not answer in time often does the next time. No script of a package has to run for what is read here.
    static string? Fetch(string folder, string package)
    {
        for (var tries = 1; ; tries++)
        {
            var result = OtherProgram.Run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", package)!;
            if (result.ExitCode == 0) return null;
            if (tries == Tries) return result.Error.Trim().Split('\n')[^1];
            Thread.Sleep(s_pause);
        }
    }

    static bool IsThere(string program) => OtherProgram.Run(Path.GetTempPath(), program, "--version") is { ExitCode: 0 };
}
