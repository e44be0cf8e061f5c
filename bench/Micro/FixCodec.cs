using BenchmarkDotNet.Attributes;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;

namespace Gateway.Bench.Micro;

/// <summary>
/// The codec alone, checksum included: a NewOrderSingle of 17 fields and an ExecutionReport of 24, each read (cut, indexed, its ten or twelve
/// typed fields taken out) and written.
/// </summary>
[MemoryDiagnoser]
public class FixCodec
{
    const long Time = 1_700_000_000_123_456_789;

    readonly byte[] _buffer = new byte[4_096];
    readonly FieldIndex _index = new();
    readonly MessageTemplate _template = new(new SessionId("FIX.4.4", "GATEWAY", "STRAT1"), TimestampPrecision.Micros);
    readonly DictionaryValidator _validator = new(BuiltInDictionary.Of("FIX.4.4")!);
    byte[] _order = [];
    byte[] _report = [];
    long _time = Time;
    long _number;

    /// <summary>Writes the order that is parsed.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _order = _buffer.AsSpan(0, EncodeNewOrderSingle()).ToArray();
        _report = _buffer.AsSpan(0, EncodeExecutionReport()).ToArray();
    }

    /// <summary>Typed fields to bytes.</summary>
    [Benchmark]
    public int EncodeNewOrderSingle()
    {
        FixWriter writer = Begin(MsgType.NewOrderSingle);
        writer.WriteText(Tag.ClOrdID, "ORD-20231114-000123"u8);
        writer.WriteText(Tag.Account, "A1"u8);
        writer.WriteText(Tag.Symbol, "AAPL"u8);
        writer.WriteChar(Tag.Side, '1');
        writer.WriteTimestamp(Tag.TransactTime, _time, TimestampPrecision.Micros);
        writer.WriteDecimal(Tag.OrderQty, 100_00000000);
        writer.WriteChar(Tag.OrdType, '2');
        writer.WriteDecimal(Tag.Price, 187_25000000);
        writer.WriteChar(Tag.TimeInForce, '0');
        return _template.End(ref writer);
    }

    /// <summary>Bytes to typed fields.</summary>
    [Benchmark]
    public long DecodeNewOrderSingle()
    {
        FrameFinder.Find(_order, 65_536, out int length);
        ReadOnlySpan<byte> frame = _order.AsSpan(0, length);
        _index.Parse(frame);
        FixMessage message = new(_index, frame);
        message.GetInt(Tag.MsgSeqNum, out long number);
        message.Get(Tag.ClOrdID, out ReadOnlySpan<byte> clOrdID);
        message.Get(Tag.Account, out ReadOnlySpan<byte> account);
        message.Get(Tag.Symbol, out ReadOnlySpan<byte> symbol);
        message.GetChar(Tag.Side, out byte side);
        message.GetChar(Tag.OrdType, out byte type);
        message.GetChar(Tag.TimeInForce, out byte timeInForce);
        message.GetDecimal(Tag.OrderQty, out long quantity);
        message.GetDecimal(Tag.Price, out long price);
        message.GetTimestamp(Tag.TransactTime, out long time);
        return number + clOrdID.Length + account.Length + symbol.Length + side + type + timeInForce + quantity + price + time;
    }

    /// <summary>Bytes to typed fields.</summary>
    [Benchmark]
    public long DecodeExecutionReport()
    {
        FrameFinder.Find(_report, 65_536, out int length);
        ReadOnlySpan<byte> frame = _report.AsSpan(0, length);
        _index.Parse(frame);
        FixMessage message = new(_index, frame);
        message.GetInt(Tag.MsgSeqNum, out long number);
        message.Get(Tag.OrderID, out ReadOnlySpan<byte> orderID);
        message.Get(Tag.ExecID, out ReadOnlySpan<byte> execID);
        message.Get(Tag.ClOrdID, out ReadOnlySpan<byte> clOrdID);
        message.GetChar(Tag.ExecType, out byte execType);
        message.GetChar(Tag.OrdStatus, out byte status);
        message.GetDecimal(Tag.LastQty, out long lastQuantity);
        message.GetDecimal(Tag.LastPx, out long lastPrice);
        message.GetDecimal(Tag.LeavesQty, out long leaves);
        message.GetDecimal(Tag.CumQty, out long filled);
        message.GetDecimal(Tag.AvgPx, out long average);
        message.GetTimestamp(Tag.TransactTime, out long time);
        return number + orderID.Length + execID.Length + clOrdID.Length + execType + status + lastQuantity + lastPrice + leaves + filled + average + time;
    }

    /// <summary>Cutting and indexing without reading the fields.</summary>
    [Benchmark]
    public int ParseNewOrderSingle()
    {
        FrameFinder.Find(_order, 65_536, out int length);
        _index.Parse(_order.AsSpan(0, length));
        return _index.Count;
    }

    /// <summary>Cutting alone: framing and checksum.</summary>
    [Benchmark]
    public int CutNewOrderSingle()
    {
        FrameFinder.Find(_order, 65_536, out int length);
        return length;
    }

    /// <summary>The checks of the data dictionary on the indexed message.</summary>
    [Benchmark]
    public int ValidateNewOrderSingle()
    {
        FrameFinder.Find(_order, 65_536, out int length);
        _index.Parse(_order.AsSpan(0, length));
        return (int)_validator.Validate(new FixMessage(_index, _order)).Reason;
    }

    /// <summary>Typed fields to bytes.</summary>
    [Benchmark]
    public int EncodeExecutionReport()
    {
        FixWriter writer = Begin(MsgType.ExecutionReport);
        writer.WriteInt(Tag.OrderID, 1_000_000 + _number);
        writer.WriteInt(Tag.ExecID, 2_000_000 + _number);
        writer.WriteText(Tag.ClOrdID, "ORD-20231114-000123"u8);
        writer.WriteChar(Tag.ExecType, 'F');
        writer.WriteChar(Tag.OrdStatus, '1');
        writer.WriteText(Tag.Account, "A1"u8);
        writer.WriteText(Tag.Symbol, "AAPL"u8);
        writer.WriteChar(Tag.Side, '1');
        writer.WriteDecimal(Tag.OrderQty, 100_00000000);
        writer.WriteDecimal(Tag.Price, 187_25000000);
        writer.WriteDecimal(Tag.LastQty, 40_00000000);
        writer.WriteDecimal(Tag.LastPx, 187_24000000);
        writer.WriteDecimal(Tag.LeavesQty, 60_00000000);
        writer.WriteDecimal(Tag.CumQty, 40_00000000);
        writer.WriteDecimal(Tag.AvgPx, 187_24000000);
        writer.WriteTimestamp(Tag.TransactTime, _time, TimestampPrecision.Micros);
        return _template.End(ref writer);
    }

    FixWriter Begin(ulong type)
    {
        _time += 1_700;
        return _template.Begin(_buffer, new HeaderFields { MsgType = type, MsgSeqNum = ++_number, SendingTime = _time });
    }
}
