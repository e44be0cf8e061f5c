using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Bench.Micro;

/// <summary>The kinds of report, numbered as in the canonical text.</summary>
internal enum ReportType : byte
{
    OrderAck = 0,
    Trade = 1,
    CancelAck = 2,
    ModifyAck = 3,
    CancelReject = 4,
    ModifyReject = 5,
}

/// <summary>One report: a cache line, as the public benchmark's engines hand it on.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct MatchReport
{
    internal ReportType Type;
    internal byte Side;
    internal uint Lots;
    internal ulong Sequence;
    internal ulong OrderId;
    internal long PriceTicks;
    internal ulong MakerId;
}

/// <summary>Takes the reports of an engine. A struct, so that the call is inlined.</summary>
internal interface IReportSink
{
    /// <summary>The place of the next report, to be filled by the caller.</summary>
    ref MatchReport Next();
}

/// <summary>Reports go round in a ring that stays in the cache, as if a reader kept up.</summary>
internal struct ReportRing(int size) : IReportSink
{
    private readonly MatchReport[] _reports = GC.AllocateArray<MatchReport>(size, pinned: true);

    internal long Count { get; private set; }

    public ref MatchReport Next()
    {
        var reports = _reports;
        return ref reports[(int)Count++ & (reports.Length - 1)];
    }
}

/// <summary>Every report is kept.</summary>
internal struct ReportList(int capacity) : IReportSink
{
    private MatchReport[] _reports = new MatchReport[capacity];
    private int _count;

    internal readonly ReadOnlySpan<MatchReport> Reports => _reports.AsSpan(0, _count);

    public ref MatchReport Next()
    {
        if (_count == _reports.Length) Array.Resize(ref _reports, _count * 2);
        return ref _reports[_count++];
    }
}

/// <summary>The canonical text: one line a report, within a message by type, joined by line feeds.</summary>
internal static class CanonicalText
{
    internal static byte[] Of(ReadOnlySpan<MatchReport> reports)
    {
        var text = new StringBuilder(reports.Length * 32);
        foreach (ref readonly var report in reports)
        {
            if (text.Length > 0) text.Append('\n');
            Append(text, report);
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    internal static string Sha256(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static void Append(StringBuilder text, in MatchReport report)
    {
        text.Append((int)report.Type).Append(',').Append(report.Sequence).Append(',');
        if (report.Type == ReportType.Trade)
            text.Append(report.PriceTicks).Append(',').Append(report.Lots).Append(',').Append(report.MakerId).Append(',').Append(report.OrderId);
        else if (report.Type is ReportType.CancelReject or ReportType.ModifyReject)
            text.Append(report.OrderId);
        else
            text.Append(report.Side).Append(',').Append(report.OrderId).Append(',').Append(report.PriceTicks);
        if (report.Type is ReportType.OrderAck or ReportType.ModifyAck) text.Append(',').Append(report.Lots);
    }
}
