using Gateway.Configuration;

namespace Gateway.Ops.Api;

/// <summary>All groups of endpoints of the operators' port.</summary>
static class OperatorApi
{
    internal static IEnumerable<IEndpoints> Groups(GatewayConfiguration configuration, OperatorDesk desk, Func<string, ushort> sessionNumber, Func<IEnumerable<SessionRow>> sessions, ConfigurationReload reload) =>
    [
        new RiskEndpoints(configuration, desk),
        new LimitEndpoints(configuration, desk),
        new FlattenEndpoints(configuration, desk),
        new PreviewEndpoints(desk, sessionNumber),
        new PositionEndpoints(configuration, desk),
        new MarketEndpoints(desk),
        new CapacityEndpoints(desk),
        new SessionEndpoints(sessions),
        new ConfigurationEndpoints(reload),
    ];
}
