using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Ops.Api;

/// <summary>What <c>risk show</c> tells: states and lockouts of all scopes, limits in force with what is used of them.</summary>
public sealed record RiskView(string Mode, IReadOnlyList<ScopeRow> Scopes, IReadOnlyList<LimitRow> Limits)
{
    internal static RiskView Of(ExecutionEngine engine, string mode)
        => new(mode, [.. engine.Scopes().Select(ScopeRow.Of)], [.. engine.Limits().Select(LimitRow.Of)]);
}

/// <summary>A scope: what it may do and what it has in use. Money and quantities as decimals.</summary>
public sealed record ScopeRow(
    string Scope, TradingState State, string? LockedUntil, string? LockReason, int OpenOrders, string OpenNotional, string GrossExposure, string NetExposure,
    string TradedToday, string RealizedToday, int UnknownOrders, string? Imposed)
{
    internal static ScopeRow Of(ScopeView scope) => new(
        Words.Scope(scope.Scope, scope.Key.ToString()), scope.State, scope.LockedUntil.Nanos == 0 ? null : Words.Until(scope.LockedUntil),
        scope.LockedUntil.Nanos == 0 ? null : Words.CodeOf(scope.LockReason), scope.OpenOrders, scope.OpenNotional.ToString(), scope.GrossExposure.ToString(),
        scope.NetExposure.ToString(), scope.TradedToday.ToString(), scope.RealizedToday.ToString(), scope.UnknownOrders,
        scope.Imposed == RejectReason.None ? null : Words.CodeOf(scope.Imposed));
}

/// <summary>A limit in force. Values as decimals; usage and headroom where the limit counts up to something.</summary>
public sealed record LimitRow(
    string Rule, string Code, string Scope, string Value, string Value2, TimeSpan Window, bool Own, string? OverrideUntil, string? Used, string? Headroom,
    int? UsedPercent, string Value3, int Step)
{
    internal static LimitRow Of(LimitView limit) => new(
        $"R{limit.Rule:000}", Words.CodeOf((RejectReason)(limit.Rule * 10)), Words.Scope(limit.Scope, limit.Key.ToString()), FixedPoint.ToString(limit.Value),
        FixedPoint.ToString(limit.Value2), TimeSpan.FromTicks(limit.WindowNanos / 100), limit.Own, limit.Until.Nanos == 0 ? null : limit.Until.ToString(),
        limit.Used is { } used ? FixedPoint.ToString(used) : null, limit.Used is { } taken ? FixedPoint.ToString(limit.Value - taken) : null,
        limit.Used is { } part && limit.Value > 0 ? (int)Int128.Min(999, (Int128)part * 100 / limit.Value) : null,
        FixedPoint.ToString(limit.Value3), limit.Step);
}
