using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>An order as the read model shows it.</summary>
/// <param name="OrderId">The gateway's id.</param>
/// <param name="ParentOrderId">The allocation's parent, or 0.</param>
/// <param name="ClOrdId">The client's present id.</param>
/// <param name="Session">Number of its session.</param>
/// <param name="Account">Account, or group of a parent.</param>
/// <param name="Strategy">Strategy, or empty.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Side">Side.</param>
/// <param name="Type">Type.</param>
/// <param name="TimeInForce">Time in force.</param>
/// <param name="Status">FIX's status, pending states included.</param>
/// <param name="Price">Limit price.</param>
/// <param name="Quantity">Total.</param>
/// <param name="CumQuantity">Filled in all.</param>
/// <param name="LeavesQuantity">Still open.</param>
/// <param name="AveragePrice">Average of all fills.</param>
/// <param name="Reserved">What it claims.</param>
/// <param name="Venue">Number of its venue, or 0.</param>
/// <param name="IsParent">It stands for its children.</param>
public readonly record struct OrderView(
    long OrderId, long ParentOrderId, Text64 ClOrdId, ushort Session, Text16 Account, Text16 Strategy, Text24 Symbol, Side Side, OrderType Type,
    TimeInForce TimeInForce, OrdStatus Status, Price Price, Quantity Quantity, Quantity CumQuantity, Quantity LeavesQuantity, Price AveragePrice,
    Money Reserved, ushort Venue, bool IsParent);

/// <summary>An order in the own book as the read model shows it.</summary>
/// <param name="OrderId">The gateway's id.</param>
/// <param name="Price">Where it rests; zero for a market order in an auction.</param>
/// <param name="Quantity">Displayed.</param>
/// <param name="HiddenQuantity">Undisplayed part of an iceberg.</param>
public readonly record struct BookOrderView(long OrderId, Price Price, Quantity Quantity, Quantity HiddenQuantity);

/// <summary>A position as the read model shows it.</summary>
/// <param name="Account">Account.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Quantity">Signed.</param>
/// <param name="AveragePrice">Average entry.</param>
/// <param name="MarkPrice">Latest mark; zero when there is none.</param>
/// <param name="RealizedPnl">Before fees, since the start of the journal.</param>
/// <param name="UnrealizedPnl">At the mark.</param>
/// <param name="Fees">Since the start of the journal.</param>
/// <param name="Margin">Held in the account's balance.</param>
/// <param name="WorkingBuys">Leaves of open buy orders.</param>
/// <param name="WorkingSells">Leaves of open sell orders.</param>
public readonly record struct PositionView(
    Text16 Account, Text24 Symbol, Quantity Quantity, Price AveragePrice, Price MarkPrice, Money RealizedPnl, Money UnrealizedPnl, Money Fees,
    Money Margin, Quantity WorkingBuys, Quantity WorkingSells)
{
    /// <summary>In what price, profit and fees are.</summary>
    public Text16 Currency { get; init; }

    /// <summary>Age of the mark; zero when there is none.</summary>
    public long MarkAgeNanos { get; init; }

    /// <summary>Cost for each unit of margin, units of 1e-8; zero without margin.</summary>
    public long Leverage { get; init; }

    /// <summary>When it was opened from flat, or turned over.</summary>
    public Timestamp OpenedAt { get; init; }

    /// <summary>When it became flat; zero while it is open.</summary>
    public Timestamp ClosedAt { get; init; }

    /// <summary>The dearest price at which a working stop closes it; zero for none.</summary>
    public Price StopLoss { get; init; }

    /// <summary>The nearest price at which a working limit order closes it; zero for none.</summary>
    public Price TakeProfit { get; init; }
}

/// <summary>A balance as the read model shows it.</summary>
/// <param name="Account">Account.</param>
/// <param name="Asset">Asset or currency.</param>
/// <param name="Total">All of it.</param>
/// <param name="Reserved">Claimed by open orders and positions.</param>
public readonly record struct BalanceView(Text16 Account, Text16 Asset, Money Total, Money Reserved)
{
    /// <summary>What no claim holds; negative after losses beyond it.</summary>
    public Money Free => new(Total.Raw - Reserved.Raw);
}

/// <summary>A session as the read model shows it.</summary>
/// <param name="Number">Number of the header.</param>
/// <param name="CompId">CompID.</param>
/// <param name="DefaultAccount">Used when an order names none.</param>
/// <param name="DropCopy">Receives copies only.</param>
/// <param name="CancelOnDisconnect">Loses its orders with the connection.</param>
/// <param name="LoggedOn">Up.</param>
/// <param name="OpenOrders">Open orders of its CompID, children of allocations included.</param>
public readonly record struct SessionView(
    ushort Number, Text32 CompId, Text16 DefaultAccount, bool DropCopy, bool CancelOnDisconnect, bool LoggedOn, int OpenOrders);

