using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>The built gateway as a child process on a free port, with a data directory of its own that is deleted at the end.</summary>
sealed partial class GatewayProcess : IDisposable
{
    static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly List<string> _errors = [];

    GatewayProcess(Process process, string data, string ready)
    {
        (_process, Data, Ready) = (process, data, ready);
        var address = FixAddress().Match(ready);
        (Host, Port) = (address.Groups[1].Value, int.Parse(address.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    internal string Host { get; }

    internal int Port { get; }

    internal string Data { get; }

    /// <summary>The line with which it said that it accepts sessions.</summary>
    internal string Ready { get; }

    /// <summary>Starts it and waits for its ready line.</summary>
    /// <exception cref="UserErrorException">It ended, or did not become ready in a minute.</exception>
    internal static GatewayProcess Start(string? config)
    {
        var data = Directory.CreateTempSubdirectory("gateway-bench-").FullName;
        string[] arguments = ["run", "--data", data, "--fix-port", "0", "--ops-port", "0", .. config is null ? Array.Empty<string>() : ["--config", config]];
        var process = Launch(arguments);
        var ready = Task.Run(() => ReadUntilReady(process));
        if (!ready.Wait(s_startTimeout) || ready.Result is null)
        {
            if (!process.HasExited) process.Kill();
            throw new UserErrorException($"The gateway did not become ready: {process.StandardError.ReadToEnd()}", ExitCode.Unreachable);
        }
        // What it prints later must not fill the pipe and stop it.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var gateway = new GatewayProcess(process, data, ready.Result);
        process.ErrorDataReceived += (_, line) => gateway.Note(line.Data);
        process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>CPU time that it has used.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Asks it to end, as Ctrl-C does, and waits. Returns its exit code.</summary>
    internal int Stop()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            if (!_process.WaitForExit(20_000)) _process.Kill();
        }
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Runs <c>gateway replay DIR --verify --json</c> on the data of the stopped gateway; null with the reason when it fails.</summary>
    internal JsonDocument? Replay(out string error)
    {
        using var replay = Launch(["replay", Data, "--verify", "--json"]);
        var errors = replay.StandardError.ReadToEndAsync();
        var output = replay.StandardOutput.ReadToEnd();
        replay.WaitForExit();
        error = $"exit code {replay.ExitCode} {errors.Result.Trim()}";
        if (replay.ExitCode != ExitCode.Fine) return null;
        return JsonDocument.Parse(output);
    }

    /// <summary>What it said on stderr.</summary>
    internal string Errors
    {
        get
        {
            lock (_errors) return string.Join('\n', _errors);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    void Note(string? line)
    {
        lock (_errors)
            if (line is not null && _errors.Count < 20) _errors.Add(line);
    }

    static Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gateway.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    static string? ReadUntilReady(Process process)
    {
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("ready ", StringComparison.Ordinal)) return line;
        return null;
    }

    [GeneratedRegex(@"fix=([^: ]+):(\d+)")]
    private static partial Regex FixAddress();
}
