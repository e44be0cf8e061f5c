using Gateway.Tests.Harness;

namespace Gateway.Tests;

/// <summary>What a strategy experiences, over real sockets through the whole gateway.</summary>
public sealed class OrderFlowTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(configuration => { configuration.Venues.Clear(); configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0); });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    static string Limit(string id, int side, int quantity, string price, string more = "")
        => $"11={id}|55=AAPL|54={side}|38={quantity}|40=2|44={price}|60=20260101-00:00:00|{more}";

    [Fact]
    public void A_limit_order_rests_and_is_filled_by_another_sessions_order()
    {
        using var maker = _gateway.Connect("STRAT1");
        using var taker = _gateway.Connect("STRAT2");
        maker.Send("D", Limit("m", 1, 100, "580"));
        var acknowledged = maker.AwaitReport("m", "0");
        Assert.Equal(("0", "100", "0"), (acknowledged[39], acknowledged[151], acknowledged[14]));
        taker.Send("D", Limit("t", 2, 60, "579"));
        Assert.Equal("0", taker.AwaitReport("t", "0")[39]);
        var took = taker.AwaitReport("t", "F");
        var made = maker.AwaitReport("m", "F");
        Assert.Equal(("2", "60", "580", "0", "60", "580"), (took[39], took[32], took[31], took[151], took[14], took[6]));
        Assert.Equal(("1", "60", "580", "40", "60", "580"), (made[39], made[32], made[31], made[151], made[14], made[6]));
        Assert.Equal(took[527], made[527]);
        Assert.NotEqual(took[17], made[17]);
        Assert.Equal(("A1", "A2"), (made[1], took[1]));
    }

    [Fact]
    public void Immediate_or_cancel_takes_what_is_there_and_cancels_the_rest()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("m", 2, 10, "580", "1=A1|"));
        client.Send("D", Limit("i", 1, 30, "580", "1=A2|59=3|"));
        Assert.Equal("10", client.AwaitReport("i", "F")[14]);
        var ended = client.AwaitReport("i", "4");
        Assert.Equal(("4", "0", "10"), (ended[39], ended[151], ended[14]));
    }

    [Fact]
    public void Fill_or_kill_fills_whole_or_not_at_all()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("m", 2, 10, "580", "1=A1|"));
        client.Send("D", Limit("k1", 1, 11, "580", "1=A2|59=4|"));
        Assert.Equal("0", client.AwaitReport("k1", "4")[14]);
        client.Send("D", Limit("k2", 1, 10, "580", "1=A2|59=4|"));
        Assert.Equal("2", client.AwaitReport("k2", "F")[39]);
    }

    [Fact]
    public void A_market_order_sweeps_the_book_and_its_rest_is_cancelled()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("m1", 2, 10, "580", "1=A1|"));
        client.Send("D", Limit("m2", 2, 10, "581", "1=A1|"));
        client.Send("D", "11=x|55=AAPL|54=1|38=25|40=1|1=A2|60=20260101-00:00:00|");
        client.AwaitReport("x", "F");
        var second = client.AwaitReport("x", "F");
        Assert.Equal(("581", "20", "580.5"), (second[31], second[14], second[6]));
        Assert.Equal("4", client.AwaitReport("x", "4")[39]);
    }

    [Fact]
    public void A_replace_keeps_what_is_filled_and_a_cancel_ends_the_order()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("o", 1, 100, "500", "59=1|"));
        client.AwaitReport("o", "0");
        client.Send("D", Limit("f", 2, 40, "500", "1=A2|"));
        client.AwaitReport("o", "F");
        client.Send("G", "11=r|41=o|55=AAPL|54=1|38=90|40=2|44=499|60=20260101-00:00:00|");
        var replaced = client.AwaitReport("r", "5");
        Assert.Equal(("o", "499", "90", "50", "40"), (replaced[41], replaced[44], replaced[38], replaced[151], replaced[14]));
        client.Send("H", "11=r|55=AAPL|54=1|");
        Assert.Equal("1", client.AwaitReport("r", "I")[39]);
        client.Send("F", "11=c|41=r|55=AAPL|54=1|60=20260101-00:00:00|");
        var cancelled = client.AwaitReport("c", "4");
        Assert.Equal(("4", "0", "40", "r"), (cancelled[39], cancelled[151], cancelled[14], cancelled[41]));
        client.Send("F", "11=c2|41=r|55=AAPL|54=1|60=20260101-00:00:00|");
        var refused = client.Await("9");
        Assert.Equal(("c2", "1", "0", "4"), (refused[11], refused[434], refused[102], refused[39]));
    }

    [Fact]
    public void An_order_for_a_group_becomes_orders_of_its_accounts()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("g", 1, 10, "500", "1=G1|"));
        Assert.Equal("10", client.AwaitReport("g", "0")[151]);
        client.Send("D", Limit("s", 2, 10, "500", "1=A4|"));
        var shares = Enumerable.Range(0, 3).Select(_ => client.AwaitReport("g", "F")).Select(fill => (fill[58], fill[32])).ToList();
        Assert.Equal([("ALLOCATED: account=A1", "5"), ("ALLOCATED: account=A2", "3"), ("ALLOCATED: account=A3", "2")], shares);
    }

    [Theory]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=2|44=580.001|", "99", "PRICE_INCREMENT: limit=0.01 observed=580.001 scope=instrument:AAPL")]
    [InlineData("11=a|55=NOPE|54=1|38=100|40=2|44=580|", "1", "INSTRUMENT_NOT_FOUND")]
    [InlineData("11=a|55=AAPL|54=1|38=1.5|40=2|44=580|", "13", "LOT_SIZE")]
    [InlineData("11=a|55=AAPL|54=1|38=-5|40=2|44=580|", "13", "QUANTITY_INVALID")]
    [InlineData("11=a|55=AAPL|54=1|38=0|40=2|44=580|", "13", "QUANTITY_INVALID")]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=2|44=0|", "99", "PRICE_INVALID")]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=2|", "99", "PRICE_INVALID")]
    [InlineData("11=a|55=AAPL|54=9|38=100|40=2|44=580|", "11", "SIDE_INVALID")]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=P|44=580|", "11", "UNSUPPORTED_ORDER")]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=2|44=580|1=NOBODY|", "15", "UNKNOWN_ACCOUNT")]
    [InlineData("11=a|55=AAPL|54=1|38=100|40=2|44=580|1=ACCOUNTISMUCHTOOLONG|", "15", "ACCOUNT_INVALID")]
    [InlineData("11=a|55=ABCDEFGHIJKLMNOPQRSTUVWXYZ|54=1|38=100|40=2|44=580|", "1", "SYMBOL_INVALID")]
    [InlineData("11=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAX|55=AAPL|54=1|38=100|40=2|44=580|", "99", "CLORDID_INVALID: limit=64 observed=65")]
    [InlineData("11=a|55=AAPL|54=1|38=100000000|40=2|44=580|", "13", "LOT_SIZE")]
    public void A_well_formed_but_unfit_order_is_rejected_with_its_reason(string body, string reason, string text)
    {
        using var client = _gateway.Connect();
        client.Send("D", body + "60=20260101-00:00:00|");
        var report = client.Await("8");
        Assert.Equal(("8", "8", reason), (report[150], report[39], report[103]));
        Assert.StartsWith(text.Split(':')[0], report[58], StringComparison.Ordinal);
        if (text.Contains(' ', StringComparison.Ordinal) && !text.StartsWith("CLORDID", StringComparison.Ordinal)) Assert.Equal(text, report[58]);
        client.Send("D", Limit("fine", 1, 1, "100"));
        Assert.Equal("0", client.AwaitReport("fine", "0")[39]);
    }

    [Fact]
    public void A_repeated_ClOrdID_is_refused_and_the_first_order_stands()
    {
        using var client = _gateway.Connect();
        client.Send("D", Limit("same", 1, 10, "500"));
        client.AwaitReport("same", "0");
        client.Send("D", Limit("same", 1, 10, "500"));
        var refused = client.AwaitReport("same", "8");
        Assert.Equal(("6", "DUPLICATE_CLORDID: scope=session:STRAT1"), (refused[103], refused[58]));
        client.Send("H", "11=same|55=AAPL|54=1|");
        Assert.Equal("0", client.AwaitReport("same", "I")[39]);
    }

    [Theory]
    [InlineData("R", "131=1|146=1|55=AAPL|", "j", "3")]
    [InlineData("XX", "58=x|", null, null)]
    public void A_type_that_is_not_offered_is_refused_and_the_session_goes_on(string type, string body, string? answer, string? reason)
    {
        using var client = _gateway.Connect();
        client.Send(type, body);
        client.Send("D", Limit("fine", 1, 1, "100"));
        var first = client.Read()!;
        if (answer is not null) Assert.Equal((answer, reason), (first[35], first[380]));
        else Assert.Contains(first[35], new[] { "3", "j" });
        client.AwaitReport("fine", "0");
    }

    [Fact]
    public void A_drop_copy_sees_every_report_and_may_not_trade()
    {
        using var drop = _gateway.Connect("DROP1");
        using var client = _gateway.Connect();
        client.Send("D", Limit("seen", 1, 10, "500"));
        client.AwaitReport("seen", "0");
        Assert.Equal("Y", drop.AwaitReport("seen", "0")[797]);
        drop.Send("D", Limit("not", 1, 10, "500"));
        Assert.Equal("6", drop.Await("j")[380]);
    }

    [Theory]
    [InlineData("FIX.4.2", "2")]
    [InlineData("FIXT.1.1", "F")]
    public void Other_versions_map_onto_the_same_orders(string beginString, string execType)
    {
        using var client = _gateway.Connect("STRAT5", beginString);
        client.Send("D", Limit("m" + beginString, 2, 5, "480", "1=A1|"));
        client.Send("D", Limit("t" + beginString, 1, 5, "480", "1=A2|"));
        var fill = client.AwaitReport("t" + beginString, execType);
        Assert.Equal(("2", beginString == "FIX.4.2" ? "0" : null), (fill[39], fill[20]));
    }

    [Fact]
    public void Reports_missed_while_away_arrive_after_a_resend()
    {
        using var taker = _gateway.Connect("STRAT2");
        var maker = _gateway.Connect("STRAT1");
        maker.Send("D", Limit("away", 1, 10, "300", "59=1|"));
        maker.AwaitReport("away", "0");
        maker.LogOut();
        var next = maker.Next;
        maker.Dispose();
        taker.Send("D", Limit("hit", 2, 10, "300"));
        taker.AwaitReport("hit", "F");
        using var again = new StrategyClient(_gateway.Fix, "STRAT1") { Next = next };
        var logon = again.LogOn(reset: false);
        again.Send("2", $"7=1|16=0|");
        var fill = again.AwaitReport("away", "F");
        Assert.True(fill.PossDup);
        Assert.True(int.Parse(fill[34]!) < int.Parse(logon[34]!));
    }
}
