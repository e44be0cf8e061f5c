using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A program of somebody else's that is told what to do by lines and tells what happens by lines.</summary>
abstract class LinePeer : IDisposable
{
    readonly Process _process;
    readonly BlockingCollection<string> _lines = [];
    readonly List<string> _seen = [];

    protected LinePeer(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The next line of an event that holds all parts.</summary>
    internal string Expect(string name, params string[] parts)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience.Limit && _lines.TryTake(out var line, Patience.Limit);)
        {
            _seen.Add(line);
            if (line.StartsWith(name, StringComparison.Ordinal) && parts.All(line.Contains)) return line;
        }

        throw new InvalidOperationException($"expected {name} {string.Join(' ', parts)}; seen:\n{string.Join('\n', _seen)}");
    }

    /// <summary>The fields of the next message of an event that holds all parts.</summary>
    internal FixFields Message(string name, params string[] parts) => new(Expect(name + " ", parts)[(name.Length + 1)..].Replace('|', '\u0001'));

    /// <summary>Everything it has told so far that is not yet expected stays; this is what was seen.</summary>
    internal IReadOnlyList<string> Seen => _seen;

    internal void AwaitEnd() => Assert.True(_process.WaitForExit(Patience.Limit), "It goes on.");

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
}
