using Gateway.Journal;
using Gateway.Journal.Files;
using Gateway.Journal.Writing;
using Gateway.Messages;

namespace Gateway.Bench.EndToEnd.Journal;

/// <summary>Messages as they are on a usual day, and journals and plain files to write them to.</summary>
static class JournalSamples
{
    internal const int Mebibyte = 1 << 20;

    /// <summary>Its frame takes 128 bytes.</summary>
    internal static Inbound Order()
    {
        var message = new Inbound
        {
            Time = new(1_700_000_000_123_456_789), Kind = InboundKind.NewOrder, Session = 3, SessionSequence = 70_000,
            SendingTime = new(1_700_000_000_123_400_000),
        };
        ref var order = ref message.NewOrder;
        order.ClOrdId = Text64.From("STRAT1-20231114-00012345-6789-000001");
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

    /// <summary>A new journal in a folder of its own; its first spare segments are made, as in a gateway that has just started.</summary>
    internal static JournalWriter Open(string folder, JournalOptions options)
    {
        var journal = JournalWriter.Open(folder, options, Text64.From("bench"), default);
        Thread.Sleep(500);
        return journal;
    }

    /// <summary>A file that was filled with zeros and synced, open so that a write is durable when it returns.</summary>
    internal static IJournalFile Zeroed(string path, int length)
    {
        using (var file = PosixFiles.Instance.Open(path, FileUse.Create))
        {
            for (var offset = 0; offset < length; offset += Mebibyte) _ = file.Write(new byte[Mebibyte], offset);
            file.Sync();
        }

        return PosixFiles.Instance.Open(path, FileUse.Durable);
    }
}
