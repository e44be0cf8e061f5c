using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>The built gateway as a child process on a free port, with a data directory of its own that is deleted at the end.</summary>
sealed partial class GatewayProcess : IDisposable
{
    const int ErrorLinesMax = 20;

    static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly string _program;
    readonly List<string> _errors;

    GatewayProcess(Process process, List<string> errors, string program, string data, string ready)
    {
        (_process, _errors, _program, Data, Ready) = (process, errors, program, data, ready);
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
    internal static GatewayProcess Start(Options options)
        => Start(options.Text("--gateway") ?? Path.Combine(AppContext.BaseDirectory, "gateway.dll"), Directory.CreateTempSubdirectory("gateway-bench-").FullName, options.Text("--config"));

    /// <summary>As above, on data that is there already.</summary>
    internal static GatewayProcess Start(string data) => Start(Path.Combine(AppContext.BaseDirectory, "gateway.dll"), data, config: null);

    static GatewayProcess Start(string program, string data, string? config)
    {
        string[] arguments = ["run", "--data", data, "--fix-port", "0", "--ops-port", "0", .. config is null ? Array.Empty<string>() : ["--config", config]];
        var process = Launch(program, arguments);
        // No child outlives a benchmark that is told to end.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill(process);
        var errors = new List<string>();
        var ready = ReadOutput(process, errors);
        if (!ready.Wait(s_startTimeout) || ready.Result is not { } line)
        {
            Kill(process);
            throw new UserErrorException($"The gateway did not become ready: {Join(errors)}", ExitCode.Unreachable);
        }
        return new GatewayProcess(process, errors, program, data, line);
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

    /// <summary>How often its threads gave up the processor, and how often it was taken from them.</summary>
    internal (long Voluntary, long Involuntary) ContextSwitches
    {
        get
        {
            var lines = Directory.GetDirectories($"/proc/{_process.Id}/task").SelectMany(task => File.ReadLines(Path.Combine(task, "status"))).ToList();
            return (Sum(lines, "voluntary_ctxt_switches:"), Sum(lines, "nonvoluntary_ctxt_switches:"));
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
        using var replay = Launch(_program, ["replay", Data, "--verify", "--json"]);
        var errors = replay.StandardError.ReadToEndAsync();
        var output = replay.StandardOutput.ReadToEnd();
        replay.WaitForExit();
        error = $"exit code {replay.ExitCode} {errors.Result.Trim()}";
        if (replay.ExitCode != ExitCode.Fine) return null;
        return JsonDocument.Parse(output);
    }

    /// <summary>What it said first on stderr.</summary>
    internal string Errors => Join(_errors);

    public void Dispose()
    {
        Kill(_process);
        Directory.Delete(Data, recursive: true);
    }

    static long Sum(IEnumerable<string> lines, string name) => lines.Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => long.Parse(line.AsSpan(name.Length).Trim(), System.Globalization.CultureInfo.InvariantCulture));

    static void Kill(Process process)
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    static Process Launch(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Reads both outputs to their end, lest a full pipe stop the gateway. The task ends with the ready line, or null when it ends without one.</summary>
    static Task<string?> ReadOutput(Process process, List<string> errors)
    {
        var ready = new TaskCompletionSource<string?>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.StartsWith("ready ", StringComparison.Ordinal)) ready.TrySetResult(line.Data);
        };
        process.ErrorDataReceived += (_, line) => Note(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return ready.Task;
    }

    static void Note(List<string> errors, string? line)
    {
        lock (errors)
            if (line is not null && errors.Count < ErrorLinesMax) errors.Add(line);
    }

    static string Join(List<string> errors)
    {
        lock (errors) return string.Join('\n', errors);
    }

    [GeneratedRegex(@"fix=([^: ]+):(\d+)")]
    private static partial Regex FixAddress();
}
