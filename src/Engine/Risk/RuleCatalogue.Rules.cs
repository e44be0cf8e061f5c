using Gateway.Messages;
using static Gateway.Engine.Risk.ParameterUnit;
using static Gateway.Messages.ScopeKind;

namespace Gateway.Engine.Risk;

/// <summary>One line a rule; the order is that of <see cref="Rule"/>.</summary>
public static partial class RuleCatalogue
{
    static ScopeKind[] OfOrders => [Firm, Session, Account, Strategy, Instrument, Group];

    static ScopeKind[] OfOrdersAndVenues => [Firm, Session, Account, Strategy, Instrument, Group, Venue];

    static ScopeKind[] OfHolders => [Firm, Account, Strategy];

    static IEnumerable<RuleDescription> Describe() => [.. Requests(), .. Positions(), .. Results(), .. Surroundings()];

    static IEnumerable<RuleDescription> Requests() =>
    [
        new(4, "strategy_disabled", OfHolders),
        new(14, "stale_request", [Firm, Session], Window: new(Window, "greatest age of SendingTime")),
        new(20, "max_order_qty", OfOrders, new(ParameterUnit.Quantity, "greatest quantity of one order")),
        new(21, "max_order_value", OfOrders, new(ParameterUnit.Money, "greatest value of one order")),
        new(22, "price_collar_pct", [Firm, Account, Instrument, Group], new(Percent, "greatest distance to the reference on the dear side"),
            new(Option, "1: limit orders pass without a reference; 2: the far side is checked as well; 3: both", false, 3), Window: new(Window, "greatest age of the reference", false)),
        new(23, "price_collar_cumulative", [Firm, Instrument], new(Percent, "greatest distance to the moving average on the dear side"), Window: new(Window, "length of the average")),
        new(24, "percent_price", [Firm, Instrument, Venue], new(Ratio, "highest price as a factor of the reference"), new(Ratio, "lowest price as a factor of the reference")),
        new(25, "missing_reference", [Firm, Instrument], Window: new(Window, "greatest age of the reference")),
        new(26, "market_order_block", [Firm, Account, Instrument, Group], new(Option, "1: a market order becomes a limit order at its collar that takes at once or is cancelled", false, 1)),
        new(30, "order_rate", OfOrdersAndVenues, new(Count, "orders a window; replaces apart"), new(Count, "burst", false), Window: new(Window, "default 1 s", false)),
        new(31, "message_limit_day", [Firm, Session, Account, Strategy, Venue], new(Count, "messages a day"), new(Ratio, "messages for each trade", false),
            new(Count, "messages before that ratio counts", false)),
        new(32, "venue_rate_budget", [Venue], new(Count, "requests a window"), new(Count, "of them kept for cancels", false), Window: new(Window, "default 1 s", false)),
        new(33, "repeated_execution", [Strategy, Instrument], new(Count, "fills in one direction"), Window: new(Window, "within")),
        new(35, "duplicate_content", [Firm, Session, Account, Strategy], new(Count, "equal orders in a row, each within the window", false), new(Option, "1: its orders may be equal", false, 1),
            Window: new(Window, "time between equal orders", false)),
        new(36, "max_open_orders", OfOrdersAndVenues, new(Count, "open orders")),
        new(37, "max_open_order_value", OfOrders, new(ParameterUnit.Money, "value of the leaves of all open orders")),
        new(38, "cancel_replace_ratio", [Firm, Session, Account, Strategy], new(Ratio, "cancels and replaces for each new order"), new(Count, "cancels and replaces before that counts", false),
            Window: new(Window, "within")),
        new(41, "restricted_list", [Instrument], new(Option, "1: positions in it are closed", false, 1)),
        new(42, "short_sell", [Firm, Account, Instrument]),
        new(43, "session_hours", [Firm, Session, Account, Instrument, Venue], new(Option, "1: positions are closed at the end", false, 1)),
        new(44, "pre_close_square_off", OfHolders, new(Seconds, "before the close positions are closed; 0: not", false), Window: new(Window, "before the close only reducing is allowed")),
    ];

