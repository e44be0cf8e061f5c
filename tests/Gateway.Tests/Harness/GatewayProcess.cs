using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Harness;

/// <summary>The built program as a child process: the whole of it, with its real exit code, and killable at any instant.</summary>
sealed partial class GatewayProcess : IDisposable
{
    readonly Process _process;
    readonly StringBuilder _error = new();
    readonly StringBuilder _output = new();
    readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    GatewayProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        Signals.StartHearing(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where strategies connect; of the ready line.</summary>
    internal IPEndPoint Fix { get; private set; } = null!;

    /// <summary>The sequence that was recovered; of the ready line.</summary>
    internal long Sequence { get; private set; }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    internal string Error
    {
        get { lock (_error) return _error.ToString(); }
    }

    /// <summary>Starts <c>run</c> on free ports and awaits its ready line.</summary>
    internal static GatewayProcess Run(string data, string? config, params string[] more) => Run(Start(RunArguments(data, config, more)));

    /// <summary>The same in an environment of its own.</summary>
    internal static GatewayProcess Run(ProcessStartInfo start)
    {
        var gateway = new GatewayProcess(start);
        _ = gateway._process.WaitForExitAsync().ContinueWith(_ => gateway._ready.TrySetResult(null), TaskScheduler.Default);
        if (!gateway._ready.Task.Wait(Patience.Limit) || gateway._ready.Task.Result is not { } line)
        {
            gateway.Kill();
            throw new InvalidOperationException($"The gateway did not become ready: {gateway.Error}");
        }

        var match = ReadyLine().Match(line);
        Assert.True(match.Success, line);
        gateway.Fix = IPEndPoint.Parse(match.Groups[1].Value);
        gateway.Sequence = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return gateway;
    }

    /// <summary>Starts <c>run</c> and kills it when somebody has waited long enough; tells whether it was not ready by then.</summary>
    internal static bool RunAndKill(string data, string config, Action<GatewayProcess> wait, params string[] more)
    {
        using var gateway = new GatewayProcess(Start(RunArguments(data, config, more)));
        wait(gateway);
        gateway.Kill();
        return !gateway._ready.Task.IsCompleted;
    }

    internal static string[] RunArguments(string data, string? config, params string[] more)
        => ["run", "--data", data, "--fix-port", "0", "--ops-port", "0", .. config is null ? Array.Empty<string>() : ["--config", config], .. more];

    /// <summary>Awaits a text in the log; it is written on a thread of its own.</summary>
    internal void AwaitError(string text)
        => Assert.True(Patience.Until(() => Error.Contains(text, StringComparison.Ordinal)), $"'{text}' is not in: {Error}");

    /// <summary>kill -9, also of a snapshot that is being taken if asked for.</summary>
    internal void Kill(bool withChildren = false)
    {
        if (!_process.HasExited) _process.Kill(withChildren);
        _process.WaitForExit();
    }

    /// <summary>Holds the process, and those that it has started, where they are, so that somebody can look what they are at.</summary>
    internal void Hold() => SignalAll(Signals.Stop);

    /// <summary>Lets them go on.</summary>
    internal void LetGo() => SignalAll(Signals.Continue);

    void SignalAll(int signal)
    {
        Signals.Send(Id, signal);
        foreach (var child in Children()) Signals.Send(child, signal);
    }

    IEnumerable<int> Children()
        => from thread in Directory.EnumerateDirectories($"/proc/{Id}/task")
           from child in ChildrenOf(thread).Split(' ', StringSplitOptions.RemoveEmptyEntries)
           select int.Parse(child, CultureInfo.InvariantCulture);

    static string ChildrenOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "children"));
        }
        catch (IOException)
        {
            return ""; // The thread has ended, or the kernel does not tell.
        }
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    internal int Terminate()
    {
        Signals.Send(Id, Signals.Terminate);
        return Await();
    }

    /// <summary>SIGHUP.</summary>
    internal void HangUp() => Signals.Send(Id, Signals.HangUp);

    internal int Await()
    {
        if (!_process.WaitForExit(Patience.Limit))
        {
            Kill();
            throw new TimeoutException("The gateway did not end.");
        }

        _process.WaitForExit(); // Until both streams are read.
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill(withChildren: true);
        _process.Dispose();
    }

    /// <summary>A verb of the program, run to its end.</summary>
    internal static CommandResult Command(params string[] args) => Command(Start(args));

    /// <summary>The same in an environment of its own.</summary>
    internal static CommandResult Command(ProcessStartInfo start)
    {
        using var command = new GatewayProcess(start);
        var exitCode = command.Await();
        return new(exitCode, command._output.ToString(), command.Error);
    }

    /// <summary>How the program is started with arguments.</summary>
    internal static ProcessStartInfo Start(params string[] args)
    {
        var start = new ProcessStartInfo(Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var arg in (string[])["exec", Assembly, .. args]) start.ArgumentList.Add(arg);
        return start;
    }

    internal static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    internal static string Assembly => Path.Combine(AppContext.BaseDirectory, "gateway.dll");

    void Take(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
        if (line.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(line);
    }

    [GeneratedRegex(@"^ready fix=(\S+) ops=http://\S+ mode=paper journal=.+ sequence=(\d+)$")]
    private static partial Regex ReadyLine();
}

/// <summary>What a verb did.</summary>
sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Lines on stderr.</summary>
    internal string[] Errors => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
