using System.CommandLine;
using Gateway.Cli.Risk;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>The verbs of the program. A user's mistake is told in one sentence on stderr, with the exit code of the contract.</summary>
public static class CommandLine
{
    // A gateway that stops in good order logs its sessions out and flushes; only one that hangs is cut off.
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>Parses and runs one command.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Capabilities.Ansi = false;
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0) return Refuse(parsed.Errors.Select(UsageError.Of));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopLimit });
        }
        catch (UserErrorException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Fine; // Told to stop before it had begun.
        }
        catch (IOException) when (Console.IsOutputRedirected && OutputIsGone())
        {
            return ExitCode.Fine; // The reader of a pipe (head, less) has seen enough.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk behind standard output tells no more than that it is full; a file's own error names it.
            Console.Error.WriteLine(error.GetType() == typeof(IOException) ? $"Input or output failed: {error.Message.TrimEnd('.')}." : error.Message);
            return ExitCode.Unreachable;
        }
    }

    /// <summary>The tree of verbs and options.</summary>
    public static RootCommand Root() => new("A co-located, in-memory matching and execution gateway.")
    {
        RunCommand.Create(),
        ConfigCommand.Create(),
        LoadCommand.Create(),
        ReplayCommand.Create(),
        JournalCommands.Create(),
        LatencyCommand.Create(),
        RiskCommand.Create(),
        MarketCommand.Create(),
        CapacityCommand.Create(),
        SessionsCommand.Create(),
        FixDecodeCommand.Create(),
    };

    static int Refuse(IEnumerable<string> errors)
    {
        foreach (var error in errors) Console.Error.WriteLine(error);
        Console.Error.WriteLine("See 'gateway --help'.");
        return ExitCode.Usage;
    }

    static bool OutputIsGone()
    {
        try
        {
            Console.Out.Flush();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
