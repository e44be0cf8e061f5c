using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>Passwords are checked beside the sessions' thread, each address and session in a line of its own.</summary>
public sealed class PasswordTests : IDisposable
{
    const string Right = "correct horse";

    static readonly string s_hash = PasswordHash.Create(Right, 60_000);

    readonly FixHost _host = new();
    readonly ConcurrentQueue<string> _refused = new();
    readonly FixAcceptor _acceptor;

    public PasswordTests()
    {
        _acceptor = _host.Transport.Listen(new IPEndPoint(IPAddress.Any, 0), new FixAcceptorSettings { OnRefused = _refused.Enqueue, LogonTimeout = Patience.Millis });
        foreach (string name in (string[])["OPEN", "ALPHA", "BETA"])
        {
            _acceptor.Add(new FixSession(new FixSessionSettings
            {
                Id = new SessionId("FIX.4.4", "GATEWAY", name),
                Username = name == "OPEN" ? "" : "user",
                PasswordHash = name == "OPEN" ? "" : s_hash,
            }, new Silent(), new MemoryStore()));
        }
        _host.Start();
    }

    public void Dispose() => _host.Dispose();

    sealed class Silent : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context) => FixVerdict.Accepted;
    }

    WireClient Open(string name, string from = "127.0.0.1") => new(_acceptor.LocalEndPoint.Port, name, from);

    static string LogOn(WireClient client, string password)
    {
        client.Send("A", "98=0|108=0|" + (password.Length == 0 ? "" : $"553=user|554={password}|"));
        return client.ReadUntil("10=");
    }

    [Fact]
    public void A_wrong_password_is_told_and_a_right_one_logs_on_afterwards()
    {
        using (WireClient wrong = Open("ALPHA"))
            Assert.Contains("58=Username or Password is wrong|", LogOn(wrong, "guess"), StringComparison.Ordinal);
        // It has used up no number of the peer's.
        using (WireClient right = Open("ALPHA"))
            Assert.Contains("35=A|", LogOn(right, Right), StringComparison.Ordinal);
        Assert.True(Patience.Until(() => _acceptor.Sessions.All(session => session.State == SessionState.Disconnected)));
        // It is known now; another one still has to be looked at.
        using (WireClient again = Open("ALPHA"))
        {
            again.Number = 1;
            Assert.Contains("35=A|", LogOn(again, Right), StringComparison.Ordinal);
        }
        Assert.True(Patience.Until(() => _acceptor.Sessions.All(session => session.State == SessionState.Disconnected)));
        using WireClient last = Open("ALPHA");
        Assert.Contains("35=5|", LogOn(last, "guess"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_wrong_passwords_stops_neither_a_right_one_nor_a_session_that_trades()
    {
        using WireClient trader = Open("OPEN");
        Assert.Contains("35=A|", LogOn(trader, ""), StringComparison.Ordinal);
        using CancellationTokenSource stop = new();
        Thread[] flood = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() => Flood(stop.Token)) { IsBackground = true })];
        Array.ForEach(flood, thread => thread.Start());
        Assert.True(Patience.Until(() => _refused.Any(why => why.Contains("too many Logons", StringComparison.Ordinal))), "no flood");

        // The same session from another address, another session from the flood's.
        using WireClient alpha = Open("ALPHA"), beta = Open("BETA", "127.0.0.2");
        Assert.Contains("35=A|", LogOn(alpha, Right), StringComparison.Ordinal);
        Assert.Contains("35=A|", LogOn(beta, Right), StringComparison.Ordinal);
        for (int i = 0; i < 100; i++)
        {
            trader.Send("1", $"112=T{i}|");
            Assert.Contains($"112=T{i}|", trader.ReadUntil($"112=T{i}|"), StringComparison.Ordinal);
        }
        stop.Cancel();
        Array.ForEach(flood, thread => thread.Join());
    }

    void Flood(CancellationToken stop)
    {
        List<WireClient> clients = [];
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                WireClient client = Open("ALPHA", "127.0.0.2");
                clients.Add(client);
                client.Send("A", $"98=0|108=0|553=user|554=guess{i}|");
            }
            catch (SocketException)
            {
                // The port has had enough of us.
            }
            if (clients.Count > 20)
            {
                clients.ForEach(client => client.Dispose());
                clients.Clear();
            }
            Thread.Sleep(1);
        }
        clients.ForEach(client => client.Dispose());
    }
}
