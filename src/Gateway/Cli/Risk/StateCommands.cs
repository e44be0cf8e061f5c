using System.CommandLine;
using Gateway.Messages;
using Gateway.Ops.Api;

namespace Gateway.Cli.Risk;

/// <summary><c>risk halt</c>, <c>resume</c>, <c>kill</c>, <c>unlock</c>.</summary>
static class StateCommands
{
    static readonly Option<bool> ReduceOnly = new("--reduce-only") { Description = "Only orders that shrink a position may pass, rather than none." };
    static readonly Option<bool> CancelOnly = new("--cancel-only") { Description = "Named cancel-only rather than halted; cancels always pass." };

    internal static Command Halt() => RiskOptions.Act(
        "halt", "Take no new orders of a scope; what works stays.", (result, client, cancellation) => SetAsync(result, client, StateOf(result), cancel: false, cancellation), ReduceOnly, CancelOnly);

    internal static Command Resume() => RiskOptions.Act(
        "resume", "Let a scope trade again after a halt or a kill.", (result, client, cancellation) => SetAsync(result, client, TradingState.Active, cancel: false, cancellation));

    internal static Command Kill() => RiskOptions.Act(
        "kill", "Kill switch: halt a scope and cancel all its working orders.", (result, client, cancellation) => SetAsync(result, client, TradingState.Halted, cancel: true, cancellation));

    internal static Command Unlock() => RiskOptions.Act("unlock", "End a lockout before its time.", async (result, client, cancellation) =>
    {
        var request = new UnlockRequest(result.GetValue(RiskOptions.Scope) ?? "firm", result.GetValue(RiskOptions.Why));
        return ActPrinter.Print(await client.PostAsync<ActView>("/api/risk/unlock", request, cancellation), result.GetValue(RiskOptions.AsJson));
    });

    static TradingState StateOf(ParseResult result)
        => result.GetValue(ReduceOnly) ? TradingState.ReduceOnly : result.GetValue(CancelOnly) ? TradingState.CancelOnly : TradingState.Halted;

    static async Task<int> SetAsync(ParseResult result, OperatorClient client, TradingState state, bool cancel, CancellationToken cancellation)
    {
        var request = new StateRequest(result.GetValue(RiskOptions.Scope) ?? "firm", state, cancel, result.GetValue(RiskOptions.Why));
        return ActPrinter.Print(await client.PostAsync<ActView>("/api/risk/state", request, cancellation), result.GetValue(RiskOptions.AsJson));
    }
}
