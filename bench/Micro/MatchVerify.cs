using System.Text;
using Gateway.Engine.Matching;

namespace Gateway.Bench.Micro;

/// <summary>Runs flows and compares the text of their reports with what the public benchmark's conforming engines agree on.</summary>
internal static class MatchVerify
{
    internal static byte[] ReportText(FlowMessage[] flow)
    {
        using var store = new OrderStore();
        var engine = new MatchEngine<ReportList>(new Book(store), new ReportList(flow.Length + flow.Length / 4));
        foreach (ref readonly var message in flow.AsSpan()) engine.Execute(message);
        return CanonicalText.Of(engine.Reports.Reports);
    }

    internal static int File(string orders, string? reports)
    {
        var text = ReportText(FlowFile.Read(orders));
        Console.WriteLine($"{Path.GetFileName(orders)}: reports sha256 {CanonicalText.Sha256(text)}");
        return reports == null || Compare(text, MatchFiles.ReadAllBytes(reports)) ? 0 : 1;
    }

    internal static int Folder(string folder)
    {
        var failures = 0;
        var files = Directory.GetFiles(folder, "orders_*.bin.gz").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new InvalidDataException($"{folder} holds no orders_*.bin.gz.");
        foreach (var orders in files)
            failures += File(orders, orders.Replace("orders_", "canonical_", StringComparison.Ordinal)
                .Replace(".bin.gz", ".txt.gz", StringComparison.Ordinal));
        return failures == 0 ? 0 : 1;
    }

    /// <summary>The whole report text and the best prices after each message, for comparison with other engines message by message.</summary>
    internal static int State(string orders)
    {
        var flow = FlowFile.Read(orders);
        using var store = new OrderStore();
        var engine = new MatchEngine<ReportList>(new Book(store), new ReportList(1024));
        foreach (ref readonly var message in flow.AsSpan())
        {
            engine.Execute(message);
            Console.WriteLine($"{message.Sequence} {Side(engine.Book.BestBid)} {Side(engine.Book.BestAsk)}");
        }
        Console.WriteLine(Encoding.ASCII.GetString(CanonicalText.Of(engine.Reports.Reports)));
        return 0;
    }

    private static string Side(LevelView level) => level.Orders == 0 ? "-" : $"{level.Lots}@{level.PriceTicks}";

    private static bool Compare(byte[] actual, byte[] expected)
    {
        var same = actual.AsSpan().SequenceEqual(expected.AsSpan().TrimEnd((byte)'\n'));
        var lines = actual.Count(b => b == '\n') + 1;
        Console.WriteLine(same ? $"  equal to the canonical text, {lines} lines" : $"  DIFFERS from the canonical text in line {Line(actual, expected)}");
        return same;
    }

    private static int Line(byte[] actual, byte[] expected) =>
        actual.AsSpan(0, actual.AsSpan().CommonPrefixLength(expected)).Count((byte)'\n') + 1;
}
