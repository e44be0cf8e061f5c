using System.CommandLine;
using Gateway.Messages;
using Gateway.Ops.Api;
using Spectre.Console;

namespace Gateway.Cli.Risk;

/// <summary><c>risk show</c>: states, lockouts, limits, what is used of them.</summary>
static class ShowCommand
{
    internal static Command Create()
        => RiskOptions.Look("show", "Show states, lockouts and limits with usage and headroom.", RunAsync, RiskOptions.Scope);

    static async Task<int> RunAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var view = await client.GetAsync<RiskView>("/api/risk", cancellation);
        if (result.GetValue(RiskOptions.Scope) is { } scope) view = Only(view, scope);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(view);
        else Print(view, all: result.GetValue(RiskOptions.Scope) is not null);
        return ExitCode.Fine;
    }

    static RiskView Only(RiskView view, string scope)
    {
        var found = view with { Scopes = [.. view.Scopes.Where(row => row.Scope == scope)], Limits = [.. view.Limits.Where(row => row.Scope == scope)] };
        return found.Scopes.Count > 0 ? found : throw new UserErrorException($"--scope: '{scope}' is not known to the gateway.");
    }

    static void Print(RiskView view, bool all)
    {
        var scopes = Tables.New($"Scopes ({view.Mode})", "Scope", "State", "Locked until", "Open orders", "Open value", "Gross", "Net", "Traded today", "Realized today", "Unknown");
        foreach (var row in view.Scopes.Where(row => all || IsWorthARow(row)))
        {
            var locked = row.LockedUntil is null ? row.Imposed ?? "" : $"{row.LockedUntil} {row.LockReason}";
            scopes.AddRow(Tables.Cells(
                row.Scope, ActPrinter.State(row.State), locked, row.OpenOrders, row.OpenNotional, row.GrossExposure, row.NetExposure, row.TradedToday, row.RealizedToday, row.UnknownOrders));
        }

        AnsiConsole.Write(scopes);
        var worth = view.Scopes.Where(IsWorthARow).Select(row => row.Scope).ToHashSet();
        var shown = view.Limits.Where(row => all || worth.Contains(row.Scope) || row.Own).ToList();
        var limits = Tables.New("Limits", "Scope", "Rule", "Code", "Limit", "Second", "Third", "Window", "Used", "Headroom", "%", "Set");
        foreach (var row in shown)
            limits.AddRow(Tables.Cells(
                row.Scope, row.Step == 0 ? row.Rule : $"{row.Rule} step {row.Step}", row.Code, row.Value == "0" && row.Window != TimeSpan.Zero ? "" : row.Value,
                Given(row.Value2), Given(row.Value3), row.Window == TimeSpan.Zero ? "" : row.Window, row.Used ?? "", row.Headroom ?? "",
                row.UsedPercent is { } percent ? $"{percent}%" : "", row.OverrideUntil is { } until ? $"override until {until}" : row.Own ? "own" : "kind"));
        AnsiConsole.Write(limits);
        if (shown.Count < view.Limits.Count) Console.WriteLine($"{view.Limits.Count - shown.Count} more of quiet scopes: --scope session:… or --json");
    }

    static string Given(string value) => value == "0" ? "" : value;

    // Quiet sessions, instruments and venues are many; firm, accounts and whatever is restricted or busy are what one looks for.
    static bool IsWorthARow(ScopeRow row)
        => row.Scope == "firm" || row.Scope.StartsWith("account:", StringComparison.Ordinal) || row.State != TradingState.Active || row.LockedUntil is not null
           || row.OpenOrders > 0;
}
