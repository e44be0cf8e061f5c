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

    /// <summary>The money that limits are in.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>What a unit of another currency is worth in it. A currency without a rate cannot be traded: its orders would have no value.</summary>
    public Dictionary<string, Price> Rates { get; set; } = [];

    /// <summary>Allocation groups.</summary>
    public List<GroupConfiguration> Groups { get; set; } = [];

    /// <summary>What can be traded.</summary>
    public List<InstrumentConfiguration> Instruments { get; set; } = [];

    /// <summary>Exchanges.</summary>
    public List<VenueConfiguration> Venues { get; set; } = [];

    /// <summary>When days end and sessions are, by the clocks of a place.</summary>
    public List<ScheduleConfiguration> Schedules { get; set; } = [];

    /// <summary>Risk limits.</summary>
    public List<LimitConfiguration> Limits { get; set; } = [];
}
