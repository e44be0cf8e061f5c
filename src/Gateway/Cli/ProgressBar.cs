using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Reading;

namespace Gateway.Cli;

/// <summary>How far long work has come, on one line of stderr that is gone at the end; silent where stderr is no terminal.</summary>
sealed class ProgressBar : IDisposable
{
    const int Width = 30;
    const int LookMask = 4095; // The clock is asked once in so many steps.

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly object _gate = new();
    readonly string _what;
    readonly long _total;
    readonly bool _shown;
    readonly long _started = TimeProvider.System.GetTimestamp();
    TimeSpan _next = TimeSpan.FromMilliseconds(500);
    long _done;
    bool _drawn;

    /// <param name="what">What is being done.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="quiet">Show nothing: the terminal shows the work itself.</param>
    internal ProgressBar(string what, long total, bool quiet = false) => (_what, _total, _shown) = (what, Math.Max(1, total), !quiet && !Console.IsErrorRedirected);

    /// <summary>Messages in some logs of a journal, as their last sequences tell; 0 where nobody would see it.</summary>
    internal static long Messages(string directory, params IEnumerable<LogName> logs)
        => Console.IsErrorRedirected ? 0 : logs.Sum(log =>
        {
            using var reader = LogReader.Open(directory, log, long.MaxValue);
            return reader.LastSequence;
        });

    /// <summary>One step is done.</summary>
    internal void Step()
    {
        if ((++_done & LookMask) == 0 && _shown) Look();
    }

    /// <summary>Some more are done; several threads may say so.</summary>
    internal void Steps(int count)
    {
        lock (_gate)
        {
            _done += count;
            if (_shown) Look();
        }
    }

    void Look()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_started);
        if (elapsed < _next) return;
        _next = elapsed + Pause;
        _drawn = true;
        var part = Math.Min(1.0, (double)_done / _total);
        var bar = new string('=', (int)(part * Width)).PadRight(Width);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{_what} [{bar}] {part:P0}  {_done:N0}  {_done / elapsed.TotalSeconds:N0}/s "));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_drawn) Console.Error.Write("\r" + new string(' ', _what.Length + Width + 50) + "\r");
    }
}
