using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

enum SessionLookup : byte
{
    NeedMore,
    Found,
    Refused,
    /// <summary>Its password is being checked: ask again later.</summary>
    Checking,
}

/// <summary>Settings of one listening port.</summary>
public sealed record FixAcceptorSettings
{
    /// <summary>Addresses that may connect; empty for all.</summary>
    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Most connections that have not yet logged on; more are closed at once.</summary>
    public int StrangersMax { get; init; } = 256;

    /// <summary>Time for a connection to show a whole Logon, milliseconds.</summary>
    public int LogonTimeout { get; init; } = 10_000;

    /// <summary>Makes a session for ids that are not configured, or returns null to refuse. Off (null) by default.</summary>
    public Func<SessionId, FixSession?>? DynamicSessions { get; init; }

    /// <summary>TLS for this port (certificate, client certificates and so on); null for plain TCP.</summary>
    public System.Net.Security.SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>Asked for the TLS of each new connection, so that certificates can be renewed while the port is open; <see cref="Tls"/> when null. Must not wait.</summary>
    public Func<System.Net.Security.SslServerAuthenticationOptions>? TlsSource { get; init; }

    internal System.Net.Security.SslServerAuthenticationOptions? TlsNow => TlsSource?.Invoke() ?? Tls;

    /// <summary>Told about refused connections.</summary>
    public Action<string>? OnRefused { get; init; }
}

/// <summary>A listening port and the sessions that may log on to it.</summary>
public sealed class FixAcceptor
{
    internal const int LogonSizeMax = 8 << 10;

    readonly Dictionary<SessionId, FixSession> _sessions = [];
    readonly FixAcceptorSettings _settings;
    readonly FixTransport _transport;
    readonly FieldIndex _index = new(1_024);

    internal FixAcceptor(FixTransport transport, int key, NetworkListener listener, FixAcceptorSettings settings)
    {
        _transport = transport;
        _settings = settings;
        Key = key;
        Listener = listener;
        LocalEndPoint = listener.LocalEndPoint;
    }

    /// <summary>The address and port in use (a port 0 asked for is replaced by the real one).</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The sessions of this port.</summary>
    public IReadOnlyCollection<FixSession> Sessions => _sessions.Values;

    internal int Key { get; }

    internal NetworkListener Listener { get; }

    internal FixAcceptorSettings Settings => _settings;

    /// <summary>Lets a session log on by this port.</summary>
    public void Add(FixSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions.Add(session.Id, session);
        _transport.Watch(session);
    }

    internal bool Allows(EndPoint? remote) => IsIn(_settings.AllowedAddresses, remote);

    static bool IsIn(IReadOnlyList<IPNetwork> networks, EndPoint? remote) =>
        networks.Count == 0 || remote is IPEndPoint ip && networks.Any(network => network.Contains(ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address));

    internal void Refused(EndPoint? remote, string why) => _settings.OnRefused?.Invoke($"{remote}: {why}");

    /// <summary>Whose Logon is it? Its ids are looked at, and its password; the session checks the rest.</summary>
    internal SessionLookup Find(ReadOnlySpan<byte> bytes, FixConnection connection, out FixSession? session)
    {
        session = null;
        FrameStatus status = FrameFinder.Find(bytes, LogonSizeMax, out int length);
        if (status == FrameStatus.NeedMore && bytes.Length < LogonSizeMax)
            return SessionLookup.NeedMore;
        if (status != FrameStatus.Complete)
            return Refuse(connection, "the first bytes are not a FIX message");
        ReadOnlySpan<byte> frame = bytes[..length];
        _index.Parse(frame);
        FixMessage logon = new(_index, frame);
        if (Find(logon, connection.RemoteEndPoint, out session) is { } refusal)
            return Refuse(connection, refusal);
        return session!.Passwords is { } passwords && session.HasRightUsername(logon)
            && !passwords.Knows(logon[Tag.Password])
            ? CheckPassword(connection, session, logon[Tag.Password])
            : SessionLookup.Found;
    }

    SessionLookup CheckPassword(FixConnection connection, FixSession session, ReadOnlySpan<byte> password)
    {
        connection.Password ??= _transport.Passwords.Ask(connection.RemoteEndPoint, session, password);
        if (connection.Password is null)
            return Refuse(connection, $"too many Logons of {session.Id} wait for the check of their passwords");
        return connection.Password.IsDone ? SessionLookup.Found : SessionLookup.Checking;
    }

    SessionLookup Refuse(FixConnection connection, string why)
    {
        Refused(connection.RemoteEndPoint, why);
        return SessionLookup.Refused;
    }

    string? Find(in FixMessage message, EndPoint? remote, out FixSession? session)
    {
        session = null;
        if (message.MsgType != MsgType.Logon)
            return "the first message is not a Logon";
        SessionId id = IdOf(message);
        if (!_sessions.TryGetValue(id, out session) && !_sessions.TryGetValue(WithoutParts(id), out session))
            session = MakeDynamic(id);
        if (session is null)
            return $"no session {id}";
        if (!IsIn(session.Settings.AllowedAddresses, remote))
            return $"{id} may not log on from this address";
        return session.State == SessionState.Disconnected ? null : $"{id} is already connected";
    }

    FixSession? MakeDynamic(SessionId id)
    {
        FixSession? session = _settings.DynamicSessions?.Invoke(id);
        if (session is not null)
            Add(session);
        return session;
    }

    static SessionId WithoutParts(SessionId id) => new(id.BeginString, id.SenderCompID, id.TargetCompID);

    static SessionId IdOf(in FixMessage logon) => new(
        Text(logon, Tag.BeginString), Text(logon, Tag.TargetCompID), Text(logon, Tag.SenderCompID),
        Text(logon, Tag.TargetSubID), Text(logon, Tag.TargetLocationID), Text(logon, Tag.SenderSubID), Text(logon, Tag.SenderLocationID));

    static string Text(in FixMessage message, int tag) => System.Text.Encoding.ASCII.GetString(message[tag]);
}
