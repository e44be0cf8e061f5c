using Gateway.Fix.Codec;
using Gateway.Latency;
using Gateway.Load;
using Gateway.Messages;

namespace Gateway.Bench.EndToEnd;

/// <summary>One order in flight over a blocking socket: NewOrderSingle to its ExecutionReport, then the order's cancel to its report, so that the book stays small.</summary>
sealed class OrderRoundTrips : IReportHandler, IDisposable
{
    readonly LoadInstrument _instrument = LoadInstrument.ParseList("AAPL")[0];
    readonly FixClient _client;
    long _number;
    long _awaited;
    long _receivedNanos;

    internal OrderRoundTrips(string host, int port, string session)
    {
        _client = new FixClient(session, 0, ClOrdIdFormat.OfThisRun('R'), this);
        _client.Connect(host, port, blocking: true);
    }

    /// <summary>NewOrderSingle to ExecutionReport.</summary>
    internal LatencyHistogram Order { get; } = new();

    /// <summary>OrderCancelRequest to ExecutionReport.</summary>
    internal LatencyHistogram Cancel { get; } = new();

    /// <summary>Bytes of the last NewOrderSingle.</summary>
    internal int RequestBytes { get; private set; }

    /// <summary>Bytes of the last ExecutionReport that answered one.</summary>
    internal int ResponseBytes { get; private set; }

    /// <summary>Answers that were refusals.</summary>
    internal long Refused { get; private set; }

    internal void Run(int count, bool records)
    {
        for (var i = 0; i < count; i++)
        {
            var request = new OrderRequest
            {
                Kind = RequestKind.New,
                Number = ++_number,
                Instrument = _instrument,
                Side = Side.Buy,
                Price = (_instrument.StartTicks - 1 - _number % 50) * _instrument.TickSize,
                Quantity = 100 * FixedPoint.One,
            };
            var (order, sent, received) = RoundTrip(request);
            (RequestBytes, ResponseBytes) = (sent, received);
            (request.Kind, request.OrigNumber, request.Number) = (RequestKind.Cancel, request.Number, ++_number);
            var cancel = RoundTrip(request).Nanos;
            if (!records) continue;
            Order.Record(order);
            Cancel.Record(cancel);
        }
        _client.Tick();
        _client.Flush();
    }

    public void OnReport(FixClient client, in Report report, in FixMessage message)
    {
        if (report.Number != _awaited) return;
        _awaited = 0;
        _receivedNanos = report.ReceivedNanos;
        if (report.IsRefusal) Refused++;
    }

    public void Dispose()
    {
        _client.Logout();
        _client.Dispose();
    }

    (long Nanos, int Sent, int Received) RoundTrip(in OrderRequest request)
    {
        _awaited = request.Number;
        _client.Send(request);
        var (sent, received) = (_client.Backlog, 0);
        var start = Clock.Nanos; // Of the bytes, as the echo's: what the driver needs to make them is not the gateway's.
        _client.Flush();
        while (_awaited != 0)
        {
            received += _client.Poll();
            if (_client.Fault is not null) throw new UserErrorException($"The connection is lost: {_client.Fault}.", ExitCode.Unreachable);
        }
        return (_receivedNanos - start, sent, received);
    }
}
