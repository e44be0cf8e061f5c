using System.Net;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>Settings of a session that connects by itself. Times in milliseconds.</summary>
public sealed record FixInitiatorSettings
{
    /// <summary>Where to connect; tried in turn.</summary>
    public required IReadOnlyList<EndPoint> Addresses { get; init; }

    /// <summary>Wait before the first new attempt; doubled after each that fails.</summary>
    public int ReconnectInterval { get; init; } = 1_000;

    /// <summary>Longest wait between attempts.</summary>
    public int ReconnectIntervalMax { get; init; } = 30_000;

    /// <summary>TLS (TargetHost is the name checked and sent as SNI, client certificates); null for plain TCP.</summary>
    public System.Net.Security.SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Asked for the TLS of each new connection, so that certificates can be renewed meanwhile; <see cref="Tls"/> when null. Must not wait.</summary>
    public Func<System.Net.Security.SslClientAuthenticationOptions>? TlsSource { get; init; }

    internal System.Net.Security.SslClientAuthenticationOptions? TlsNow => TlsSource?.Invoke() ?? Tls;

    /// <summary>Time for a TCP connection to come about.</summary>
    public int ConnectTimeout { get; init; } = 5_000;
}

/// <summary>Keeps one session connected: connects, backs off, connects again. Owned by its transport's thread.</summary>
public sealed class FixInitiator
{
    readonly FixTransport _transport;
    readonly FixInitiatorSettings _settings;
    int _attempt;
    int _failures;
    bool _isBusy;
    long _next;

    internal FixInitiator(FixTransport transport, FixSession session, FixInitiatorSettings settings)
    {
        _transport = transport;
        _settings = settings;
        Session = session;
    }

    /// <summary>The session.</summary>
    public FixSession Session { get; }

    /// <summary>False stops new attempts; the connection that is open stays.</summary>
    public bool IsEnabled { get; set; } = true;

    internal FixInitiatorSettings Settings => _settings;

    /// <summary>Attempts since the last Logon that led to none.</summary>
    public int Failures => _failures;

    /// <summary>True while the TCP connection is open.</summary>
    public bool IsConnected { get; private set; }

    internal void MoveTimers(long nanos) => _next += nanos;

    internal void Tick(long now)
    {
        if (Session.IsLoggedOn)
            _failures = 0;
        if (_isBusy || !IsEnabled || now < _next || Session.State != SessionState.Disconnected
            || !Session.IsOpen(now))
            return;
        _isBusy = true;
        _transport.Open(this, _settings.Addresses[_attempt++ % _settings.Addresses.Count], now);
    }

    internal void Opened() => IsConnected = true;

    /// <summary>The connection has ended, or did not come about.</summary>
    internal void Closed(long now)
    {
        _isBusy = IsConnected = false;
        long wait = Math.Min((long)_settings.ReconnectInterval << Math.Min(_failures, 20), _settings.ReconnectIntervalMax);
        _failures++;
        _next = now + wait * FixSession.NanosPerMilli;
    }
}
