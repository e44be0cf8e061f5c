using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Fix.Transport;
using Gateway.Ops.Api;

namespace Gateway.Strategies;

/// <summary>Where strategies connect: the listening socket and who is let in there.</summary>
/// <param name="configuration">Checked.</param>
/// <param name="transport">The strategies' sockets.</param>
/// <param name="sessions">Who may log on.</param>
/// <param name="tls">The port's certificate.</param>
/// <param name="tell">Takes what operators want to know of peers.</param>
sealed class StrategyPort(GatewayConfiguration configuration, FixTransport transport, SessionDirectory sessions, TlsRenewal tls, Action<string> tell)
{
    /// <summary>Who may log on; any thread may look.</summary>
    internal IReadOnlyList<StrategySession> Sessions => sessions.Open;

    /// <summary>Sessions that are logged on now; a glance from any thread.</summary>
    internal int LoggedOn => sessions.Open.Count(session => session.Fix.IsLoggedOn);

    /// <summary>Number of the FIX.4.4 session of a name, or 0; from any thread.</summary>
    internal ushort NumberOf(string name)
        => sessions.Open.FirstOrDefault(session => session.Id.Target == name && session.Id.BeginString == "FIX.4.4")?.Number ?? 0;

    /// <summary>The sessions as operators see them; a glance from any thread.</summary>
    internal IEnumerable<SessionRow> Rows() => sessions.Open.Select(SessionRow.Of);

    /// <summary>Opens the port. Strategies may connect, but nobody is answered before the agents run.</summary>
    /// <exception cref="UserErrorException">The address is in use or not this machine's.</exception>
    internal IPEndPoint Listen()
    {
        var (host, port) = (configuration.Fix.Host, configuration.Fix.Port);
        try
        {
            var acceptor = transport.Listen(new IPEndPoint(IPAddress.Parse(host), port), Settings(configuration.Fix));
            foreach (var session in sessions.Open) acceptor.Add(session.Fix);
            return acceptor.LocalEndPoint;
        }
        catch (SocketException error)
        {
            throw new UserErrorException($"fix:port: cannot listen on {host}:{port}: {error.Message}.", ExitCode.Unreachable);
        }
    }

    internal FixAcceptorSettings Settings(FixConfiguration fix) => new()
    {
        AllowedAddresses = AddressText.Parse(fix.AllowedAddresses),
        StrangersMax = fix.StrangersMax,
        LogonTimeout = fix.LogonTimeout * 1000,
        TlsSource = tls.Server(fix.Tls),
        DynamicSessions = configuration.Sessions.Exists(session => session.CompId.EndsWith('*')) ? sessions.OpenDynamic : null,
        OnRefused = why => tell($"refused a connection from {why}"),
    };
}
