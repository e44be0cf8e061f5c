using System.Runtime.InteropServices;

namespace Gateway.Messages;

/// <summary>
/// Everything the gateway says: reports to strategies, requests to exchanges, events for operators. The payload that
/// <see cref="Kind"/> names is valid, the others alias it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SlotSize)]
public struct Outbound : IMessage
{
    /// <summary>Bytes of a slot: whole cache lines.</summary>
    public const int SlotSize = 512;

    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 64;

    /// <summary>Place in the outbound log, from 1, without gaps.</summary>
    [FieldOffset(0)] public long Sequence;

    /// <summary>Stamp of the message that caused it.</summary>
    [FieldOffset(8)] public Timestamp Time;

    /// <summary>Which payload.</summary>
    [FieldOffset(16)] public OutboundKind Kind;

    /// <summary>The FIX session it goes to; 0 for none.</summary>
    [FieldOffset(20)] public ushort Session;

    /// <summary>The exchange it goes to; 0 for none.</summary>
    [FieldOffset(22)] public ushort Venue;

    /// <summary>Sequence of the inbound message that caused it.</summary>
    [FieldOffset(24)] public long Cause;

    /// <summary>Sequence of the inbound message that began the order's story.</summary>
    [FieldOffset(32)] public long Correlation;

    /// <summary>Latency stamps; not journaled.</summary>
    [FieldOffset(40)] public TraceStamps Trace;

    /// <summary>The state or a change of an order (FIX 8).</summary>
    [FieldOffset(HeaderSize)] public ExecutionReport ExecutionReport;

    /// <summary>A cancel or replace request is refused (FIX 9).</summary>
    [FieldOffset(HeaderSize)] public CancelReject CancelReject;

    /// <summary>The answer to a mass cancel (FIX r); one execution report for each order follows.</summary>
    [FieldOffset(HeaderSize)] public MassCancelReport MassCancelReport;

    /// <summary>One leg of an allocation, for the run history and for FIX P.</summary>
    [FieldOffset(HeaderSize)] public AllocationReport AllocationReport;

    /// <summary>One position as the answer to a request (FIX AP, AO).</summary>
    [FieldOffset(HeaderSize)] public PositionReport PositionReport;

    /// <summary>A request to an exchange; the header carries its number.</summary>
    [FieldOffset(HeaderSize)] public VenueOrder VenueOrder;

    /// <summary>Something the risk engine did on its own: a lockout, a state, a limit, an enforcement.</summary>
    [FieldOffset(HeaderSize)] public RiskEvent RiskEvent;

    /// <summary>The state of an instrument's market, or what its auction call would trade now.</summary>
    [FieldOffset(HeaderSize)] public MarketStatus MarketStatus;

    /// <summary>A position after a change.</summary>
    [FieldOffset(HeaderSize)] public PositionSnapshot PositionSnapshot;

    /// <summary>The answer to an operator's act.</summary>
    [FieldOffset(HeaderSize)] public OperatorReport OperatorReport;

    /// <inheritdoc/>
    public byte KindNumber
    {
        readonly get => (byte)Kind;
        set => Kind = (OutboundKind)value;
    }

    /// <inheritdoc/>
    public void VisitHeader<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("session", ref Session);
        visitor.Number("venue", ref Venue);
        visitor.Number("cause", ref Cause);
        visitor.Number("correlation", ref Correlation);
    }

    /// <inheritdoc/>
    public bool VisitPayload<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        switch (Kind)
        {
            case OutboundKind.ExecutionReport:
                ExecutionReport.Visit(ref visitor);
                return true;
            case OutboundKind.CancelReject:
                CancelReject.Visit(ref visitor);
                return true;
            case OutboundKind.MassCancelReport:
                MassCancelReport.Visit(ref visitor);
                return true;
            case OutboundKind.AllocationReport:
                AllocationReport.Visit(ref visitor);
                return true;
            case OutboundKind.PositionReport:
                PositionReport.Visit(ref visitor);
                return true;
            case OutboundKind.VenueOrder:
                VenueOrder.Visit(ref visitor);
                return true;
            case OutboundKind.RiskEvent:
                RiskEvent.Visit(ref visitor);
                return true;
            case OutboundKind.MarketStatus:
                MarketStatus.Visit(ref visitor);
                return true;
            case OutboundKind.PositionSnapshot:
                PositionSnapshot.Visit(ref visitor);
                return true;
            case OutboundKind.OperatorReport:
                OperatorReport.Visit(ref visitor);
                return true;
            default:
                return false;
        }
    }
}
