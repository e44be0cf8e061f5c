using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>What a program of somebody else's did.</summary>
sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>Programs of others that a test needs, and that may be missing.</summary>
static class OtherProgram
{
    // An installation over a slow line takes its time.
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end; null where it is not installed.</summary>
    internal static ProgramResult? Run(string folder, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (process.WaitForExit(s_limit)) return new(process.ExitCode, output.Result, error.Result);
            process.Kill(entireProcessTree: true);
            return new(-1, "", $"{program} took longer than {s_limit}.");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