    static IEnumerable<RuleDescription> Positions() =>
    [
        new(50, "max_contracts", [Account], new(ParameterUnit.Quantity, "over all instruments"), new(Option, "1: net instead of gross", false, 1)),
        new(51, "max_contracts_per_instrument", [Firm, Account, Instrument], new(ParameterUnit.Quantity, "position of one account in one instrument"), new(Option, "1: what exceeds is closed whole", false, 1)),
        new(52, "max_position_value", [Firm, Account, Strategy, Instrument, Group], new(ParameterUnit.Money, "value of the position in one instrument")),
        new(53, "gross_net_exposure", [Firm, Account, Strategy, Instrument, Group], new(ParameterUnit.Money, "gross; 0: none", false), new(ParameterUnit.Money, "net; 0: none", false)),
        new(54, "lot_limit", [Firm, Account, Instrument], new(Count, "lots of one order; 0: none", false), new(Count, "lots a day; 0: none", false)),
        new(55, "daily_accumulated_value", OfOrders, new(ParameterUnit.Money, "traded value a day; 0: none", false), new(ParameterUnit.Quantity, "traded quantity a day; 0: none", false)),
        new(61, "margin_buffer", [Account], new(Percent, "of the balance that stays free", false), new(Ratio, "positions and orders as a factor of the balance; 0: none", false)),
        new(62, "risk_budget", [Account, Strategy], new(ParameterUnit.Money, "open orders and positions at cost"), Window: new(Window, "after which an order's claim expires, and the order with it; 0: never", false)),
        new(63, "credit_limit", [Firm, Account], new(ParameterUnit.Money, "positions at cost and all open orders"), new(Option, "1: working orders are cancelled when it is used up", false, 1)),
    ];

    static IEnumerable<RuleDescription> Results() =>
    [
        new(70, "daily_realized_loss", OfHolders, new(ParameterUnit.Money, "loss of the day")),
        new(71, "daily_unrealized_loss", [Account], new(ParameterUnit.Money, "unrealized loss"), new(Option, "0: of all positions, 1: of each position", false, 1), new(Count, "marks in a row; default 3", false),
            new(Window, "greatest age of a mark", false)),
        new(72, "max_unrealized_profit", [Account], new(ParameterUnit.Money, "unrealized profit"), new(Option, "0: close at the target, 1: close when it has fallen back to the entry", false, 1),
            new(Option, "0: of each position, 1: of all positions", false, 1), new(Window, "greatest age of a mark", false)),
        new(73, "daily_profit_target", OfHolders, new(ParameterUnit.Money, "profit of the day")),
        new(74, "cooldown_after_loss", [Account, Strategy], new(ParameterUnit.Money, "loss of one trade"), new(Option, "1: positions are closed", false, 1), Window: new(Window, "length of the cool-down"), Tiers: 3),
        new(75, "trade_frequency", [Account, Strategy], new(Count, "trades"), new(Seconds, "length of the lockout; the window's when 0", false), new(Option, "1: of the day instead of a window", false, 1),
            new(Window, "default 60 s", false), Tiers: 3),
        new(76, "max_drawdown", OfHolders, new(ParameterUnit.Money, "fall from the day's best result; 0: none", false), new(Percent, "the same in percent of the balance; 0: none", false)),
        new(77, "reject_storm", [Account, Strategy, Venue], new(Count, "losses in a row; 0: none", false), new(Count, "refused orders in the window; 0: none", false), Window: new(Window, "default 60 s", false)),
        new(80, "no_stop_loss_grace", OfHolders, Window: new(Window, "time without a protective stop")),
        new(81, "trade_management", [Account, Strategy], new(Count, "ticks from the entry to the stop; 0: none", false), new(Count, "ticks of profit that bring the stop to the entry; 0: none", false),
            new(Count, "ticks that the stop trails behind the best price; 0: none", false)),
    ];

    static IEnumerable<RuleDescription> Surroundings() =>
    [
        new(90, "auth_loss_guard", [Account, Venue], new(Option, "1: unlocked when the venue lets trade again", false, 1)),
        new(92, "heartbeat_loss", [Venue], Window: new(Window, "silence with orders open")),
        new(93, "market_data_stale", [Firm, Instrument, Venue], Window: new(Window, "greatest age of a venue's quote")),
        new(94, "venue_unhealthy", [Venue], new(Count, "refusals and unknown outcomes"), new(Count, "orders with unknown outcome at a time; 0: any", false), Window: new(Window, "within")),
        new(95, "unknown_outcome_cap", [Firm, Account, Venue], new(Count, "orders with unknown outcome")),
        new(96, "reconcile_mismatch", [Account, Venue], new(ParameterUnit.Quantity, "difference that is tolerated", false)),
    ];
}
