using System.CommandLine;
using Gateway.Cli.Risk;
using Gateway.Ops.Api;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>capacity</c>: how full a running gateway's tables are.</summary>
static class CapacityCommand
{
    internal static Command Create() => RiskOptions.Look("capacity", "Show how full a running gateway's tables are.", ShowAsync);

    static async Task<int> ShowAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var views = await client.GetAsync<CapacityView[]>("/api/capacity", cancellation);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(views);
        else Print(views);
        return ExitCode.Fine;
    }

    static void Print(CapacityView[] views)
    {
        var table = Tables.New("Tables", "Table", "Used", "Capacity", "%");
        foreach (var view in views) table.AddRow(Tables.Cells(view.Table, view.Used, view.Capacity, $"{view.UsedPercent}%"));
        AnsiConsole.Write(table);
    }
}
