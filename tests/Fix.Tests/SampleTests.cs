using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>The sample of docs/fix.md, as it stands there.</summary>
public class SampleTests
{
    [Fact]
    public void The_sample_of_the_documentation_trades()
    {
        SessionId id = new("FIX.4.4", "EXCHANGE", "TRADER");
        Trader trader = new();
        using FixHost host = new();
        FixAcceptor port = host.Listen(new IPEndPoint(IPAddress.Loopback, 0), new FixSession(new() { Id = id }, new Exchange(), new MemoryStore()));
        host.Connect(new FixSession(new() { Id = id.Reverse(), Role = SessionRole.Initiator }, trader, new MemoryStore()), port.LocalEndPoint);
        host.Start();
        Assert.True(trader.Filled.Wait(Patience.Limit));
    }

    [Fact]
    public void It_is_the_one_of_the_documentation_and_has_less_than_forty_lines()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "docs", "fix.md")))
            root = root.Parent;
        Assert.SkipWhen(root is null, "the sources are not there");
        string[] told = File.ReadAllText(Path.Combine(root!.FullName, "docs", "fix.md")).Split("```csharp\n")[1].Split("\n```")[0].Split('\n');
        Assert.InRange(told.Length, 10, 39);
        HashSet<string> here = [.. File.ReadLines(Path.Combine(root.FullName, "tests", "Fix.Tests", "SampleTests.cs")).Select(line => line.Trim())];
        Assert.All(told, line => Assert.True(here.Contains(line.Trim()) || line == "trader.Filled.Wait();", line));
    }

    sealed class Exchange : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            if (message.MsgType != MsgType.NewOrderSingle)
                return FixVerdict.BusinessReject(BusinessRejectReason.UnsupportedMessageType);
            FixWriter report = session.Begin(MsgType.ExecutionReport, context.Now);
            report.WriteText(Tag.ClOrdID, message[Tag.ClOrdID]);
            report.WriteChar(Tag.ExecType, 'F');
            session.Send(ref report);
            return FixVerdict.Accepted;
        }
    }

    sealed class Trader : FixApplication
    {
        public ManualResetEventSlim Filled { get; } = new();

        public override void OnLogon(FixSession session, long now)
        {
            FixWriter order = session.Begin(MsgType.NewOrderSingle, now);
            order.WriteText(Tag.ClOrdID, "ORDER-1");
            session.Send(ref order);
        }

        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
        {
            Filled.Set();
            return FixVerdict.Accepted;
        }
    }
}
