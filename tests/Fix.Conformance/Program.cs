using System.Globalization;
using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Conformance;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

// A FIX acceptor for conformance runs:
//   --port N                 where to listen (default 5001)
//   --dictionary VERSION=FILE  a QuickFIX XML dictionary instead of the built-in one, e.g. FIX.4.4=FIX44.xml; may be repeated
//   --appl-ver-id N          application version of FIXT.1.1 sessions (7 = 5.0, 8 = 5.0SP1, 9 = 5.0SP2; default 9)
//   --name-header-fields     session rejects name SendingTime, MsgType and NewSeqNo in RefTagID
//   --echo-reset             the answer to a Logon with ResetSeqNumFlag carries the flag
//   --set NAME=VALUE         any other boolean of the session settings, e.g. EnableNextExpectedMsgSeqNum=true
//   --log                    prints what sessions say
int port = 5001;
bool named = false, echoReset = false, log = false;
string applVerID = "9";
Dictionary<string, string> files = [];
HashSet<string> on = [];
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--port": port = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--dictionary": string[] pair = args[++i].Split('=', 2); files[pair[0]] = pair[1]; break;
        case "--appl-ver-id": applVerID = args[++i]; break;
        case "--name-header-fields": named = true; break;
        case "--echo-reset": echoReset = true; break;
        case "--set": on.Add(args[++i].Split('=')[0]); break;
        case "--log": log = true; break;
        default: Console.Error.WriteLine($"unknown option {args[i]}"); return 2;
    }
}

DataDictionary Load(string version) =>
    files.TryGetValue(version, out string? file) ? DictionaryReader.ReadFile(file) : BuiltInDictionary.Of(version)!;

FixSession Make(string version)
{
    DataDictionary transport = Load(version);
    string applVersion = applVerID switch { "7" => "FIX.5.0", "8" => "FIX.5.0SP1", _ => "FIX.5.0SP2" };
    DataDictionary application = version == "FIXT.1.1" ? Load(applVersion) : transport;
    FixSessionSettings settings = new()
    {
        Id = new SessionId(version, "ISLD", "TW"),
        ResetOnLogon = true,
        DefaultApplVerID = applVerID,
        RejectsNameHeaderField = named,
        EchoResetSeqNumFlag = echoReset,
        EnableNextExpectedMsgSeqNum = on.Contains("EnableNextExpectedMsgSeqNum"),
        EnableLastMsgSeqNumProcessed = on.Contains("EnableLastMsgSeqNumProcessed"),
        // Before FIX 4.2 a stamp had whole seconds.
        TimestampPrecision = version is "FIX.4.0" or "FIX.4.1" ? TimestampPrecision.Seconds : TimestampPrecision.Millis,
        Validator = new DictionaryValidator(transport, application),
    };
    return new FixSession(settings, log ? new LoggingEcho(application) : new EchoApplication(application), new MemoryStore());
}

using FixHost host = new();
FixAcceptor acceptor = host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, port),
    new FixAcceptorSettings { OnRefused = log ? Console.Error.WriteLine : null });
foreach (string version in (string[])["FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4", "FIXT.1.1"])
    acceptor.Add(Make(version));
host.Start();
Console.WriteLine($"ready fix={acceptor.LocalEndPoint}");
using ManualResetEventSlim stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Set();
};
stop.Wait();
return 0;
