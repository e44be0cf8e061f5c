using System.CommandLine;
using Gateway.Cli.Risk;
using Gateway.Messages;
using Gateway.Ops.Api;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>market show</c> and <c>market set</c>: the states of a running gateway's markets.</summary>
static class MarketCommand
{
    static readonly Option<string> Symbol = new("--symbol") { Description = "The instrument, or all.", Required = true };
    static readonly Option<MarketState> State = new("--state") { Description = "open, preOpen, openingAuction, closingAuction, halted or closed.", Required = true };

    internal static Command Create() => new("market", "Look at and change the states of a running gateway's markets.")
    {
        RiskOptions.Look("show", "Show states, prices and what auction calls would trade now.", ShowAsync),
        RiskOptions.Look("set", "Open, halt or close a market, or begin an auction call.", SetAsync, Symbol, State, RiskOptions.Why),
    };

    static async Task<int> ShowAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var views = await client.GetAsync<MarketView[]>("/api/markets", cancellation);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(views);
        else Print(views);
        return ExitCode.Fine;
    }

    static void Print(MarketView[] views)
    {
        var table = Tables.New("Markets", "Symbol", "State", "Last", "Bid", "Ask", "Indicative price", "Volume");
        foreach (var view in views) table.AddRow(Tables.Cells(view.Symbol, view.State, view.LastPrice, view.BestBid, view.BestAsk, view.IndicativePrice, view.IndicativeQuantity));
        AnsiConsole.Write(table);
    }

    static async Task<int> SetAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var symbol = result.GetValue(Symbol)!;
        var request = new MarketStateRequest(symbol == "all" ? "" : symbol, result.GetValue(State), result.GetValue(RiskOptions.Why));
        return ActPrinter.Print(await client.PostAsync<ActView>("/api/markets/state", request, cancellation), result.GetValue(RiskOptions.AsJson));
    }
}