/// <summary>An instrument as the read model shows it.</summary>
/// <param name="Symbol">Key.</param>
/// <param name="Currency">In what prices are.</param>
/// <param name="TickSize">Prices are multiples of it.</param>
/// <param name="LotSize">Quantities are multiples of it.</param>
/// <param name="Matching">Own book or venues.</param>
/// <param name="Settlement">How fills settle.</param>
/// <param name="LastPrice">Of the last trade; zero when there was none.</param>
/// <param name="BestBid">Best bid; zero for none.</param>
/// <param name="BestAsk">Best ask; zero for none.</param>
/// <param name="OpenOrders">Open orders.</param>
/// <param name="State">What its market is doing.</param>
/// <param name="IndicativePrice">At what a call would trade, as last told; zero for nothing.</param>
/// <param name="IndicativeQuantity">What it would trade.</param>
public readonly record struct InstrumentView(
    Text24 Symbol, Text16 Currency, Price TickSize, Quantity LotSize, MatchingPlace Matching, Settlement Settlement, Price LastPrice, Price BestBid,
    Price BestAsk, int OpenOrders, MarketState State, Price IndicativePrice, Quantity IndicativeQuantity);

/// <summary>A limit as the read model shows it.</summary>
/// <param name="Rule">Number of the rule: 21 for R021.</param>
/// <param name="Scope">Kind of scope.</param>
/// <param name="Key">Which; empty for the firm.</param>
/// <param name="Value">The limit, units of 1e-8.</param>
/// <param name="Value2">Second parameter, units of 1e-8.</param>
/// <param name="WindowNanos">Window or age.</param>
/// <param name="Own">Set for this scope itself rather than for all of its kind.</param>
/// <param name="Until">End of the override that is in force; zero for none.</param>
/// <param name="Used">How much of the value is used up, units of 1e-8; null for rules that look at one request alone.</param>
/// <param name="Value3">Third parameter, units of 1e-8.</param>
/// <param name="Step">Which of the rule's steps, from 0.</param>
public readonly record struct LimitView(
    ushort Rule, ScopeKind Scope, Text24 Key, long Value, long Value2, long WindowNanos, bool Own, Timestamp Until, long? Used, long Value3, int Step);

/// <summary>What is in force and in use at a scope, as the read model shows it.</summary>
/// <param name="Scope">Kind of scope.</param>
/// <param name="Key">Which; empty for the firm.</param>
/// <param name="State">Trading state.</param>
/// <param name="LockedUntil">End of a lockout; zero for none.</param>
/// <param name="LockReason">Why it is locked.</param>
/// <param name="OpenOrders">Open orders.</param>
/// <param name="OpenNotional">Value of their leaves.</param>
/// <param name="GrossExposure">Positions at cost, long and short added.</param>
/// <param name="NetExposure">Positions at cost, short taken from long.</param>
/// <param name="TradedToday">Value traded since 00:00 UTC.</param>
/// <param name="RealizedToday">Profit and loss after fees since 00:00 UTC.</param>
/// <param name="UnknownOrders">Orders whose outcome is open.</param>
/// <param name="Imposed">What rules have imposed beside the state that operators set; none when nothing.</param>
public readonly record struct ScopeView(
    ScopeKind Scope, Text24 Key, TradingState State, Timestamp LockedUntil, RejectReason LockReason, int OpenOrders, Money OpenNotional,
    Money GrossExposure, Money NetExposure, Money TradedToday, Money RealizedToday, int UnknownOrders, RejectReason Imposed);

/// <summary>An enforcement under way as the read model shows it.</summary>
/// <param name="Id">Sequence of the inbound message that began it.</param>
/// <param name="Scope">Kind of the scope.</param>
/// <param name="Key">Which; empty for the firm.</param>
/// <param name="Symbol">The instrument, when it is about one position.</param>
/// <param name="Reason">Why.</param>
/// <param name="Started">When it began.</param>
/// <param name="Tries">Times that closing orders were sent.</param>
/// <param name="Orders">Closing orders sent.</param>
public readonly record struct EnforcementView(
    long Id, ScopeKind Scope, Text24 Key, Text24 Symbol, RejectReason Reason, Timestamp Started, int Tries, int Orders);

/// <summary>A venue as the read model shows it.</summary>
/// <param name="Number">Number of the header.</param>
/// <param name="Name">Key.</param>
/// <param name="State">Whether it can be traded at.</param>
public readonly record struct VenueView(ushort Number, Text16 Name, VenueState State);
