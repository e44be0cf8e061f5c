using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateway.Fix.Tests;

/// <summary>A QuickFIX C++ process at the other end; compiled once per test run from the source beside this file.</summary>
sealed class QuickFixPeer : IDisposable
{
    static readonly Lazy<(string? Program, string? Problem)> Compiled = new(Compile);

    readonly Process _process;
    readonly BlockingCollection<string> _lines = [];
    readonly List<string> _seen = [];

    public QuickFixPeer(string role, int port, string beginString, string sender, string target)
    {
        (string? program, string? problem) = Compiled.Value;
        Assert.SkipWhen(problem is not null, problem ?? "");
        ProcessStartInfo start = new(program!, [role, port.ToString(), beginString, sender, target])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is not null)
                _lines.Add(e.Data);
        };
        _process.BeginOutputReadLine();
    }

    public void Say(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    /// <summary>The next line that holds all of <paramref name="parts"/>; lines before it are passed over.</summary>
    public string Expect(params string[] parts)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience.Limit && _lines.TryTake(out string? line, Patience.Limit))
        {
            _seen.Add(line);
            if (parts.All(line.Contains))
                return line;
        }
        throw new InvalidOperationException($"expected {string.Join(" ", parts)}; seen:\n{string.Join("\n", _seen)}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }

    static (string?, string?) Compile()
    {
        if (!File.Exists("/usr/include/quickfix/Session.h"))
            return (null, "libquickfix-dev is not installed");
        string source = Path.Combine(AppContext.BaseDirectory, "Interop", "quickfix_peer.cpp");
        string program = Path.Combine(AppContext.BaseDirectory, "quickfix_peer");
        if (File.Exists(program) && File.GetLastWriteTimeUtc(program) > File.GetLastWriteTimeUtc(source))
            return (program, null);
        try
        {
            // Under a name of its own until it is whole: another run of these tests may be looking for it.
            string unfinished = $"{program}.{Environment.ProcessId}";
            using Process compiler = Process.Start("g++", ["-std=c++14", "-w", "-o", unfinished, source, "-lquickfix", "-lpthread"]);
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException("the QuickFIX peer does not compile");
            File.Move(unfinished, program, overwrite: true);
            return (program, null);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "g++ is not installed");
        }
    }
}
