using System.CommandLine;
using Gateway.Cli.Risk;
using Gateway.Ops;
using Gateway.Ops.Api;

namespace Gateway.Cli;

/// <summary><c>config reload</c>: lets a running gateway read its configuration again.</summary>
static class ReloadCommand
{
    internal static Command Create() => RiskOptions.Look("reload", "Let a running gateway read its configuration again: instruments are added and changed at once.", ReloadAsync, RiskOptions.Why);

    static async Task<int> ReloadAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var view = await client.PostAsync<ReloadView>("/api/configuration/reload", new ReloadRequest(result.GetValue(RiskOptions.Why)), cancellation);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(view);
        else Print(view);
        return view.Done ? ExitCode.Fine : ExitCode.Findings;
    }

    static void Print(ReloadView view)
    {
        foreach (var line in ReloadPrinter.Refusals(view)) Console.Error.WriteLine(line);
        foreach (var line in ReloadPrinter.Lines(view)) Console.WriteLine(line);
    }
}
