using Spectre.Console;

namespace Gateway.Load;

/// <summary>
/// The sample strategy of <c>run --demo</c>: two sessions that log on over the real FIX port and trade a seeded order flow of some 50,000 requests. It begins
/// its sequence numbers anew (ResetSeqNumFlag=Y) and names its orders after the time, so that it can run on the same data again and again.
/// </summary>
static class DemoStrategy
{
    const int RequestsDefault = 50_000;
    const int Rate = 8_000;

    /// <summary>Trades, shows progress, then a summary. It ends early, and still with a summary, when it is told to stop.</summary>
    /// <param name="host">Where the gateway listens.</param>
    /// <param name="port">Its FIX port.</param>
    /// <param name="data">The gateway's data directory, for the commands to look further.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="requests">How many requests it sends.</param>
    /// <exception cref="UserErrorException">The port does not answer or does not let the sessions in.</exception>
    internal static async Task<LoadResult> RunAsync(string host, int port, string data, IAnsiConsole console, CancellationToken stop, int requests = RequestsDefault)
    {
        var plan = new LoadPlan
        {
            Host = host,
            Port = port,
            Sessions = LoadPlan.SessionNames(2),
            Rate = Rate,
            RequestsMax = requests,
            Duration = TimeSpan.FromMinutes(5),
            // The gateway runs in the same process, perhaps on two cores.
            Yields = true,
        };
        using var runner = new LoadRunner(plan, new DemoFlow(), ClOrdIdFormat.OfThisRun('D'));
        var trading = Task.Factory.StartNew(() => Trade(runner, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await ShowAsync(console, runner, trading, requests);
        var result = await trading;
        Summarize(console, result, data);
        return result;
    }

    static LoadResult Trade(LoadRunner runner, CancellationToken stop)
    {
        runner.Connect();
        return runner.Run(stop);
    }

    static Task ShowAsync(IAnsiConsole console, LoadRunner runner, Task trading, int requests) =>
        console.Profile.Capabilities.Interactive
            ? console.Progress().AutoClear(true).StartAsync(context => FillBarAsync(context.AddTask("demo", maxValue: requests), runner, trading))
            : PrintLinesAsync(console, runner, trading, requests);

    static async Task FillBarAsync(ProgressTask bar, LoadRunner runner, Task trading)
    {
        while (!trading.IsCompleted)
        {
            bar.Value = runner.Sent;
            await Task.WhenAny(trading, Task.Delay(100));
        }
    }

    static async Task PrintLinesAsync(IAnsiConsole console, LoadRunner runner, Task trading, int requests)
    {
        while (await Task.WhenAny(trading, Task.Delay(1_000)) != trading)
            Line(console, $"demo: {runner.Sent:N0} of {requests:N0} requests sent, {runner.Tally.Fills:N0} fills");
    }

    static void Summarize(IAnsiConsole console, LoadResult result, string data)
    {
        var orders = result.Rows.Where(row => row.Name is "new" or "marketable" or "ioc" or "market" or "routed").Sum(row => row.Count);
        Line(console, $"demo: {orders:N0} orders, {Count(result, "cancel"):N0} cancels, {Count(result, "replace"):N0} replaces in {result.Seconds:F1} s; "
            + $"{result.Fills:N0} fills, {result.Refusals.Values.Sum():N0} refused");
        foreach (var (code, count) in result.Refusals) Line(console, $"  refused {count,6:N0}  {code}");
        Line(console, "Round trip from the planned send to the first report:");
        LoadPrinter.PrintRows(console, result.Rows);
        foreach (var check in result.Checks.Where(check => !check.Ok)) Line(console, $"demo: FAILED {check.Name}: {check.Detail}");
        Line(console, $"Everything is journaled in {data}. Look further with:");
        foreach (var command in new[] { $"replay {data} --verify", $"latency {data}", $"journal tail {data}" }) Line(console, $"  {Program()} {command}");
    }

    /// <summary>How the user starts this program: in its source tree, by the host of an assembly, or as it is.</summary>
    static string Program()
    {
        if (File.Exists(Path.Combine("src", "Gateway", "Gateway.csproj"))) return "dotnet run -c Release --project src/Gateway --";
        var path = Environment.ProcessPath ?? "gateway";
        return Path.GetFileNameWithoutExtension(path) == "dotnet" ? $"dotnet {typeof(DemoStrategy).Assembly.Location}" : path;
    }

    static long Count(LoadResult result, string name) => result.Rows.Where(row => row.Name == name).Sum(row => row.Count);

    static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
