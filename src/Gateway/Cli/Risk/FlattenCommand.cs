using System.CommandLine;
using System.Globalization;
using Gateway.Ops.Api;
using Spectre.Console;

namespace Gateway.Cli.Risk;

/// <summary><c>risk flatten</c>: kills a scope and closes what it holds, or only drills it.</summary>
static class FlattenCommand
{
    static readonly Option<bool> Drill = new("--drill") { Description = "Measure and print what would be done; nothing is sent and nothing changes." };
    static readonly Option<int> Wait = new("--wait") { Description = "Seconds to wait until all is flat (default: 30).", DefaultValueFactory = _ => 30 };

    internal static Command Create() => RiskOptions.Act(
        "flatten", "Kill a scope and close its positions with collared reduce-only orders; exit code 1 when it is not flat in time.", RunAsync, Drill, Wait);

    static async Task<int> RunAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var request = new FlattenRequest(result.GetValue(RiskOptions.Scope) ?? "firm", result.GetValue(Drill), result.GetValue(RiskOptions.Why));
        var json = result.GetValue(RiskOptions.AsJson);
        var view = await client.PostAsync<FlattenView>("/api/risk/flatten", request, cancellation);
        if (request.Drill || !view.Act.Done) return PrintDrill(view, json);
        var row = await AwaitFlatAsync(client, view.Act.Sequence, TimeSpan.FromSeconds(result.GetValue(Wait)), cancellation);
        if (json) Json.Print(new { view.Act, Enforcement = row });
        else Print(view.Act, row);
        return row.State == "done" ? ExitCode.Fine : ExitCode.Findings;
    }

    static async Task<EnforcementRow> AwaitFlatAsync(OperatorClient client, long id, TimeSpan limit, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + limit;
        while (true)
        {
            var row = await client.GetAsync<EnforcementRow>(string.Create(CultureInfo.InvariantCulture, $"/api/risk/enforcements/{id}"), cancellation);
            if (row.State != "underWay" || DateTime.UtcNow >= deadline) return row;
            await Task.Delay(100, cancellation);
        }
    }

    static void Print(ActView act, EnforcementRow row)
    {
        ActPrinter.Write(act);
        if (row.State == "done") Console.WriteLine($"flat {After(row.Elapsed!.Value)}, {Tries(row)} (correlation {row.Id})");
        else Console.Error.WriteLine($"not flat yet: {row.State}, {Tries(row)} (correlation {row.Id}); it goes on until all is flat or the scope is resumed. See: gateway risk show");
    }

    // What trades in a book of ours is done before the next message.
    static string After(TimeSpan elapsed)
        => elapsed == TimeSpan.Zero ? "at once, within the act itself" : string.Create(CultureInfo.InvariantCulture, $"after {elapsed.TotalMilliseconds:0.###} ms");

    static string Tries(EnforcementRow row) => row.Tries == 1 ? "1 try" : $"{row.Tries} tries";

    static int PrintDrill(FlattenView view, bool json)
    {
        if (json)
        {
            Json.Print(view);
        }
        else if (!view.Act.Done)
        {
            ActPrinter.Write(view.Act);
        }
        else
        {
            Console.WriteLine($"drill: {view.Act.Affected} working order(s) would be cancelled, {view.Plan.Count} position(s) closed");
            var table = Tables.New("Positions", "Account", "Symbol", "Quantity", "Worst price", "Could trade now");
            foreach (var row in view.Plan) table.AddRow(Tables.Cells(row.Account, row.Symbol, row.Quantity, row.WorstPrice, row.Fillable));
            if (view.Plan.Count > 0) AnsiConsole.Write(table);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decided in {view.Decided.TotalMilliseconds:0.###} ms, journaled and answered; {Outlook(view)}. Nothing was sent."));
        }

        return view.Act.Done ? ExitCode.Fine : ExitCode.Findings;
    }

    static string Outlook(FlattenView view)
        => view.Plan.Count == 0 ? "all is flat already"
            : view.Plan.All(row => row.Fillable == row.Quantity) ? "the whole of it could trade at once"
            : "part of it finds nobody to trade with now and would be tried again each second";
}
