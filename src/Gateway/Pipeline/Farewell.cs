using Gateway.Fix.Session;
using Gateway.Fix.Transport;
using Gateway.Strategies;

namespace Gateway.Pipeline;

/// <summary>The end of all sessions: each is told why in a Logout and may answer it. The agents' threads have ended.</summary>
sealed class Farewell(FixTransport transport, SessionDirectory sessions, GatewayClock clock)
{
    /// <summary>Logs every session out and goes on until none is connected or the time is over.</summary>
    /// <param name="why">Text (58).</param>
    /// <param name="limit">For the answers.</param>
    /// <param name="turn">What still runs.</param>
    internal void Say(string why, TimeSpan limit, Func<int> turn)
    {
        transport.StopListening();
        foreach (var session in sessions.Open) if (session.Fix.IsLoggedOn) session.Fix.Logout(why, clock.UtcNanos);
        var deadline = clock.MonotonicNanos + limit.Ticks * 100;
        while ((turn() > 0 || sessions.Open.Any(session => session.Fix.State != SessionState.Disconnected)) && clock.MonotonicNanos < deadline)
            transport.Wait(1);
    }
}
