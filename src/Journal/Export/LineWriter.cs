using System.Buffers.Text;
using System.Text;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>
/// A line for the eye: sequence, time, log, kind, then the fields that are not empty as <c>name=value</c>. The values of a refusal stand in the unit of its
/// reason, where the other formats have the journal's integers.
/// </summary>
public sealed class LineWriter : IMessageWriter, IFieldSink
{
    readonly ExportOutput _output;
    int _begin;
    bool _isRefusal;
    RejectUnit _unit;

    /// <summary>Writes to a stream.</summary>
    public LineWriter(Stream output) : this(new ExportOutput(output))
    {
    }

    internal LineWriter(ExportOutput output) => _output = output;

    /// <inheritdoc/>
    public void Write(JournalMessage message)
    {
        _begin = _output.Length;
        // What an event is about need not be in the unit of its reason.
        (_isRefusal, _unit) = (message.Log != LogName.Outbound || message.Kind != (byte)OutboundKind.RiskEvent, RejectUnit.None);
        message.Show(this);
        _output.Add((byte)'\n');
        _output.EndMessage();
    }

    /// <summary>The line of an outbound message that need not be in a log.</summary>
    public static string Of(in Outbound outbound)
    {
        var message = new JournalMessage();
        message.Set(in outbound);
        return Of(message);
    }

    /// <summary>The line of an inbound message.</summary>
    public static string Of(in Inbound inbound)
    {
        var message = new JournalMessage();
        message.Set(in inbound);
        return Of(message);
    }

    /// <summary>The line of a message, without its end.</summary>
    public static string Of(JournalMessage message)
    {
        var line = new ExportOutput();
        new LineWriter(line).Write(message);
        return Encoding.ASCII.GetString(line.Written[..^1]);
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault)
    {
        if (isDefault) return;
        if (_output.Length > _begin) _output.Add((byte)' ');
        if (name is not ("log" or "sequence" or "time" or "kind"))
        {
            foreach (var letter in name) _output.Add((byte)letter);
            _output.Add((byte)'=');
        }

        if (name == "reason" && _isRefusal) _unit = Enum.Parse<RejectReason>(Encoding.ASCII.GetString(value)).Words().Unit;
        if (_unit != RejectUnit.None && name is "limit" or "observed" or "headroom") AddInUnit(value);
        else _output.Add(value);
    }

    void AddInUnit(ReadOnlySpan<byte> value)
    {
        Span<byte> text = stackalloc byte[RejectUnits.TextLengthMax];
        _output.Add(Utf8Parser.TryParse(value, out long raw, out _) ? text[.._unit.Format(raw, text)] : value);
    }
}
