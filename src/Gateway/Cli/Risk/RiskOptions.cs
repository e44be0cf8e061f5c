using System.CommandLine;

namespace Gateway.Cli.Risk;

/// <summary>Options that every <c>risk</c> verb has.</summary>
static class RiskOptions
{
    internal static readonly Option<string?> Scope = new("--scope") { Description = "firm, session:STRAT1, account:A1, strategy:S1, instrument:AAPL, venue:V1 or group:G1 (default: firm)." };
    internal static readonly Option<string> Data = new("--data") { Description = "Data directory of the gateway (default: data).", DefaultValueFactory = _ => "data" };
    internal static readonly Option<string?> Ops = new("--ops") { Description = "Address of its operators' port, when not the one in the data directory." };
    internal static readonly Option<string?> By = new("--by") { Description = "Who acts (default: the user's name); with GATEWAY_OPERATOR_PASSWORD set, a configured operator." };
    internal static readonly Option<string?> Why = new("--why") { Description = "Why; stands in the journal." };
    internal static readonly Option<bool> AsJson = new("--json") { Description = "Print JSON." };

    /// <summary>A verb that looks.</summary>
    internal static Command Look(string name, string description, Func<ParseResult, OperatorClient, CancellationToken, Task<int>> run, params Option[] more)
        => Verb(name, description, run, [.. more, Data, Ops, By, AsJson]);

    /// <summary>A verb that acts.</summary>
    internal static Command Act(string name, string description, Func<ParseResult, OperatorClient, CancellationToken, Task<int>> run, params Option[] more)
        => Verb(name, description, run, [.. more, Scope, Data, Ops, By, Why, AsJson]);

    static Command Verb(string name, string description, Func<ParseResult, OperatorClient, CancellationToken, Task<int>> run, Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options) command.Add(option);
        command.SetAction(async (result, cancellation) =>
        {
            using var client = new OperatorClient(result.GetValue(Data)!, result.GetValue(Ops), result.GetValue(By));
            return await run(result, client, cancellation);
        });
        return command;
    }
}
