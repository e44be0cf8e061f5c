using System.Runtime.InteropServices;

namespace Gateway.Messages;

/// <summary>
/// Everything that can happen to the gateway, as a value of fixed size: commands of strategies, answers of exchanges,
/// configuration, operators' acts and the passing of time. The payload that <see cref="Kind"/> names is valid, the others alias it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SlotSize)]
public struct Inbound : IMessage
{
    /// <summary>Bytes of a slot: whole cache lines.</summary>
    public const int SlotSize = 320;

    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 64;

    /// <summary>Place in the inbound log, from 1, without gaps; given by the pipeline.</summary>
    [FieldOffset(0)] public long Sequence;

    /// <summary>Strictly rising stamp; given by the pipeline.</summary>
    [FieldOffset(8)] public Timestamp Time;

    /// <summary>Which payload.</summary>
    [FieldOffset(16)] public InboundKind Kind;

    /// <summary>What the parser found wrong with a well-framed request; the engine refuses it with this reason.</summary>
    [FieldOffset(18)] public RejectReason Fault;

    /// <summary>The FIX session it came from or is about; 0 for none.</summary>
    [FieldOffset(20)] public ushort Session;

    /// <summary>The exchange it came from or is about; 0 for none.</summary>
    [FieldOffset(22)] public ushort Venue;

    /// <summary>What the parser saw: a length or a tag number.</summary>
    [FieldOffset(24)] public long FaultObserved;

    /// <summary>
    /// MsgSeqNum of the FIX message; without a session the number of an operator's request, by which its <see cref="OperatorReport"/> is
    /// found; 0 for none.
    /// </summary>
    [FieldOffset(32)] public long SessionSequence;

    /// <summary>SendingTime of the FIX message; zero for none. Of a logon or logout that resets the numbers, the instant of the reset.</summary>
    [FieldOffset(40)] public Timestamp SendingTime;

    /// <summary>Latency stamps; not journaled.</summary>
    [FieldOffset(48)] public TraceStamps Trace;

    /// <summary>A process has taken over this journal.</summary>
    [FieldOffset(HeaderSize)] public RunStarted RunStarted;

    /// <summary>Time goes on although nothing happens; the stamp is the message.</summary>
    [FieldOffset(HeaderSize)] public ClockTick ClockTick;

    /// <summary>An orderly end of the process.</summary>
    [FieldOffset(HeaderSize)] public RunStopped RunStopped;

    /// <summary>An instrument is added or changed.</summary>
    [FieldOffset(HeaderSize)] public InstrumentDefined InstrumentDefined;

    /// <summary>An account is added or changed.</summary>
    [FieldOffset(HeaderSize)] public AccountDefined AccountDefined;

    /// <summary>A FIX session of a strategy or a drop copy; the header carries its number.</summary>
    [FieldOffset(HeaderSize)] public SessionDefined SessionDefined;

    /// <summary>An allocation group begins; its members follow.</summary>
    [FieldOffset(HeaderSize)] public GroupDefined GroupDefined;

    /// <summary>One account of an allocation group.</summary>
    [FieldOffset(HeaderSize)] public GroupMember GroupMember;

    /// <summary>An exchange; the header carries its number.</summary>
    [FieldOffset(HeaderSize)] public VenueDefined VenueDefined;

    /// <summary>An instrument can be traded at an exchange; the header carries the exchange's number.</summary>
    [FieldOffset(HeaderSize)] public RouteDefined RouteDefined;

    /// <summary>A risk limit is set or changed.</summary>
    [FieldOffset(HeaderSize)] public LimitSet LimitSet;

    /// <summary>An account's holding of an asset is set (opening balance, deposit, reconciliation).</summary>
    [FieldOffset(HeaderSize)] public BalanceSet BalanceSet;

    /// <summary>A scope is opened, restricted or halted.</summary>
    [FieldOffset(HeaderSize)] public TradingStateSet TradingStateSet;

