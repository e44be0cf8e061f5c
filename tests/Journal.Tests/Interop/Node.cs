using Gateway.Testing;
using Xunit;

namespace Gateway.Tests.Interop;

/// <summary>Runs JavaScript with npm's @msgpack/msgpack at hand: another implementation than ours.</summary>
static class Node
{
    static readonly NpmPackage s_package = new("@msgpack/msgpack", "3.1.2");

    /// <summary>What a script prints; skips the test where node or npm is missing.</summary>
    internal static string Run(string script, params string[] arguments)
    {
        var folder = s_package.Folder();
        var file = Path.Combine(folder, $"script-{Guid.NewGuid():N}.cjs");
        File.WriteAllText(file, script);
        try
        {
            var result = OtherProgram.Run(folder, "node", [file, .. arguments])!;
            Assert.True(result.ExitCode == 0, result.Error);
            return result.Output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
