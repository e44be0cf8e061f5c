using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>Listening ports, and connections that have not logged on yet.</summary>
public sealed partial class FixTransport
{
    const int AcceptsPerTurnMax = 32;

    readonly List<FixConnection> _strangers = [];

    /// <summary>Where passwords are checked.</summary>
    internal PasswordDesk Passwords { get; } = new();

    /// <summary>Opens a listening port.</summary>
    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public FixAcceptor Listen(IPEndPoint address, FixAcceptorSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        NetworkListener listener = _network.Listen(address);
        int key = _slots.Take();
        FixAcceptor acceptor = new(this, key, listener, settings ?? new FixAcceptorSettings());
        _slots[key] = acceptor;
        _poller.Add(listener, key, Readiness.Read);
        return acceptor;
    }

    /// <summary>Closes the listening ports; who is connected stays. A peer that is logged out then cannot come back to a closing house.</summary>
    public void StopListening()
    {
        foreach (object slot in _slots.All())
        {
            if (slot is not FixAcceptor acceptor || acceptor.Listener.IsClosed)
                continue;
            _poller.Remove(acceptor.Listener, acceptor.Key);
            acceptor.Listener.Dispose();
        }
    }

    void Accept(FixAcceptor acceptor, long now)
    {
        // Somebody knocked before the port was closed, and is only now looked at: a closed one takes nobody in.
        for (int i = 0; i < AcceptsPerTurnMax && !acceptor.Listener.IsClosed; i++)
        {
            if (acceptor.Listener.Accept() is not { } wire)
                return;
            Admit(acceptor, wire, now);
        }
    }

    void Admit(FixAcceptor acceptor, Wire plain, long now)
    {
        EndPoint? remote = plain.RemoteEndPoint;
        if (!acceptor.Allows(remote) || _strangers.Count >= acceptor.Settings.StrangersMax)
        {
            acceptor.Refused(remote, "address not allowed, or too many connections without Logon");
            plain.Dispose();
            return;
        }
        int key = _slots.Take();
        FixConnection connection = new(this, key, plain, acceptor.Settings.TlsNow is { } tls ? new TlsWire(plain, tls) : plain)
        {
            Acceptor = acceptor,
            Deadline = now + acceptor.Settings.LogonTimeout * FixSession.NanosPerMilli,
        };
        _strangers.Add(connection);
        Register(connection);
        connection.Read(now);
    }

    void Register(FixConnection connection)
    {
        _slots[connection.Key] = connection;
        _poller.Add(connection.Plain, connection.Key, Readiness.Read);
        ConnectionCount++;
    }

    /// <summary>Goes on with those whose password has been checked, and ends those whose time is over.</summary>
    void TickStrangers(long now)
    {
        for (int i = _strangers.Count - 1; i >= 0; i--)
        {
            FixConnection stranger = _strangers[i];
            stranger.WorkPassword(now);
            if (stranger.Session is null && !stranger.IsDone && now < stranger.Deadline)
                continue;
            _strangers.RemoveAt(i);
            if (stranger.Session is null)
                stranger.End(DisconnectReason.LogonTimeout, now);
        }
    }
}
