using Gateway.Messages;
using Gateway.Ops.Api;

namespace Gateway.Cli.Risk;

/// <summary>Prints what an act did.</summary>
static class ActPrinter
{
    /// <summary>Returns the exit code: findings when the engine refused.</summary>
    internal static int Print(ActView answer, bool json)
    {
        if (json) Json.Print(answer);
        else Write(answer);
        return answer.Done ? ExitCode.Fine : ExitCode.Findings;
    }

    internal static void Write(ActView answer)
    {
        if (!answer.Done) Console.Error.WriteLine($"refused: {answer.Act}: {answer.Refused} (journal sequence {answer.Sequence}, by {answer.By})");
        foreach (var told in answer.Done ? answer.Events : []) Console.WriteLine(Text(told));
        if (!answer.Done) return;
        var orders = answer.Affected == 0 ? "" : $", {answer.Affected} order(s) cancelled or being cancelled";
        Console.WriteLine($"done: {answer.Act}{orders} (journal sequence {answer.Sequence} at {answer.Time}, by {answer.By}{(answer.Why.Length > 0 ? ": " + answer.Why : "")})");
    }

    internal static string Text(EventView told) => told.Type switch
    {
        RiskEventType.StateChanged => $"{told.Scope} is {State(told.State)}",
        RiskEventType.LimitApplied => $"{told.Text}{(told.Until is { } until ? " until " + until : "")}",
        RiskEventType.LockoutReleased => $"{told.Scope} is no longer locked ({told.Code})",
        RiskEventType.LockoutSet => $"{told.Scope} is locked until {told.Until} ({told.Code})",
        RiskEventType.EnforcementStarted => $"{told.Scope}: closing what it holds ({told.Code})",
        RiskEventType.EnforcementDone => $"{told.Scope} is flat",
        RiskEventType.EnforcementEnded => $"{told.Scope}: closing what it held has ended ({told.Code})",
        _ => $"{told.Type} {told.Text}",
    };

    internal static string State(TradingState state) => state switch
    {
        TradingState.ReduceOnly => "reduce-only",
        TradingState.CancelOnly => "cancel-only",
        _ => state.ToString().ToLowerInvariant(),
    };
}
