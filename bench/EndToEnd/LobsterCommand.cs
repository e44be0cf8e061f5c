using System.Diagnostics;
using Gateway.Bench.EndToEnd.Lobster;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary><c>lobster</c>: real order flow through the gateway's FIX port, checked against the exchange's own order book.</summary>
static class LobsterCommand
{
    internal static int Run(string[] args)
    {
        var options = new Options(args, "--messages", "--book", "--levels", "--symbol", "--host", "--port", "--config", "--gateway");
        var files = LobsterFiles.Open(options.Required("--messages"), options.Text("--book"), options.Number("--levels", 5));
        using var own = options.Text("--port") is null ? GatewayProcess.Start(options) : null;
        if (own is not null) Console.WriteLine(own.Ready);
        var host = own?.Host ?? options.Text("--host") ?? "127.0.0.1";
        return Replay(options, files, own, host, own?.Port ?? options.Number("--port", 9876));
    }

    static int Replay(Options options, LobsterFiles files, GatewayProcess? own, string host, int port)
    {
        var tally = new LobsterTally(files);
        using var gateway = new LobsterGateway(host, port, options.Text("--symbol") ?? "GOOG", tally);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) => (key.Cancel, _) = (true, Task.Run(stop.Cancel));
        var replay = new LobsterReplay(files, gateway, tally);
        var clock = Stopwatch.StartNew();
        replay.Run(stop.Token);
        gateway.Drain();
        var elapsed = clock.Elapsed;
        replay.ClearUp();
        gateway.Drain();
        gateway.Logout();
        LobsterPrinter.Print(files, tally, gateway, elapsed);
        var ok = tally.Wrong == 0 && tally.HitWrong == 0 && gateway.Answers.Refused == 0 && gateway.LevelCount == 0;
        if (own is not null) ok &= StateCheck.Run(own, new Dictionary<string, decimal> { ["A1"] = gateway.PassiveNet, ["A2"] = -gateway.PassiveNet });
        Console.WriteLine(ok ? "ok" : "FAILED");
        return ok ? ExitCode.Fine : ExitCode.Findings;
    }
}
