using System.Runtime.CompilerServices;
using Gateway.Engine.Matching;

namespace Gateway.Bench.Micro;

/// <summary>
/// Our book behind the public benchmark's messages. Finding the handle of an order id is part of what is measured.
/// </summary>
internal sealed class MatchEngine<TReports> where TReports : struct, IReportSink
{
    internal TReports Reports;
    private readonly Book _book;
    private readonly IdMap _handles;

    internal MatchEngine(Book book, TReports reports)
    {
        _book = book;
        _handles = new IdMap(16);
        Reports = reports;
    }

    internal Book Book => _book;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Execute(in FlowMessage message)
    {
        if (message.Type == FlowType.New) New(message);
        else if (message.Type == FlowType.Cancel) Cancel(message);
        else Modify(message);
    }

    private void New(in FlowMessage message)
    {
        Report(ReportType.OrderAck, message, message.Side, message.PriceTicks, message.Lots);
        var left = message.Lots - Match(message);
        if (left == 0) return;
        if (message.Immediate == 0) Rest(message, left);
        else Report(ReportType.CancelAck, message, message.Side, message.PriceTicks, 0);
    }

    private void Cancel(in FlowMessage message)
    {
        var handle = _handles.Find((uint)message.OrderId);
        if (handle == Book.None)
        {
            Report(ReportType.CancelReject, message, 0, 0, 0);
            return;
        }
        _handles.Remove((uint)message.OrderId);
        Report(ReportType.CancelAck, message, (byte)_book.SideOf(handle), _book.PriceOf(handle), 0);
        _book.Cancel(handle);
    }

    // The public contract treats every modify as cancel and new.
    private void Modify(in FlowMessage message)
    {
        var handle = _handles.Find((uint)message.OrderId);
        if (handle == Book.None)
        {
            Report(ReportType.ModifyReject, message, 0, 0, 0);
            return;
        }
        _handles.Remove((uint)message.OrderId);
        _book.Cancel(handle);
        var left = message.Lots - Match(message);
        Report(ReportType.ModifyAck, message, message.Side, message.PriceTicks, message.Lots);
        if (left > 0) Rest(message, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Match(in FlowMessage message)
    {
        var side = (BookSide)message.Side;
        if (!_book.Crosses(side, message.PriceTicks)) return 0;
        var fills = new Fills(this, message.Sequence, message.OrderId);
        return _book.Match(side, message.PriceTicks, message.Lots, ref fills);
    }

    private void Rest(in FlowMessage message, long lots) =>
        _handles.Add((uint)message.OrderId, _book.Add((BookSide)message.Side, message.PriceTicks, lots, 0, (int)message.OrderId));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Report(ReportType type, in FlowMessage message, byte side, long price, uint lots)
    {
        ref var report = ref Reports.Next();
        report.Type = type;
        report.Side = side;
        report.Lots = lots;
        report.Sequence = message.Sequence;
        report.OrderId = message.OrderId;
        report.PriceTicks = price;
        report.MakerId = 0;
    }

    private readonly struct Fills(MatchEngine<TReports> engine, ulong sequence, ulong taker) : IFillSink
    {
        public void OnFill(int maker, int user, long priceTicks, long lots, long makerLeaves)
        {
            ref var report = ref engine.Reports.Next();
            report.Type = ReportType.Trade;
            report.Side = 0;
            report.Lots = (uint)lots;
            report.Sequence = sequence;
            report.OrderId = taker;
            report.PriceTicks = priceTicks;
            report.MakerId = (ulong)user;
            if (makerLeaves == 0) engine._handles.Remove((uint)user);
        }
    }
}
