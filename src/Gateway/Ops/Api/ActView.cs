using Gateway.Messages;
using Gateway.Strategies;
using Microsoft.AspNetCore.Http;

namespace Gateway.Ops.Api;

/// <summary>An event of the risk engine, in words.</summary>
public sealed record EventView(
    RiskEventType Type, string Code, string Scope, string Text, TradingState State, string? Until, string By)
{
    internal static EventView Of(RiskEvent risk) => new(
        risk.Type, Words.CodeOf(risk.Rejection.Reason), Words.Scope(risk.Rejection.Scope, risk.Rejection.Key.ToString()),
        Words.IsLimit(in risk) ? Words.Limit(in risk.Rejection) : Words.Of(in risk.Rejection),
        risk.State, risk.Until.Nanos == 0 ? null : Words.Until(risk.Until), risk.By.ToString());
}

/// <summary>What became of an act: the answer of the operators' port to each.</summary>
/// <param name="Request">Number of the request.</param>
/// <param name="Sequence">Place of the act in the inbound log.</param>
/// <param name="Time">Its stamp.</param>
/// <param name="Act">What was asked for.</param>
/// <param name="Done">It was done.</param>
/// <param name="Refused">Why not, otherwise.</param>
/// <param name="Affected">Orders cancelled or being cancelled by it.</param>
/// <param name="By">Who.</param>
/// <param name="Why">Why.</param>
/// <param name="Events">What the risk engine told of it.</param>
public sealed record ActView(
    long Request, long Sequence, string Time, string Act, bool Done, string? Refused, long Affected, string By, string Why, IReadOnlyList<EventView> Events)
{
    internal static ActView Of(ActAnswer answer, string act, string by, string why)
    {
        var refusal = answer.Report.Rejection;
        return new(
            answer.Report.Request, answer.Sequence, answer.Time.ToString(), act, !refusal.IsRejected, refusal.IsRejected ? Words.Of(in refusal) : null,
            answer.Report.Affected, by, why, [.. answer.Events.Select(EventView.Of)]);
    }

    /// <summary>200 when it was done, 409 when the engine refused it.</summary>
    internal IResult Result() => Results.Json(this, Cli.Json.Options, statusCode: Done ? 200 : 409);
}

/// <summary>Texts of the operators' port.</summary>
static class Words
{
    internal static string Scope(ScopeKind kind, string key)
        => kind == ScopeKind.None ? "" : key.Length == 0 ? kind.ToString().ToLowerInvariant() : $"{kind.ToString().ToLowerInvariant()}:{key}";

    /// <summary>The code of a reason, or the rule's number where the value is a rule and no reason of its own.</summary>
    internal static string CodeOf(RejectReason reason) => Enum.IsDefined(reason) ? reason.Words().Code : $"R{reason.Rule():000}";

    internal static string Until(Timestamp until) => until.Nanos == long.MaxValue ? "operator" : until.ToString();

    /// <summary>Whether an event carries a limit; refused configuration of another kind carries its reason.</summary>
    internal static bool IsLimit(in RiskEvent risk)
        => (risk.Type is RiskEventType.LimitApplied or RiskEventType.LimitRefused or RiskEventType.OverrideEnded) && risk.Rejection.Reason.Rule() < 1000;

    /// <summary>A limit as an event carries it: the rule as the reason, its values as limit and observed.</summary>
    internal static string Limit(in Rejection rejection)
    {
        var second = rejection.Observed == 0 ? "" : $", second {FixedPoint.ToString(rejection.Observed)}";
        return $"R{rejection.Reason.Rule():000} {CodeOf(rejection.Reason)} of {Scope(rejection.Scope, rejection.Key.ToString())} is {FixedPoint.ToString(rejection.Limit)}{second}";
    }

    /// <summary>A refusal as strategies read it too.</summary>
    internal static string Of(in Rejection rejection)
    {
        if (!Enum.IsDefined(rejection.Reason)) return $"{CodeOf(rejection.Reason)}: {FixedPoint.ToString(rejection.Limit)}";
        Span<byte> text = stackalloc byte[RejectText.LengthMax];
        return System.Text.Encoding.ASCII.GetString(text[..RejectText.Write(in rejection, default, text)]);
    }
}