    /// <summary>What a currency is worth in the money that limits are in.</summary>
    [FieldOffset(HeaderSize)] public CurrencyRate CurrencyRate;

    /// <summary>The next instants of a scope's calendar: reset, open, close.</summary>
    [FieldOffset(HeaderSize)] public ScheduleSet ScheduleSet;

    /// <summary>A strategy is enabled or disabled.</summary>
    [FieldOffset(HeaderSize)] public StrategySwitched StrategySwitched;

    /// <summary>An instrument's market goes into another state.</summary>
    [FieldOffset(HeaderSize)] public MarketStateSet MarketStateSet;

    /// <summary>A FIX session is up.</summary>
    [FieldOffset(HeaderSize)] public SessionLoggedOn SessionLoggedOn;

    /// <summary>A FIX session is down.</summary>
    [FieldOffset(HeaderSize)] public SessionLoggedOut SessionLoggedOut;

    /// <summary>A drop copy may see an account.</summary>
    [FieldOffset(HeaderSize)] public SessionAccount SessionAccount;

    /// <summary>A new order (FIX D).</summary>
    [FieldOffset(HeaderSize)] public NewOrder NewOrder;

    /// <summary>A cancel request (FIX F).</summary>
    [FieldOffset(HeaderSize)] public CancelOrder CancelOrder;

    /// <summary>A cancel/replace request (FIX G).</summary>
    [FieldOffset(HeaderSize)] public ReplaceOrder ReplaceOrder;

    /// <summary>An order status request (FIX H).</summary>
    [FieldOffset(HeaderSize)] public StatusRequest StatusRequest;

    /// <summary>A mass cancel request (FIX q).</summary>
    [FieldOffset(HeaderSize)] public MassCancel MassCancel;

    /// <summary>One account of a pre-trade allocation (FIX 79/80); stands before its order, without a gap.</summary>
    [FieldOffset(HeaderSize)] public AllocationLeg AllocationLeg;

    /// <summary>One instrument of a market data request (FIX V).</summary>
    [FieldOffset(HeaderSize)] public MarketDataRequest MarketDataRequest;

    /// <summary>A request for the state of many orders (FIX AF).</summary>
    [FieldOffset(HeaderSize)] public MassStatusRequest MassStatusRequest;

    /// <summary>A request for positions (FIX AN).</summary>
    [FieldOffset(HeaderSize)] public PositionRequest PositionRequest;

    /// <summary>What an exchange says of one of our orders; the header carries the exchange's number.</summary>
    [FieldOffset(HeaderSize)] public VenueReport VenueReport;

    /// <summary>An exchange can be traded at, or no longer.</summary>
    [FieldOffset(HeaderSize)] public VenueStateChanged VenueStateChanged;

    /// <summary>Best bid and ask at an exchange.</summary>
    [FieldOffset(HeaderSize)] public VenueQuote VenueQuote;

    /// <summary>An operator ends the lockout of a scope.</summary>
    [FieldOffset(HeaderSize)] public LockoutRelease LockoutRelease;

    /// <summary>An operator has the working orders of a scope cancelled and its positions closed.</summary>
    [FieldOffset(HeaderSize)] public Flatten Flatten;

    /// <summary>Somebody asked the operators' port for what is not theirs.</summary>
    [FieldOffset(HeaderSize)] public AccessRefused AccessRefused;

    /// <summary>An operator has the configuration read again.</summary>
    [FieldOffset(HeaderSize)] public ReloadRequested ReloadRequested;

    /// <summary>It came over the operators' port, and somebody waits for the <see cref="OperatorReport"/>.</summary>
    public readonly bool IsAct => Session == 0 && SessionSequence != 0;

    /// <inheritdoc/>
    public byte KindNumber
    {
        readonly get => (byte)Kind;
        set => Kind = (InboundKind)value;
    }

