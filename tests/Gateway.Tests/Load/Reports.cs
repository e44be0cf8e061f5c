using System.Text;
using Gateway.Fix.Codec;
using Gateway.Load;

namespace Gateway.Tests.Load;

/// <summary>Answers as a gateway gives them, read from their bytes.</summary>
static class Reports
{
    static readonly ClOrdIdFormat s_ids = new("D");

    internal static Report Rejected(long number) => Read($"35=8|11={s_ids.ToText(number)}|150=8|39=8|");

    internal static Report Replaced(in OrderRequest replace) => Read($"35=8|{Ids(in replace)}150=5|39=0|");

    internal static Report Refused(in OrderRequest replace) => Read($"35=9|{Ids(in replace)}39=0|434=2|");

    static string Ids(in OrderRequest request) => $"11={s_ids.ToText(request.Number)}|41={s_ids.ToText(request.OrigNumber)}|";

    static Report Read(string body)
    {
        var bytes = Encoding.Latin1.GetBytes($"8=FIX.4.4|9=1|{body}10=000|".Replace('|', '\u0001'));
        var index = new FieldIndex();
        index.Parse(bytes);
        return new Report(new FixMessage(index, bytes), s_ids, 0);
    }
}
