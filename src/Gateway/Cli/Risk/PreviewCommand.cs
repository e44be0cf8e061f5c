using System.CommandLine;
using Gateway.Messages;
using Gateway.Ops.Api;

namespace Gateway.Cli.Risk;

/// <summary><c>risk preview</c>: what every rule would say of an order.</summary>
static class PreviewCommand
{
    static readonly Option<string> Session = new("--session") { Description = "CompID of the session that would send it.", Required = true };
    static readonly Option<string?> Account = new("--account") { Description = "Account (default: the session's)." };
    static readonly Option<string> Symbol = new("--symbol") { Description = "Instrument.", Required = true };
    static readonly Option<Side> Side = new("--side") { Description = "buy, sell or sellShort.", Required = true };
    static readonly Option<string> Quantity = new("--quantity") { Description = "Quantity.", Required = true };
    static readonly Option<string?> Price = new("--price") { Description = "Limit price; a market order without." };
    static readonly Option<TimeInForce> Tif = new("--tif") { Description = "Time in force (default: day).", DefaultValueFactory = _ => TimeInForce.Day };
    static readonly Option<string?> Strategy = new("--strategy") { Description = "Strategy." };
    static readonly Option<bool> ReduceOnly = new("--reduce-only") { Description = "It may only shrink the position." };
    static readonly Option<bool> PostOnly = new("--post-only") { Description = "It may not take." };

    internal static Command Create() => RiskOptions.Look(
        "preview", "Hold an order against all rules without sending it; exit code 1 when it would be refused.", RunAsync, Session, Account, Symbol, Side, Quantity,
        Price, Tif, Strategy, ReduceOnly, PostOnly);

    static async Task<int> RunAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var price = result.GetValue(Price);
        var request = new PreviewRequest(
            result.GetValue(Session), result.GetValue(Account), result.GetValue(Symbol), result.GetValue(Side), price is null ? OrderType.Market : OrderType.Limit,
            result.GetValue(Tif), result.GetValue(Quantity), price, result.GetValue(Strategy), result.GetValue(ReduceOnly), result.GetValue(PostOnly));
        var view = await client.PostAsync<PreviewView>("/api/risk/preview", request, cancellation);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(view);
        else if (view.Accepted) Console.WriteLine("It would be accepted.");
        else foreach (var failure in view.Failures) Console.WriteLine($"refused  {failure.Text}");
        return view.Accepted ? ExitCode.Fine : ExitCode.Findings;
    }
}
