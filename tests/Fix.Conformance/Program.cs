using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Conformance;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

if (HostOptions.Read(args) is not { } options)
    return 2;

DataDictionary Load(string version) =>
    options.Files.TryGetValue(version, out string? file) ? DictionaryReader.ReadFile(file) : BuiltInDictionary.Of(version)!;

FixSession Make(string version)
{
    DataDictionary transport = Load(version);
    string applVersion = options.ApplVerID switch { "7" => "FIX.5.0", "8" => "FIX.5.0SP1", _ => "FIX.5.0SP2" };
    DataDictionary application = version == "FIXT.1.1" ? Load(applVersion) : transport;
    FixSessionSettings settings = options.Apply(new FixSessionSettings
    {
        Id = new SessionId(version, "ISLD", "TW", options.Parts[0], options.Parts[1], options.Parts[2], options.Parts[3]),
        ResetOnLogon = true,
        DefaultApplVerID = options.ApplVerID,
        RejectsNameHeaderField = false,
        EchoResetSeqNumFlag = false,
        // Before FIX 4.2 a stamp had whole seconds.
        TimestampPrecision = version is "FIX.4.0" or "FIX.4.1" ? TimestampPrecision.Seconds : TimestampPrecision.Millis,
        Validator = new DictionaryValidator(transport, application, options.Validation()),
    });
    return new FixSession(settings, options.Log ? new LoggingEcho(application) : new EchoApplication(application), new MemoryStore());
}

using FixHost host = new();
FixAcceptor acceptor = host.Transport.Listen(new IPEndPoint(IPAddress.Loopback, options.Port),
    new FixAcceptorSettings { OnRefused = options.Log ? Console.Error.WriteLine : null });
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
