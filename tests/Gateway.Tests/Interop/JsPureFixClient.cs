using System.Globalization;
using System.Net;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Interop;

/// <summary>A strategy in npm's jspurefix, installed on first use. A line that it is told is a message in JSON.</summary>
sealed class JsPureFixClient : LinePeer
{
    static readonly NpmPackage s_package = new("jspurefix", "5.11.4");

    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="store">Folder of its sequence numbers and sent messages; outlives the process.</param>
    /// <param name="compId">SenderCompID.</param>
    /// <param name="reset">Both sequence numbers start at 1.</param>
    /// <param name="bodyLengthChars">Digits of BodyLength, padded with zeros.</param>
    internal JsPureFixClient(IPEndPoint gateway, string store, string compId = "STRAT1", bool reset = false, int bodyLengthChars = 7)
        : base("node", Script(), gateway.Port.ToString(CultureInfo.InvariantCulture), store, compId, reset ? "true" : "false", bodyLengthChars.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>The next execution report for a ClOrdID with an ExecType, as it stood on the wire.</summary>
    internal FixFields Report(string clOrdId, string execType) => Message("IN", "|35=8|", $"|11={clOrdId}|", $"|150={execType}|");

    static string Script()
    {
        var script = Path.Combine(s_package.Folder(), $"client-{Environment.ProcessId}.cjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Interop", "jspurefix_client.cjs"), script, overwrite: true);
        return script;
    }
}
