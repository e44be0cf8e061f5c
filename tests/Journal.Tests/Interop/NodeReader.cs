using System.Diagnostics;

namespace Gateway.Journal.Tests.Interop;

/// <summary>Another implementation: a few lines of JavaScript that walk the frames, and npm's @msgpack/msgpack for the payloads.</summary>
static class NodeReader
{
    const string Script = """
        const { decode } = require('@msgpack/msgpack');
        const bytes = require('fs').readFileSync(process.argv[2]);
        for (let at = bytes.readUInt16LE(10); at + 4 <= bytes.length && bytes.readUInt32LE(at) > 0;) {
          const length = bytes.readUInt32LE(at);
          const values = decode(bytes.subarray(at + 28, at + length), { useBigInt64: true });
          console.log([bytes.readBigInt64LE(at + 8), bytes.readBigInt64LE(at + 16), bytes[at + 24], ...values].map(String).join('|'));
          at += (length + 7) & ~7;
        }
        """;

    /// <summary>A line per frame: sequence, time, kind and the payload's values, separated by bars. Skips the test where node or npm is missing.</summary>
    internal static string[] Read(string segment)
    {
        using var directory = new TemporaryDirectory(onDisk: true);
        File.WriteAllText(Path.Combine(directory.Path, "read.cjs"), Script);
        Assert.SkipUnless(Try(directory.Path, "node", "--version") is not null, "node is not installed");
        Assert.SkipUnless(Try(directory.Path, "npm", "install", "--no-audit", "--no-fund", "@msgpack/msgpack@3") is not null,
            "npm could not install @msgpack/msgpack");
        var output = Try(directory.Path, "node", "read.cjs", segment);
        Assert.NotNull(output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
