using System.Text;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Messages;
using Gateway.Venues.Fix;
using Gateway.Venues.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Venues.Tests.Fix;

/// <summary>Execution reports that no sane exchange would send: whatever was executed reaches the gateway once, or the gateway is told of a contradiction.</summary>
public sealed class HostileReportTests
{
    readonly RecordingInbox _inbox = new();
    readonly FixOrderTable _orders = new(10);
    readonly FixOrder _order;
    readonly VenueApplication _application;
    readonly FixSession _session;

    public HostileReportTests()
    {
        var reporter = new VenueReporter(1, new RetainingInbox(_inbox));
        var flow = new ReportFlow(_orders, reporter, NullLogger.Instance);
        var ids = new ClientOrderIds("T1");
        var options = new FixVenueOptions
        {
            Name = "V", Venue = 1, Addresses = [], SenderCompID = "US", TargetCompID = "THEM", Installation = "T1", Instruments = [],
        };
        _application = new VenueApplication(reporter, flow, new QuoteBoard([], reporter), ids, "V", NullLogger.Instance);
        _session = new FixSession(new() { Id = new("FIX.4.4", "US", "THEM"), Role = SessionRole.Initiator }, new FixApplicationStub(), new MemoryStore());
        _application.Requests = new FixRequests(options, _session, _orders, reporter, flow, ids);
        var terms = new VenueOrder { OrderId = 7, VenueSymbol = Text24.From("BTCUSDT"), Quantity = Quantity.Parse("10"), Price = Price.Parse("100"), Side = Side.Buy };
        _order = _orders.Add(in terms, recovered: false);
        Say("150=0|39=0|17=n|14=0");
    }

