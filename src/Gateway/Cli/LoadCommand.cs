using System.CommandLine;
using System.Text;
using Gateway.Load;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>load</c>: FIX order flow at a constant planned rate, or in a closed loop.</summary>
static class LoadCommand
{
    static readonly Option<string> s_host = new("--host") { Description = "Where the gateway listens.", DefaultValueFactory = _ => "127.0.0.1" };
    static readonly Option<int> s_port = new("--port") { Description = "Its FIX port.", DefaultValueFactory = _ => 9876 };
    static readonly Option<int> s_rate = new("--rate") { Description = "Planned requests a second over all sessions.", DefaultValueFactory = _ => 1_000 };
    static readonly Option<double> s_duration = new("--duration") { Description = "Seconds of sending.", DefaultValueFactory = _ => 10 };
    static readonly Option<int> s_sessions = new("--sessions") { Description = "Sessions STRAT1, STRAT2, … that send in turn.", DefaultValueFactory = _ => 2 };
    static readonly Option<int> s_inFlight = new("--in-flight") { Description = "Closed loop instead of a rate: unanswered requests per session." };
    static readonly Option<string> s_mix = new("--mix") { Description = "Weights of new, marketable, ioc, market, cancel, replace.", DefaultValueFactory = _ => OrderMix.Default };
    static readonly Option<string> s_symbols = new("--symbols") { Description = "Instruments; SYMBOL@PRICE sets the first mid price.", DefaultValueFactory = _ => "AAPL,GOOG,AMZN,MSFT" };
    static readonly Option<string?> s_accounts = new("--accounts") { Description = "BUY,SELL: accounts of buys and sells; the session's default when absent." };
    static readonly Option<long> s_seed = new("--seed") { Description = "Seed of the order flow.", DefaultValueFactory = _ => 1 };
    static readonly Option<string> s_out = new("--out") { Description = "Interval log to write.", DefaultValueFactory = _ => "load.hlog" };
    static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object." };

    internal static Command Create()
    {
        var command = new Command("load", "Drive FIX sessions at a constant rate from planned send times and print corrected percentiles.")
        {
            s_host, s_port, s_rate, s_duration, s_sessions, s_inFlight, s_mix, s_symbols, s_accounts, s_seed, s_out, s_json,
        };
        // On a thread of its own: it spins, and no other work may be behind it.
        command.SetAction((result, stop) => Task.Factory.StartNew(() => Run(result, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken stop)
    {
        var plan = Plan(parsed);
        var flow = Flow(parsed, plan);
        using var runner = new LoadRunner(plan, flow, ClOrdIdFormat.OfThisRun('L'));
        runner.Connect();
        var result = runner.Run(stop);
        var log = parsed.GetValue(s_out)!;
        runner.WriteLog(log, result);
        if (parsed.GetValue(s_json)) Json.Print(result);
        else
        {
            LoadPrinter.Print(AnsiConsole.Console, result);
            Console.WriteLine($"wrote {log}");
        }
        return result.Ok ? ExitCode.Fine : ExitCode.Findings;
    }

    static LoadPlan Plan(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(s_host)!,
        Port = Between(s_port, parsed.GetValue(s_port), 1, 65_535),
        Rate = Between(s_rate, parsed.GetValue(s_rate), 1, 10_000_000),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(s_duration) is > 0 and <= 86_400 and var seconds
            ? seconds
            : throw new UserErrorException("--duration must be more than 0 and at most 86400 seconds.")),
        Sessions = LoadPlan.SessionNames(Between(s_sessions, parsed.GetValue(s_sessions), 1, 64)),
        InFlight = Between(s_inFlight, parsed.GetValue(s_inFlight), 0, 10_000),
        Yields = Environment.ProcessorCount <= 2,
    };

    static OrderFlow Flow(ParseResult parsed, LoadPlan plan)
    {
        var accounts = parsed.GetValue(s_accounts)?.Split(',');
        if (accounts is not (null or { Length: 2 })) throw new UserErrorException("--accounts must be BUY,SELL: two names.");
        return new OrderFlow(
            LoadInstrument.ParseList(parsed.GetValue(s_symbols)!),
            OrderMix.Parse(parsed.GetValue(s_mix)!),
            plan.Sessions.Length,
            (ulong)parsed.GetValue(s_seed),
            accounts is null ? null : Encoding.ASCII.GetBytes(accounts[0]),
            accounts is null ? null : Encoding.ASCII.GetBytes(accounts[1]));
    }

    static int Between(Option option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new UserErrorException($"{option.Name} must be from {least} to {most}, and is {value}.");
}
