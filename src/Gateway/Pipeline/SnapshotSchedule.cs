using System.Diagnostics;
using System.Globalization;
using Gateway.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline;

/// <summary>
/// Has snapshots taken and old segments archived from time to time by a process of its own with low priority: the gateway neither stops nor
/// collects garbage for it, and what goes wrong there goes wrong there.
/// </summary>
sealed class SnapshotSchedule : IAsyncDisposable
{
    readonly GatewayConfiguration _configuration;
    readonly string _directory;
    readonly ILogger _log;
    readonly CancellationTokenSource _stopping = new();
    readonly SemaphoreSlim _turn = new(1);
    readonly Timer? _timer;

    internal SnapshotSchedule(GatewayConfiguration configuration, string directory, ILogger log)
    {
        (_configuration, _directory, _log) = (configuration, directory, log);
        var period = TimeSpan.FromMinutes(configuration.Journal.SnapshotMinutes);
        if (period > TimeSpan.Zero) _timer = new Timer(_ => _ = TakeAsync(), null, period, period);
    }

    /// <summary>Takes one now, or waits for the one under way.</summary>
    /// <returns>What there is to say about it, and whether it was taken.</returns>
    internal async Task<(bool Done, string Message)> TakeAsync()
    {
        try
        {
            await _turn.WaitAsync(_stopping.Token);
            try
            {
                var outcome = await RunAsync("snapshot", SnapshotArguments());
                if (outcome.Done && ArchiveArguments() is { } archive) await RunAsync("archive", archive);
                return outcome;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return (false, "The gateway stops.");
        }
    }

    string[] SnapshotArguments() =>
    [
        "--keep", Text(_configuration.Journal.SnapshotsKept), "--resend-messages", Text(_configuration.Fix.ResendMessagesMax),
    ];

    string[]? ArchiveArguments()
    {
        var (days, bytes) = (_configuration.Journal.KeepDays, _configuration.Journal.KeepBytes);
        if (days == 0 && bytes == 0) return null;
        List<string> arguments = _configuration.Journal.Archive.Length > 0 ? ["--to", _configuration.Journal.Archive] : ["--delete"];
        if (days > 0) arguments.AddRange(["--keep-days", Text(days)]);
        if (bytes > 0) arguments.AddRange(["--keep-bytes", Text(bytes)]);
        return [.. arguments];
    }

    async Task<(bool Done, string Message)> RunAsync(string verb, string[] arguments)
    {
        using var process = Process.Start(Command(["journal", verb, _directory, .. arguments]));
        if (process is null) return Report(false, $"journal {verb} cannot be started");
        try
        {
            process.PriorityClass = ProcessPriorityClass.Idle;
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(_stopping.Token), process.StandardError.ReadToEndAsync(_stopping.Token));
            await process.WaitForExitAsync(_stopping.Token);
            return Report(process.ExitCode == 0, ((await said) + (await complained)).ReplaceLineEndings(" ").Trim());
        }
        catch (InvalidOperationException)
        {
            return Report(process.ExitCode == 0, $"journal {verb} has ended"); // Before its priority could be set.
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    (bool Done, string Message) Report(bool done, string message)
    {
        if (done && message.Length > 0) _log.LogInformation("{Message}", message);
        else if (!done) _log.LogError("No snapshot was taken: {Message}", message);
        return (done, message);
    }

    /// <summary>This very program, whether it was started by its own name or through <c>dotnet</c>.</summary>
    static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        var assembly = typeof(SnapshotSchedule).Assembly.Location;
        var own = Path.ChangeExtension(assembly, null);
        var start = assembly.Length == 0 ? new ProcessStartInfo(Environment.ProcessPath!)
            : File.Exists(own) ? new ProcessStartInfo(own) : new ProcessStartInfo("dotnet", [assembly]);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, false);
        return start;
    }

    static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await _turn.WaitAsync(TimeSpan.FromSeconds(5));
        _turn.Dispose();
        _stopping.Dispose();
    }
}