    sealed class FixApplicationStub : FixApplication
    {
        public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context) => FixVerdict.Accepted;
    }

    const string Order = "11=GT1-7-0|37=X7|55=BTCUSDT|54=1|38=10|44=100|";

    void Say(string fields, string order = Order, bool possDup = false)
    {
        var bytes = Encoding.Latin1.GetBytes($"8=FIX.4.4|9=1|35=8|34=2|49=THEM|56=US|52=20260101-00:00:00|{order}{fields}|10=000|".Replace('|', '\u0001'));
        var index = new FieldIndex(256);
        index.Parse(bytes);
        Assert.Equal(FixVerdict.Accepted, _application.OnMessage(_session, new FixMessage(index, bytes), new MessageContext(2, 0, 0, possDup, false)));
    }

    VenueReport[] Fills => [.. _inbox.Reports.Where(report => report.Type == VenueReportType.Fill)];

    string Booked => string.Join(' ', Fills.Select(fill => $"{fill.LastQuantity}@{fill.LastPrice}"));

    [Theory]
    [InlineData("150=F|39=1|17=e|32=2|31=99|14=2", "2@99")]
    [InlineData("150=1|39=1|17=e|32=2|31=99|14=2", "2@99")] // FIX 4.2's.
    [InlineData("150=2|39=2|17=e|32=10|31=99|14=10", "10@99")]
    [InlineData("150=Z|39=1|17=e|32=2|31=99|14=2", "2@99")] // A type that nobody knows,
    [InlineData("39=1|17=e|32=2|31=99|14=2", "2@99")] // or none at all.
    [InlineData("150=F|39=?|17=e|32=2|31=99|14=2|9999=new|851=77", "2@99")]
    [InlineData("150=F|39=1|17=e|32=2|31=99.123456789123|14=2", "2@99.12345678")]
    [InlineData("150=F|39=1|17=e|32=2|31=99|14=2|12=0.00000000012|44=x|6=?|38=lots", "2@99")] // What nobody needs may be garbage.
    [InlineData("150=F|39=1|17=e|32=2|31=99", "2@99")] // Without a total.
    [InlineData("150=F|39=1|32=2|31=99|14=2", "2@99")] // Without an ExecID.
    [InlineData("150=F|39=1|17=an-execution-id-of-far-more-than-forty-characters-0001|32=2|31=99|14=2", "2@99")]
    [InlineData("150=F|39=1|17=e|31=99|14=2|6=98", "2@98")] // Without its quantity, but with the total.
    [InlineData("150=4|39=4|17=e|14=3|6=98.5", "3@98.5")] // The reports of the executions were lost,
    [InlineData("150=5|39=1|17=e|14=3", "3@100")] // and the exchange does not say at which price.
    public void What_was_executed_is_told_once(string report, string booked)
    {
        Say(report);
        Say(report);
        Say(report, possDup: true);
        Assert.Equal(booked, Booked);
        Assert.All(Fills, fill => Assert.False(FixedText.IsEmpty(in fill.VenueExecId)));
    }

    [Theory]
    [InlineData("150=F|39=1|17=e|32=two|31=99|14=2")]
    [InlineData("150=F|39=1|17=e|32=2|31=99999999999999999999999|14=2")]
    [InlineData("150=F|39=1|17=e|32=2|31=99|14=1e3")]
    [InlineData("150=F|39=1|17=e|32=2|14=2")]
    [InlineData("150=F|39=1|32=2|31=99")] // Nothing tells it from the next one.
    public void What_cannot_be_read_is_asked_for(string report)
    {
        Say(report);
        Assert.Empty(Fills);
        Assert.Equal(1, _session.NextSenderMsgSeqNum - 1);
        _order.FirstQuestion = _order.LastQuestion = 0;
        Say("150=I|39=1|17=0|14=2|6=99");
        Assert.Equal("2@99", Booked);
    }

    [Fact]
    public void Two_long_ids_are_two_executions()
    {
        const string id = "an-execution-id-of-far-more-than-forty-characters-";
        Say($"150=F|39=1|17={id}1|32=2|31=99|14=2");
        Say($"150=F|39=1|17={id}2|32=2|31=99|14=4");
        Assert.Equal("2@99 2@99", Booked);
    }

    [Fact]
    public void Reports_out_of_order_are_booked_once()
    {
        Say("150=F|39=1|17=c|32=1|31=99|14=3|6=99");
        Say("150=F|39=1|17=a|32=1|31=99|14=1|6=99");
        Say("150=F|39=1|17=b|32=1|31=99|14=2|6=99");
        Assert.Equal(Quantity.Parse("3").Raw, Fills.Sum(fill => fill.LastQuantity.Raw));
        Say("150=F|39=1|17=d|32=1|31=98|14=4|6=98.75");
        Assert.Equal(Quantity.Parse("4").Raw, Fills.Sum(fill => fill.LastQuantity.Raw));
    }

    [Theory]
    [InlineData("11=GT1-7-0|55=ETHUSDT|54=1|")]
    [InlineData("11=GT1-7-0|55=BTCUSDT|54=2|")]
    public void Another_symbol_or_side_is_booked_by_its_id_and_told_as_a_contradiction(string order)
    {
        Say("150=F|39=1|17=e|32=2|31=99|14=2", order);
        Assert.True(Assert.Single(Fills).Contradicts);
        Say("150=F|39=1|17=f|32=2|31=99|14=4");
        Assert.False(Fills[1].Contradicts);
    }

    [Theory]
    [InlineData("11=theirs|37=X7|", 7)] // By the exchange's id,
    [InlineData("37=X7|", 7)]
    [InlineData("11=theirs|41=GT1-7-0|37=?|", 7)] // by the id that the order had before,
    [InlineData("11=theirs|37=X8|", 0)] // or not at all: then it is told all the same.
    public void An_execution_whose_ClOrdID_is_not_ours_finds_its_order(string order, long orderId)
    {
        Say("150=F|39=1|17=e|32=2|31=99|14=2", order);
        var fill = Assert.Single(Fills);
        Assert.Equal((orderId, Quantity.Parse("2"), orderId == 0), (fill.OrderId, fill.LastQuantity, fill.Contradicts));
    }

    [Theory]
    [InlineData("H")]
    [InlineData("G")]
    public void An_execution_that_is_taken_back_is_told_and_not_booked(string type)
    {
        Say("150=F|39=1|17=e|32=2|31=99|14=2");
        Say($"150={type}|39=1|17=f|19=e|32=2|31=99|14=0");
        Assert.Equal("2@99", Booked);
        Assert.Equal((VenueReportType.None, true, Quantity.Parse("2")), _inbox.Of(7)[^1] is var last ? (last.Type, last.Contradicts, last.LastQuantity) : default);
    }

    [Fact]
    public void Random_reports_do_no_harm()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] values = ["", "0", "1", "2", "-1", "4", "F", "I", "8", "D", "5", "100", "99.5", "9223372036854775807", "92233720368.54775807", "-92233720368.54775808", "0.000000001", "1e9", "GT1-7-0", "GT1-7-1", "GT1-8-0", "GT1-9223372036854775807-2147483647", "X7", "x", "\u00ff"];
        int[] tags = [11, 41, 37, 17, 150, 39, 54, 55, 38, 44, 31, 32, 14, 6, 12, 103, 790, 851, 58, 479, 19];
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            foreach (var tag in tags)
                if (random.Next(3) > 0) text.Append(tag).Append('=').Append(values[random.Next(values.Length)]).Append('|');
            try
            {
                Say(text.ToString().TrimEnd('|'), order: "", random.Next(2) == 0);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, report {i}: {text}: {error}");
            }
        }
    }
}
