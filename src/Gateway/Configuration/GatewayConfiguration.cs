using Gateway.Journal;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Configuration;

/// <summary>Everything a gateway needs to know at start. Keys in a file are the property names, any case.</summary>
public sealed class GatewayConfiguration
{
    /// <summary><c>paper</c> or <c>live</c>; shown wherever state is shown.</summary>
    public string Mode { get; set; } = "paper";

    /// <summary>Directory of journal, latency logs and operator's token.</summary>
    public string Data { get; set; } = "data";

    /// <summary>How much a crash may cost.</summary>
    public Durability Durability { get; set; } = Durability.Process;

    /// <summary>Which threads run the agents.</summary>
    public ThreadLayout Layout { get; set; } = ThreadLayout.Shared;

    /// <summary>Trade in a scratch gateway before the start, so that the first orders are as quick as later ones; costs about a second.</summary>
    public bool WarmUp { get; set; } = true;

    /// <summary>The port for strategies.</summary>
    public FixConfiguration Fix { get; set; } = new();

    /// <summary>The port for operators.</summary>
    public OpsConfiguration Ops { get; set; } = new();

    /// <summary>The journal's files.</summary>
    public JournalConfiguration Journal { get; set; } = new();

    /// <summary>Sizes of the tables; what does not fit is refused with a reason.</summary>
    public CapacityConfiguration Capacity { get; set; } = new();

    /// <summary>FIX sessions of strategies and drop copies.</summary>
    public List<SessionConfiguration> Sessions { get; set; } = [];

    /// <summary>Trading accounts.</summary>
    public List<AccountConfiguration> Accounts { get; set; } = [];

    /// <summary>Allocation groups.</summary>
    public List<GroupConfiguration> Groups { get; set; } = [];

    /// <summary>What can be traded.</summary>
    public List<InstrumentConfiguration> Instruments { get; set; } = [];

    /// <summary>Exchanges.</summary>
    public List<VenueConfiguration> Venues { get; set; } = [];

    /// <summary>Risk limits.</summary>
    public List<LimitConfiguration> Limits { get; set; } = [];
}

/// <summary>How closely strategies' messages are held against the data dictionary of their FIX version.</summary>
public enum FixValidation
{
    /// <summary>Only what the session rules and the gateway itself need.</summary>
    None,

    /// <summary>Forms and repeated tags; unknown tags and values pass, and only what an order needs is required.</summary>
    Lenient,

    /// <summary>Everything: required fields, unknown tags and values, order of fields and groups.</summary>
    Strict,
}

/// <summary>The port for strategies.</summary>
public sealed class FixConfiguration
{
    /// <summary>Address to listen on.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; set; } = 9876;

    /// <summary>The gateway's own CompID.</summary>
    public string CompId { get; set; } = "GATEWAY";

    /// <summary>Greatest difference of SendingTime to the gateway's clock, in seconds; 0 switches the check off.</summary>
    public int SendingTimeToleranceSeconds { get; set; } = 120;

    /// <summary>How closely messages are held against the data dictionary.</summary>
    public FixValidation Validation { get; set; } = FixValidation.Lenient;

    /// <summary>Greatest length of one message in bytes.</summary>
    public int MessageBytesMax { get; set; } = 65_536;

    /// <summary>Bytes that may wait for a slow client before it is disconnected.</summary>
    public int SendBufferBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Sent messages of a session that can be asked for again; older ones are gap-filled. Eight bytes each.</summary>
    public int ResendMessagesMax { get; set; } = 4 * 1024 * 1024;
}

/// <summary>The port for operators.</summary>
public sealed class OpsConfiguration
{
    /// <summary>Address to listen on; loopback unless a proxy stands before it.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;
}

/// <summary>The journal's files.</summary>
public sealed class JournalConfiguration
{
    /// <summary>Bytes of one segment file.</summary>
    public long SegmentBytes { get; set; } = 64 * 1024 * 1024;
}

/// <summary>Sizes of the tables.</summary>
public sealed class CapacityConfiguration
{
    /// <summary>Slots of the inbound ring, a power of two.</summary>
    public int InboundRing { get; set; } = 8_192;

    /// <summary>Slots of the outbound ring, a power of two.</summary>
    public int OutboundRing { get; set; } = 8_192;

    /// <summary>Orders that may be open at once.</summary>
    public int OpenOrders { get; set; } = 1_000_000;

    /// <summary>ClOrdIDs remembered to refuse duplicates.</summary>
    public int ClOrdIds { get; set; } = 8_000_000;
}

/// <summary>A FIX session of a strategy or a drop copy.</summary>
public sealed class SessionConfiguration
{
    /// <summary>The peer's CompID.</summary>
    public string CompId { get; set; } = "";

    /// <summary>Account of orders that name none.</summary>
    public string DefaultAccount { get; set; } = "";

    /// <summary>Read-only: receives every report, may not trade.</summary>
    public bool DropCopy { get; set; }

    /// <summary>Cancel its orders when it is lost.</summary>
    public bool CancelOnDisconnect { get; set; }

    /// <summary>Start both sequence numbers at 1 at each logon.</summary>
    public bool ResetOnLogon { get; set; }
}