    /// <inheritdoc/>
    public void VisitHeader<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        visitor.Number("session", ref Session);
        visitor.Number("venue", ref Venue);
        visitor.Number("sessionSequence", ref SessionSequence);
        visitor.Time("sendingTime", ref SendingTime);
        visitor.Word("fault", ref Fault);
        visitor.Number("faultObserved", ref FaultObserved);
    }

    /// <inheritdoc/>
    public bool VisitPayload<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        switch (Kind)
        {
            case InboundKind.RunStarted:
                RunStarted.Visit(ref visitor);
                return true;
            case InboundKind.ClockTick:
                ClockTick.Visit(ref visitor);
                return true;
            case InboundKind.RunStopped:
                RunStopped.Visit(ref visitor);
                return true;
            case InboundKind.InstrumentDefined:
                InstrumentDefined.Visit(ref visitor);
                return true;
            case InboundKind.AccountDefined:
                AccountDefined.Visit(ref visitor);
                return true;
            case InboundKind.SessionDefined:
                SessionDefined.Visit(ref visitor);
                return true;
            case InboundKind.GroupDefined:
                GroupDefined.Visit(ref visitor);
                return true;
            case InboundKind.GroupMember:
                GroupMember.Visit(ref visitor);
                return true;
            case InboundKind.VenueDefined:
                VenueDefined.Visit(ref visitor);
                return true;
            case InboundKind.RouteDefined:
                RouteDefined.Visit(ref visitor);
                return true;
            case InboundKind.LimitSet:
                LimitSet.Visit(ref visitor);
                return true;
            case InboundKind.BalanceSet:
                BalanceSet.Visit(ref visitor);
                return true;
            case InboundKind.TradingStateSet:
                TradingStateSet.Visit(ref visitor);
                return true;
            case InboundKind.ScheduleSet:
                ScheduleSet.Visit(ref visitor);
                return true;
            case InboundKind.StrategySwitched:
                StrategySwitched.Visit(ref visitor);
                return true;
            case InboundKind.CurrencyRate:
                CurrencyRate.Visit(ref visitor);
                return true;
            case InboundKind.MarketStateSet:
                MarketStateSet.Visit(ref visitor);
                return true;
            case InboundKind.SessionLoggedOn:
                SessionLoggedOn.Visit(ref visitor);
                return true;
            case InboundKind.SessionLoggedOut:
                SessionLoggedOut.Visit(ref visitor);
                return true;
            case InboundKind.SessionAccount:
                SessionAccount.Visit(ref visitor);
                return true;
            case InboundKind.NewOrder:
                NewOrder.Visit(ref visitor);
                return true;
            case InboundKind.CancelOrder:
                CancelOrder.Visit(ref visitor);
                return true;
            case InboundKind.ReplaceOrder:
                ReplaceOrder.Visit(ref visitor);
                return true;
            case InboundKind.StatusRequest:
                StatusRequest.Visit(ref visitor);
                return true;
            case InboundKind.MassCancel:
                MassCancel.Visit(ref visitor);
                return true;
            case InboundKind.AllocationLeg:
                AllocationLeg.Visit(ref visitor);
                return true;
            case InboundKind.MarketDataRequest:
                MarketDataRequest.Visit(ref visitor);
                return true;
            case InboundKind.MassStatusRequest:
                MassStatusRequest.Visit(ref visitor);
                return true;
            case InboundKind.PositionRequest:
                PositionRequest.Visit(ref visitor);
                return true;
            case InboundKind.VenueReport:
                VenueReport.Visit(ref visitor);
                return true;
            case InboundKind.VenueStateChanged:
                VenueStateChanged.Visit(ref visitor);
                return true;
            case InboundKind.VenueQuote:
                VenueQuote.Visit(ref visitor);
                return true;
            case InboundKind.LockoutRelease:
                LockoutRelease.Visit(ref visitor);
                return true;
            case InboundKind.Flatten:
                Flatten.Visit(ref visitor);
                return true;
            case InboundKind.AccessRefused:
                AccessRefused.Visit(ref visitor);
                return true;
            case InboundKind.ReloadRequested:
                ReloadRequested.Visit(ref visitor);
                return true;
            default:
                return false;
        }
    }
}
