using Gateway.Configuration;

namespace Gateway.Ops.Api;

/// <summary>All groups of endpoints of the operators' port.</summary>
static class OperatorApi
{
    internal static IEnumerable<IEndpoints> Groups(GatewayConfiguration configuration, OperatorDesk desk) =>
    [
        new RiskEndpoints(configuration, desk),
        new LimitEndpoints(configuration, desk),
        new FlattenEndpoints(configuration, desk),
        new PreviewEndpoints(configuration, desk),
        new PositionEndpoints(configuration, desk),
        new MarketEndpoints(desk),
    ];
}
