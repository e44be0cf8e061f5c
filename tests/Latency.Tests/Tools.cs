using System.Diagnostics;

namespace Gateway.Latency.Tests;

/// <summary>Programs of others that read the same formats. A test that needs a missing one skips.</summary>
static class Tools
{
    const string Package = "hdr-histogram-js";
    const string PackageVersion = "3.0.1";

    static readonly string[] s_jars = ["/usr/share/java/hdrhistogram.jar", "/usr/share/java/HdrHistogram.jar"];
    static readonly Lazy<(string? Directory, string Reason)> s_node = new(InstallNodePackage);

    /// <summary>The Java reader of Debian's libhdrhistogram-java.</summary>
    public static string HdrHistogramJar()
    {
        if (!IsThere("java", "-version")) Assert.Skip("java is missing.");
        var jar = Array.Find(s_jars, File.Exists);
        if (jar is null) Assert.Skip("libhdrhistogram-java is missing.");
        return jar;
    }

    /// <summary>A directory with the JavaScript reader in its node_modules, installed once and kept among the temporary files.</summary>
    public static string NodeDirectory()
    {
        var (directory, reason) = s_node.Value;
        if (directory is null) Assert.Skip(reason);
        return directory;
    }

    public static string Run(string directory, string program, params string[] arguments)
    {
        var (exitCode, output, error) = Start(directory, program, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {error}");
        return output;
    }

    static (string?, string) InstallNodePackage()
    {
        if (!IsThere("node", "--version") || !IsThere("npm", "--version")) return (null, "node or npm is missing.");
        var directory = Path.Combine(Path.GetTempPath(), $"{Package}-{PackageVersion}");
        if (IsInstalled(directory)) return (directory, "");
        // Installed aside and moved in place, so that two runs at once or a run cut short leave nothing half done.
        var aside = Directory.CreateTempSubdirectory(Package).FullName;
        File.WriteAllText(Path.Combine(aside, "package.json"), "{}");
        var (exitCode, _, error) = Start(aside, "npm", ["install", $"{Package}@{PackageVersion}", "--no-audit", "--no-fund"]);
        if (exitCode != 0) return (null, $"{Package} cannot be installed: {error.Trim().Split('\n')[^1]}");
        if (!Directory.Exists(directory)) Directory.Move(aside, directory);
        return (IsInstalled(directory) ? directory : aside, "");
    }

    static bool IsInstalled(string directory) => File.Exists(Path.Combine(directory, "node_modules", Package, "package.json"));

    static bool IsThere(string program, string argument)
    {
        try
        {
            return Start(Path.GetTempPath(), program, [argument]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static (int ExitCode, string Output, string Error) Start(string directory, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(TimeSpan.FromSeconds(60))) return (process.ExitCode, output.Result, error.Result);
        process.Kill(entireProcessTree: true);
        return (-1, "", $"{program} took longer than a minute.");
    }
}
