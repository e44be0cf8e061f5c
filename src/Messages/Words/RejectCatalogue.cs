namespace Gateway.Messages;

/// <summary>In what unit the limit and the observed value of a refusal are.</summary>
public enum RejectUnit : byte
{
    /// <summary>The refusal has no values.</summary>
    None,

    /// <summary>A plain number.</summary>
    Count,

    /// <summary><see cref="Messages.Price"/>, 1e-8.</summary>
    Price,

    /// <summary><see cref="Messages.Quantity"/>, 1e-8.</summary>
    Quantity,

    /// <summary><see cref="Messages.Money"/>, 1e-8.</summary>
    Money,

    /// <summary>Nanoseconds of UTC.</summary>
    Time,

    /// <summary>A length of time in nanoseconds.</summary>
    Duration,
}

/// <summary>How a reason is told: its stable code and FIX's nearest numbers.</summary>
/// <param name="Code">The word that Text (58) begins with; stable.</param>
/// <param name="OrdRejReason44">OrdRejReason (103) as FIX 4.4 and earlier know it.</param>
/// <param name="OrdRejReason50">OrdRejReason (103) as FIX 5.0 SP2 knows it.</param>
/// <param name="Unit">Unit of limit and observed value.</param>
public readonly record struct RejectWords(string Code, int OrdRejReason44, int OrdRejReason50, RejectUnit Unit);

/// <summary>The words of every reason; one reason never collapses into another.</summary>
public static class RejectCatalogue
{
    static readonly Dictionary<RejectReason, RejectWords> All
        = Enum.GetValues<RejectReason>().ToDictionary(reason => reason, Describe);

    /// <summary>The words of a reason.</summary>
    /// <exception cref="KeyNotFoundException">The value is none of <see cref="RejectReason"/>.</exception>
    public static RejectWords Words(this RejectReason reason) => All[reason];

    /// <summary>The number of the risk rule (21 for R021), or 0 for a refusal that belongs to no rule.</summary>
    public static int Rule(this RejectReason reason) => (int)reason < 20000 ? (int)reason / 10 : 0;

