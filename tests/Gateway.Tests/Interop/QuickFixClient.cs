using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A strategy in QuickFIX C++, compiled on first use.</summary>
sealed class QuickFixClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly Lazy<(string? Program, string? Missing)> s_program = new(Compile);

    readonly Process _process;
    readonly BlockingCollection<string> _lines = [];
    readonly List<string> _seen = [];

    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="store">Folder of its sequence numbers and sent messages; outlives the process.</param>
    /// <param name="compId">SenderCompID.</param>
    internal QuickFixClient(IPEndPoint gateway, string store, string compId = "STRAT1")
    {
        var (program, missing) = s_program.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        var settings = Path.Combine(store, compId + ".cfg");
        File.WriteAllText(settings, Settings(gateway, store, compId));
        _process = Process.Start(new ProcessStartInfo(program!, [settings]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Sends an application message; '|' parts its fields, MsgType comes first.</summary>
    internal void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The next line of an event that holds all parts.</summary>
    internal string Expect(string name, params string[] parts)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && _lines.TryTake(out var line, Patience);)
        {
            _seen.Add(line);
            if (line.StartsWith(name, StringComparison.Ordinal) && parts.All(line.Contains)) return line;
        }

        throw new InvalidOperationException($"expected {name} {string.Join(' ', parts)}; seen:\n{string.Join('\n', _seen)}");
    }

    /// <summary>The next execution report for a ClOrdID with an ExecType.</summary>
    internal FixFields Report(string clOrdId, string execType)
        => new(Expect("APP ", "|35=8|", $"|11={clOrdId}|", $"|150={execType}|")[4..].Replace('|', '\u0001'));

    /// <summary>The next application message of a type.</summary>
    internal FixFields Message(string type) => new(Expect("APP ", $"|35={type}|")[4..].Replace('|', '\u0001'));

    /// <summary>Everything it has told so far that is not yet expected stays; this is what was seen.</summary>
    internal IReadOnlyList<string> Seen => _seen;

    internal void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _lines.Dispose();
    }

    void Add(string? line)
    {
        if (line is not null && !_lines.IsAddingCompleted) _lines.Add(line);
    }

    static string Settings(IPEndPoint gateway, string store, string compId) => $"""
        [DEFAULT]
        ConnectionType=initiator
        ReconnectInterval=60
        HeartBtInt=30
        StartTime=00:00:00
        EndTime=00:00:00
        NonStopSession=Y
        FileStorePath={store}
        UseDataDictionary=N
        TimestampPrecision=6
        [SESSION]
        BeginString=FIX.4.4
        SenderCompID={compId}
        TargetCompID=GATEWAY
        SocketConnectHost={gateway.Address}
        SocketConnectPort={gateway.Port}
        """;

    static (string?, string?) Compile()
    {
        if (!File.Exists("/usr/include/quickfix/Session.h")) return (null, "libquickfix-dev is not installed");
        var source = Path.Combine(AppContext.BaseDirectory, "Interop", "quickfix_client.cpp");
        var program = Path.Combine(Directory.CreateTempSubdirectory("gateway-quickfix-").FullName, "quickfix_client");
        try
        {
            using var compiler = Process.Start("g++", ["-std=c++14", "-w", "-o", program, source, "-lquickfix", "-lpthread"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? (program, null) : throw new InvalidOperationException("quickfix_client.cpp does not compile.");
        }
        catch (Win32Exception)
        {
            return (null, "g++ is not installed");
        }
    }
}
