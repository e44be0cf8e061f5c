using System.Diagnostics;
using Xunit;

namespace Gateway.Tests.Interop;

/// <summary>Runs JavaScript with npm's @msgpack/msgpack at hand: another implementation than ours.</summary>
static class Node
{
    /// <summary>What a script prints; skips the test where node or npm is missing.</summary>
    internal static string Run(string script, params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("node-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "script.cjs"), script);
            Assert.SkipUnless(Try(directory, "node", "--version") is not null, "node is not installed");
            Assert.SkipUnless(Try(directory, "npm", "install", "--no-audit", "--no-fund", "@msgpack/msgpack@3") is not null,
                "npm could not install @msgpack/msgpack");
            var output = Try(directory, "node", ["script.cjs", .. arguments]);
            Assert.NotNull(output);
            return output;
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    static string? Try(string directory, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