    static RejectWords Describe(RejectReason reason) => reason switch
    {
        RejectReason.None => new("", 99, 99, RejectUnit.None),
        RejectReason.NotAuthorised => new("NOT_AUTHORISED", 0, 0, RejectUnit.None),
        RejectReason.UnknownAccount => new("UNKNOWN_ACCOUNT", 15, 15, RejectUnit.None),
        RejectReason.UnknownInstrument => new("INSTRUMENT_NOT_FOUND", 1, 1, RejectUnit.None),
        RejectReason.StrategyDisabled => new("STRATEGY_DISABLED", 0, 0, RejectUnit.None),
        RejectReason.TradingHalted => new("TRADING_HALTED", 0, 0, RejectUnit.None),
        RejectReason.ReduceOnlyWouldIncrease => new("REDUCE_ONLY_WOULD_INCREASE", 0, 0, RejectUnit.Quantity),
        RejectReason.LockedOut => new("LOCKED_OUT", 0, 21, RejectUnit.Time),
        RejectReason.PriceIncrement => new("PRICE_INCREMENT", 99, 18, RejectUnit.Price),
        RejectReason.LotSize => new("LOT_SIZE", 13, 13, RejectUnit.Quantity),
        RejectReason.NotionalBelowMinimum => new("NOTIONAL_BELOW_MINIMUM", 99, 20, RejectUnit.Money),
        RejectReason.UnsupportedOrder => new("UNSUPPORTED_ORDER", 11, 11, RejectUnit.None),
        RejectReason.StaleRequest => new("STALE_REQUEST", 8, 8, RejectUnit.Duration),
        RejectReason.ExpireTimeInPast => new("EXPIRE_TIME_IN_PAST", 4, 4, RejectUnit.Time),
        RejectReason.QuantityExceedsMaximum => new("QUANTITY_EXCEEDS_MAXIMUM", 3, 3, RejectUnit.Quantity),
        RejectReason.MaxOrderNotional => new("MAX_ORDER_NOTIONAL", 3, 27, RejectUnit.Money),
        RejectReason.PriceCollar => new("PRICE_COLLAR", 3, 16, RejectUnit.Price),
        RejectReason.PriceCollarWindow => new("PRICE_COLLAR_WINDOW", 3, 16, RejectUnit.Price),
        RejectReason.PercentPrice => new("PERCENT_PRICE", 3, 16, RejectUnit.Price),
        RejectReason.ReferencePriceStale => new("REFERENCE_PRICE_STALE", 0, 19, RejectUnit.Duration),
        RejectReason.MarketOrderRestricted => new("MARKET_ORDER_RESTRICTED", 11, 11, RejectUnit.None),
        RejectReason.RateLimitExceeded => new("RATE_LIMIT_EXCEEDED", 99, 99, RejectUnit.Count),
        RejectReason.MessageLimit => new("MESSAGE_LIMIT", 99, 99, RejectUnit.Count),
        RejectReason.VenueRateLimit => new("VENUE_RATE_LIMIT", 0, 0, RejectUnit.Count),
        RejectReason.RepeatedExecution => new("REPEATED_EXECUTION", 0, 21, RejectUnit.Count),
        RejectReason.DuplicateClOrdId => new("DUPLICATE_CLORDID", 6, 6, RejectUnit.None),
        RejectReason.DuplicateOrder => new("DUPLICATE_ORDER", 6, 6, RejectUnit.Count),
        RejectReason.MaxOpenOrders => new("MAX_OPEN_ORDERS", 3, 3, RejectUnit.Count),
        RejectReason.OpenOrderValue => new("OPEN_ORDER_VALUE", 3, 20, RejectUnit.Money),
        RejectReason.OperationRatio => new("OPERATION_RATIO", 99, 99, RejectUnit.Count),
        RejectReason.SelfTrade => new("SELF_TRADE", 99, 99, RejectUnit.None),
        RejectReason.SymbolBlocked => new("SYMBOL_BLOCKED", 0, 0, RejectUnit.None),
        RejectReason.ShortSell => new("SHORT_SELL", 0, 22, RejectUnit.Quantity),
        RejectReason.OutsideSession => new("OUTSIDE_SESSION", 2, 2, RejectUnit.Time),
        RejectReason.SquareOff => new("SQUARE_OFF", 2, 2, RejectUnit.Time),
        RejectReason.MaxContracts => new("MAX_CONTRACTS", 3, 3, RejectUnit.Quantity),
        RejectReason.MaxContractsInstrument => new("MAX_CONTRACTS_INSTRUMENT", 3, 3, RejectUnit.Quantity),
        RejectReason.MaxPositionNotional => new("MAX_POSITION_NOTIONAL", 3, 20, RejectUnit.Money),
        RejectReason.ExposureCap => new("EXPOSURE_CAP", 3, 20, RejectUnit.Money),
        RejectReason.LotLimit => new("LOT_LIMIT", 3, 3, RejectUnit.Quantity),
        RejectReason.DailyTradedValue => new("DAILY_TRADED_VALUE", 3, 20, RejectUnit.Money),
        RejectReason.InsufficientBalance => new("INSUFFICIENT_BALANCE", 3, 25, RejectUnit.Money),
        RejectReason.MarginBuffer => new("MARGIN_BUFFER", 3, 25, RejectUnit.Money),
        RejectReason.RiskBudget => new("RISK_BUDGET", 3, 25, RejectUnit.Money),
        RejectReason.CreditLimit => new("CREDIT_LIMIT", 0, 25, RejectUnit.Money),
        RejectReason.DailyLoss => new("DAILY_LOSS", 0, 21, RejectUnit.Money),
        RejectReason.UnrealizedLoss => new("UNREALIZED_LOSS", 0, 21, RejectUnit.Money),
        RejectReason.ProfitTarget => new("PROFIT_TARGET", 0, 21, RejectUnit.Money),
        RejectReason.DailyProfit => new("DAILY_PROFIT", 0, 21, RejectUnit.Money),
        RejectReason.Cooldown => new("COOLDOWN", 0, 21, RejectUnit.Time),
        RejectReason.TradeFrequency => new("TRADE_FREQUENCY", 99, 21, RejectUnit.Count),
        RejectReason.Drawdown => new("DRAWDOWN", 0, 21, RejectUnit.Money),
        RejectReason.RejectStorm => new("REJECT_STORM", 0, 21, RejectUnit.Count),
        RejectReason.NoStopLoss => new("NO_STOP_LOSS", 0, 0, RejectUnit.Duration),
        RejectReason.TradeManagement => new("TRADE_MGMT", 0, 0, RejectUnit.None),
        RejectReason.VenueAuthLost => new("VENUE_AUTH_LOST", 0, 0, RejectUnit.None),
        RejectReason.CancelOnDisconnect => new("CANCEL_ON_DISCONNECT", 0, 0, RejectUnit.None),
        RejectReason.HeartbeatLost => new("HEARTBEAT_LOST", 0, 0, RejectUnit.Duration),
        RejectReason.MarketDataStale => new("MARKET_DATA_STALE", 0, 19, RejectUnit.Duration),
        RejectReason.VenueDown => new("VENUE_DOWN", 0, 0, RejectUnit.None),
        RejectReason.UnknownOutcomes => new("UNKNOWN_OUTCOMES", 0, 0, RejectUnit.Count),
        RejectReason.ReconMismatch => new("RECON_MISMATCH", 0, 0, RejectUnit.Money),
        RejectReason.KillSwitch => new("KILL_SWITCH", 0, 0, RejectUnit.None),
        RejectReason.JournalUnavailable => new("JOURNAL_UNAVAILABLE", 0, 0, RejectUnit.None),
        RejectReason.AllocationSum => new("ALLOC_SUM", 14, 14, RejectUnit.Quantity),
        RejectReason.AllocationAccount => new("ALLOC_ACCOUNT", 14, 14, RejectUnit.None),
        RejectReason.AllocationUnallocatable => new("ALLOC_LOTS", 14, 14, RejectUnit.Quantity),
        RejectReason.AllocationLeg => new("ALLOC_LEG", 14, 14, RejectUnit.None),
        RejectReason.ClOrdIdInvalid => new("CLORDID_INVALID", 99, 99, RejectUnit.Count),
        RejectReason.SymbolInvalid => new("SYMBOL_INVALID", 1, 1, RejectUnit.Count),
        RejectReason.AccountInvalid => new("ACCOUNT_INVALID", 15, 15, RejectUnit.Count),
        RejectReason.PriceInvalid => new("PRICE_INVALID", 99, 99, RejectUnit.None),
        RejectReason.QuantityInvalid => new("QUANTITY_INVALID", 13, 13, RejectUnit.None),
        RejectReason.SideInvalid => new("SIDE_INVALID", 11, 11, RejectUnit.None),
        RejectReason.FieldInvalid => new("FIELD_INVALID", 99, 99, RejectUnit.Count),
        RejectReason.UnknownOrder => new("UNKNOWN_ORDER", 5, 5, RejectUnit.None),
        RejectReason.TooLateToCancel => new("TOO_LATE", 4, 4, RejectUnit.None),
        RejectReason.AlreadyPending => new("ALREADY_PENDING", 99, 99, RejectUnit.None),
        RejectReason.ReplaceChangesIdentity => new("REPLACE_IDENTITY", 99, 99, RejectUnit.None),
        RejectReason.ReplaceBelowFilled => new("REPLACE_BELOW_FILLED", 13, 13, RejectUnit.Quantity),
        RejectReason.TableFull => new("TABLE_FULL", 0, 0, RejectUnit.Count),
        RejectReason.MarketNoLiquidity => new("NO_LIQUIDITY", 0, 0, RejectUnit.None),
        RejectReason.PostOnlyWouldTake => new("POST_ONLY_WOULD_TAKE", 99, 99, RejectUnit.Price),
        RejectReason.VenueRejected => new("VENUE_REJECTED", 0, 0, RejectUnit.None),
        RejectReason.VenueUnknown => new("VENUE_UNKNOWN", 0, 0, RejectUnit.None),
        RejectReason.Overflow => new("OVERFLOW", 13, 13, RejectUnit.None),
        RejectReason.MinimumQuantity => new("MINIMUM_QUANTITY", 99, 99, RejectUnit.Quantity),
        RejectReason.MarketClosed => new("MARKET_CLOSED", 2, 2, RejectUnit.None),
        RejectReason.MarketHalted => new("MARKET_HALTED", 2, 2, RejectUnit.None),
        RejectReason.NotInThisState => new("NOT_IN_THIS_STATE", 11, 11, RejectUnit.None),
        RejectReason.CancelFailed => new("CANCEL_FAILED", 99, 99, RejectUnit.Count),
        RejectReason.StopTriggered => new("STOP_TRIGGERED", 99, 99, RejectUnit.Price),
        RejectReason.ScopeUnknown => new("SCOPE_UNKNOWN", 99, 99, RejectUnit.None),
        RejectReason.LimitInvalid => new("LIMIT_INVALID", 99, 99, RejectUnit.None),
        RejectReason.OverrideExpiry => new("OVERRIDE_WITHOUT_EXPIRY", 99, 99, RejectUnit.Time),
        RejectReason.SecondPersonNeeded => new("SECOND_PERSON_NEEDED", 99, 99, RejectUnit.None),
        RejectReason.NothingToRelease => new("NOTHING_TO_RELEASE", 99, 99, RejectUnit.None),
        RejectReason.InstrumentInUse => new("INSTRUMENT_IN_USE", 99, 99, RejectUnit.Count),
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
