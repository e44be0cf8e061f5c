using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A session in QuickFIX C++, compiled on first use. A line that it is told is an application message: '|' parts its fields, MsgType comes first.</summary>
sealed class QuickFixClient : LinePeer
{
    static readonly Lazy<(string? Program, string? Missing)> s_program = new(Compile);

    /// <summary>A strategy that connects to the gateway.</summary>
    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="store">Folder of its sequence numbers and sent messages; outlives the process.</param>
    /// <param name="compId">SenderCompID.</param>
    internal QuickFixClient(IPEndPoint gateway, string store, string compId = "STRAT1")
        : this(store, compId, $"ConnectionType=initiator\nUseDataDictionary=N\nReconnectInterval=60\nHeartBtInt=30\nSocketConnectHost={gateway.Address}\nSocketConnectPort={gateway.Port}")
        => Say("start");

    QuickFixClient(string store, string compId, string settings)
        : base(Program(), Write(Path.Combine(store, compId + ".cfg"), Settings(store, compId, settings)))
    {
    }

    /// <summary>An exchange that the gateway connects to, once it is told to start.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="store">Folder of its sequence numbers and sent messages; outlives the process.</param>
    internal static QuickFixClient Exchange(int port, string store) => new(store, "EXCHANGE", $"""
        ConnectionType=acceptor
        SocketReuseAddress=Y
        SocketAcceptPort={port}
        UseDataDictionary=Y
        DataDictionary={Path.Combine(AppContext.BaseDirectory, "Interop", "quickfix_exchange.xml")}
        AllowUnknownMsgFields=Y
        """);

    /// <summary>The next execution report for a ClOrdID with an ExecType.</summary>
    internal FixFields Report(string clOrdId, string execType) => Message("APP", "|35=8|", $"|11={clOrdId}|", $"|150={execType}|");

    /// <summary>The next application message of a type.</summary>
    internal FixFields Message(string type) => Message("APP", $"|35={type}|");

    static string Program()
    {
        var (program, missing) = s_program.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        return program!;
    }

    static string Write(string file, string text)
    {
        File.WriteAllText(file, text);
        return file;
    }

    static string Settings(string store, string compId, string settings) => $"""
        [DEFAULT]
        {settings}
        StartTime=00:00:00
        EndTime=00:00:00
        NonStopSession=Y
        FileStorePath={store}
        TimestampPrecision=6
        [SESSION]
        BeginString=FIX.4.4
        SenderCompID={compId}
        TargetCompID=GATEWAY
        """;

    static (string?, string?) Compile()
    {
        if (!File.Exists("/usr/include/quickfix/Session.h")) return (null, "libquickfix-dev is not installed");
        var source = Path.Combine(AppContext.BaseDirectory, "Interop", "quickfix_client.cpp");
        var program = Path.Combine(Directory.CreateTempSubdirectory("gateway-quickfix-").FullName, "quickfix_client");
        try
        {
            using var compiler = Process.Start("g++", ["-std=c++14", "-w", "-o", program, source, "-lquickfix", "-lpthread"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? (program, null) : throw new InvalidOperationException("quickfix_client.cpp does not compile.");
        }
        catch (Win32Exception)
        {
            return (null, "g++ is not installed");
        }
    }
}