/// <summary>A trading account.</summary>
public sealed class AccountConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Account { get; set; } = "";

    /// <summary>Currency of account.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Millionths of the notional for providing.</summary>
    public int MakerFeeMicros { get; set; }

    /// <summary>Millionths of the notional for taking.</summary>
    public int TakerFeeMicros { get; set; }

    /// <summary>Cash reserved for margin-settled orders, in percent of the notional.</summary>
    public int InitialMarginPercent { get; set; } = 100;

    /// <summary>May sell what it does not hold.</summary>
    public bool ShortAllowed { get; set; } = true;

    /// <summary>Opening balances by asset; only used when the journal knows none.</summary>
    public Dictionary<string, Money> Balances { get; set; } = [];
}

/// <summary>An allocation group.</summary>
public sealed class GroupConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Group { get; set; } = "";

    /// <summary>How quantities are shared.</summary>
    public AllocationPolicy Policy { get; set; } = AllocationPolicy.Weighted;

    /// <summary>Its accounts in order.</summary>
    public List<MemberConfiguration> Members { get; set; } = [];
}

/// <summary>An account of an allocation group.</summary>
public sealed class MemberConfiguration
{
    /// <summary>The account.</summary>
    public string Account { get; set; } = "";

    /// <summary>Its weight, or its lots under a fixed policy.</summary>
    public int Weight { get; set; } = 1;
}

/// <summary>What can be traded.</summary>
public sealed class InstrumentConfiguration
{
    /// <summary>Key, at most 24 characters.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>What is traded; the symbol itself when empty.</summary>
    public string BaseAsset { get; set; } = "";

    /// <summary>In what prices are.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Prices are multiples of it.</summary>
    public Price TickSize { get; set; } = Price.Parse("0.01");

    /// <summary>Quantities are multiples of it.</summary>
    public Quantity LotSize { get; set; } = Quantity.Parse("1");

    /// <summary>Smallest order; one lot when zero.</summary>
    public Quantity QuantityMin { get; set; }

    /// <summary>Largest order.</summary>
    public Quantity QuantityMax { get; set; } = Quantity.Parse("1000000");

    /// <summary>Smallest order value; zero for none.</summary>
    public Money NotionalMin { get; set; }

    /// <summary>Previous close or the like; zero when there is none.</summary>
    public Price ReferencePrice { get; set; }

    /// <summary>How fills settle.</summary>
    public Settlement Settlement { get; set; } = Settlement.Margin;

    /// <summary>Own book or venues.</summary>
    public MatchingPlace Matching { get; set; } = MatchingPlace.Internal;

    /// <summary>What an order that asks for the default gets.</summary>
    public SelfTradePrevention SelfTradePrevention { get; set; } = SelfTradePrevention.CancelNewest;

    /// <summary>Where it is routed, when it is.</summary>
    public List<RouteConfiguration> Routes { get; set; } = [];
}

/// <summary>One way of an instrument to an exchange.</summary>
public sealed class RouteConfiguration
{
    /// <summary>The exchange.</summary>
    public string Venue { get; set; } = "";

    /// <summary>Its name over there; the symbol itself when empty.</summary>
    public string VenueSymbol { get; set; } = "";

    /// <summary>Lower goes first when prices are equal.</summary>
    public int Priority { get; set; }

    /// <summary>Millionths of the notional for taking.</summary>
    public int TakerFeeMicros { get; set; }
}

/// <summary>How an exchange is reached.</summary>
public enum VenueAccess
{
    /// <summary>Over a signed REST API with a stream of reports.</summary>
    Rest,

    /// <summary>Over FIX 4.4.</summary>
    Fix,
}

/// <summary>An exchange.</summary>
public sealed class VenueConfiguration
{
    /// <summary>Key, at most 16 characters.</summary>
    public string Venue { get; set; } = "";

    /// <summary>How it is reached.</summary>
    public VenueAccess Access { get; set; }

    /// <summary>Run a simulated exchange inside this process and connect to it over loopback.</summary>
    public bool Simulated { get; set; }

    /// <summary>Address of the exchange: a URL for REST, host:port for FIX; empty when simulated.</summary>
    public string Address { get; set; } = "";

    /// <summary>Address of a REST exchange's streams; the host of its address when empty.</summary>
    public string StreamAddress { get; set; } = "";

    /// <summary>API key, or SenderCompID for FIX.</summary>
    public string Key { get; set; } = "";

    /// <summary>TargetCompID of a FIX exchange.</summary>
    public string TargetCompId { get; set; } = "";

    /// <summary>Name of the file that holds the secret; only its owner may read it.</summary>
    public string SecretFile { get; set; } = "";
}

/// <summary>A risk limit.</summary>
public sealed class LimitConfiguration
{
    /// <summary>Rule id as in the catalogue: <c>R020</c>.</summary>
    public string Rule { get; set; } = "";

    /// <summary><c>firm</c>, <c>account:A1</c>, <c>instrument:AAPL</c>, …, or a kind alone for all of that kind.</summary>
    public string Scope { get; set; } = "";

    /// <summary>In force.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The limit in the rule's unit (decimal).</summary>
    public string Value { get; set; } = "0";

    /// <summary>A second parameter of the rule.</summary>
    public string Value2 { get; set; } = "0";

    /// <summary>Window or age.</summary>
    public TimeSpan Window { get; set; }
}
