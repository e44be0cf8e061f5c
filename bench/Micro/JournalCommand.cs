using System.Diagnostics;
using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Journal.Writing;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Bench.Micro;

/// <summary>The modes of <c>journal</c>: each number beside the plainest loop over the same file, in the same run.</summary>
internal static class JournalCommand
{
    private const string Usage = """
        journal encode                    MessagePack alone: write and read of an ExecutionReport and a NewOrder
        journal append [--records N]      process dial: ns per record, beside a memcpy into a mapped file
        journal disk [--records N]        disk dial: one record at a time, in bulk and at 1 M records/s, beside plain durable writes
        journal recover [--records N]     reading and decoding, beside a sequential read of the same files
        journal all                       all of them
        every mode: [--dir DIR] (a fresh folder below it is used and removed; default the temporary directory)
        """;

    internal static int Run(string[] arguments)
    {
        var options = new MatchArguments(arguments);
        var folder = Directory.CreateDirectory(Path.Combine(options.Option("dir") ?? Path.GetTempPath(), "journal-bench-" + Environment.ProcessId)).FullName;
        try
        {
            return Dispatch(options.Word(0) ?? "all", folder, options);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static int Dispatch(string mode, string folder, MatchArguments options)
    {
        var all = mode == "all";
        if (!all && mode is not ("encode" or "append" or "disk" or "recover"))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (all || mode == "encode") Encode();
        if (all || mode == "append") JournalAppend.Run(folder, options.Number("records", 4_000_000));
        if (all || mode == "disk") JournalDisk.Run(folder, options.Number("records", 4_000_000));
        if (all || mode == "recover") JournalRecover.Run(folder, options.Number("records", 3_000_000));
        return 0;
    }

    private static void Encode()
    {
        var report = JournalSamples.Report();
        var order = JournalSamples.Order();
        var buffer = new byte[Payload.LengthMax];
        var reportLength = MessageCodec.Write(in report, buffer);
        Print("encode an ExecutionReport", Best(() => MessageCodec.Write(in report, buffer)), $"{reportLength} bytes");
        Print("decode it", Best(() => MessageCodec.Read(1, 1, buffer.AsSpan(0, reportLength), out Outbound _)), "");
        var orderLength = MessageCodec.Write(in order, buffer);
        Print("encode a NewOrder", Best(() => MessageCodec.Write(in order, buffer)), $"{orderLength} bytes");
        Print("decode it", Best(() => MessageCodec.Read(30, 1, buffer.AsSpan(0, orderLength), out Inbound _)), "");
    }

    internal static double Best(Action action)
    {
        const int turns = 200_000;
        var best = double.MaxValue;
        for (var round = 0; round < 15; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var turn = 0; turn < turns; turn++) action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / turns);
        }

        return best;
    }

    internal static void Print(string what, double nanos, string more)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52}{nanos,10:F1} ns  {more}"));

    internal static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}

/// <summary>Messages as they are on a usual day.</summary>
internal static class JournalSamples
{
    /// <summary>Its frame takes 128 bytes.</summary>
    internal static Inbound Order()
    {
        var message = new Inbound
        {
            Time = new(1_700_000_000_123_456_789), Kind = InboundKind.NewOrder, Session = 3, SessionSequence = 70_000,
            SendingTime = new(1_700_000_000_123_400_000),
        };
        ref var order = ref message.NewOrder;
        order.ClOrdId = Text64.From("STRAT1-00012345-6789");
        order.Symbol = Text24.From("AAPL");
        order.Account = Text16.From("A1");
        order.Price = Price.Parse("189.95");
        order.Quantity = Quantity.Parse("100");
        order.Side = Side.Buy;
        order.Type = OrderType.Limit;
        order.TimeInForce = TimeInForce.Day;
        return message;
    }

    internal static Outbound Report()
    {
        var message = new Outbound
        {
            Time = new(1_700_000_000_123_456_789), Kind = OutboundKind.ExecutionReport, Session = 3, Cause = 7_000_000, Correlation = 6_999_000,
        };
        ref var report = ref message.ExecutionReport;
        report.ClOrdId = Text64.From("STRAT1-00012345-6789");
        report.Symbol = Text24.From("AAPL");
        report.Account = Text16.From("A1");
        report.OrderId = 1_234_567;
        report.ExecId = 9_876_543;
        report.TradeId = 456_789;
        report.Price = Price.Parse("189.95");
        report.OrderQuantity = Quantity.Parse("100");
        report.LastPrice = report.AveragePrice = report.Price;
        report.LastQuantity = report.CumQuantity = Quantity.Parse("40");
        report.LeavesQuantity = Quantity.Parse("60");
        report.Side = Side.Buy;
        report.Type = OrderType.Limit;
        report.TimeInForce = TimeInForce.Day;
        report.OrdStatus = OrdStatus.PartiallyFilled;
        report.ExecType = ExecType.Trade;
        report.Liquidity = Liquidity.Taker;
        return message;
    }
}
