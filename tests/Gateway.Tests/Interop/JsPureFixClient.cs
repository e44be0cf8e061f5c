using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A strategy in npm's jspurefix, installed on first use. A line that it is told is a message in JSON.</summary>
sealed class JsPureFixClient : LinePeer
{
    const string Version = "5.11.4";

    static readonly Lazy<(string? Folder, string? Missing)> s_installed = new(Install);

    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="store">Folder of its sequence numbers and sent messages; outlives the process.</param>
    /// <param name="compId">SenderCompID.</param>
    /// <param name="reset">Both sequence numbers start at 1.</param>
    /// <param name="bodyLengthChars">Digits of BodyLength, padded with zeros.</param>
    internal JsPureFixClient(IPEndPoint gateway, string store, string compId = "STRAT1", bool reset = false, int bodyLengthChars = 7)
        : base("node", Script(), gateway.Port.ToString(CultureInfo.InvariantCulture), store, compId, reset ? "true" : "false", bodyLengthChars.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>The next execution report for a ClOrdID with an ExecType, as it stood on the wire.</summary>
    internal FixFields Report(string clOrdId, string execType) => Message("IN", "|35=8|", $"|11={clOrdId}|", $"|150={execType}|");

    static string Script()
    {
        var (folder, missing) = s_installed.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        var script = Path.Combine(folder!, $"client-{Environment.ProcessId}.cjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Interop", "jspurefix_client.cjs"), script, overwrite: true);
        return script;
    }

    // It is large: what was installed once stays for the next runs. The folder gets its name when it is complete.
    static (string?, string?) Install()
    {
        if (!Runs("node", Path.GetTempPath(), "--version")) return (null, "node is not installed");
        var folder = Path.Combine(Path.GetTempPath(), $"gateway-jspurefix-{Version}-{Environment.UserName}");
        if (Directory.Exists(folder)) return (folder, null);
        var fresh = Directory.CreateTempSubdirectory("gateway-jspurefix-").FullName;
        // Its script unpacks dictionaries that are not needed here.
        if (!Runs("npm", fresh, "install", "--no-audit", "--no-fund", "--ignore-scripts", $"jspurefix@{Version}"))
            return (null, "npm could not install jspurefix");
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true); // Another run was first.
        }

        return (folder, null);
    }

    static bool Runs(string program, string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
