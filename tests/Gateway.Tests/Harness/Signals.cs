using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Tests.Harness;

/// <summary>Signals of Linux, signal(7).</summary>
static partial class Signals
{
    internal const int HangUp = 1, Terminate = 15, Continue = 18, Stop = 19;

    const nint Default = 0, Ignored = 1;

    static readonly Lock s_starting = new();

    /// <summary>Sends one.</summary>
    internal static void Send(int process, int signal) => _ = Kill(process, signal);

    /// <summary>
    /// Starts a program that hears SIGHUP although whoever has started the tests, as <c>nohup</c> does, has it ignored: a child inherits that, and the runtime leaves it
    /// so.
    /// </summary>
    internal static void StartHearing(Process process)
    {
        lock (s_starting)
        {
            var ignored = IsIgnored(HangUp);
            if (ignored) _ = Handle(HangUp, Default);
            process.Start();
            if (ignored) _ = Handle(HangUp, Ignored);
        }
    }

    static bool IsIgnored(int signal)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);
}
