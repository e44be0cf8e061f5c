using Gateway.Configuration;
using Gateway.Tests.Harness;

namespace Gateway.Tests.MarketData;

/// <summary>Market data as a subscriber sees it on a real socket.</summary>
public sealed class MarketDataTests : IAsyncLifetime
{
    RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(WithoutVenues);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    internal static void WithoutVenues(GatewayConfiguration configuration)
    {
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
    }

    internal static string Request(string id, string type, int depth, string symbols = "AAPL", string entries = "01", string more = "")
        => $"262={id}|263={type}|264={depth}|{more}267={entries.Length}|{string.Concat(entries.Select(entry => $"269={entry}|"))}"
           + $"146={symbols.Split(',').Length}|{string.Concat(symbols.Split(',').Select(symbol => $"55={symbol}|"))}";

    internal static string Limit(string id, int side, int quantity, string price, string symbol = "AAPL")
        => $"11={id}|55={symbol}|54={side}|38={quantity}|40=2|44={price}|60=20260101-00:00:00|";

    static string Show(IEnumerable<Entry> side) => string.Join(' ', side.Select(entry => $"{entry.Size:0.##}@{entry.Price:0.##}/{entry.Orders}"));

    [Theory]
    [InlineData("FIX.4.4")]
    [InlineData("FIX.4.2")]
    [InlineData("FIXT.1.1")]
    public void A_snapshot_is_followed_by_increments(string version)
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2", version);
        trader.Send("D", Limit("b1", 1, 10, "100"));
        trader.Send("D", Limit("b2", 1, 5, "100"));
        trader.Send("D", Limit("s1", 2, 7, "101.5"));
        trader.AwaitReport("s1", "0");
        reader.Send("V", Request("R", "1", 0, more: "265=1|"));
        var book = new CopiedBook();
        book.Snapshot(reader.Await("W"));
        Assert.Equal(("15@100/2", "7@101.5/1"), (Show(book.Side("0")), Show(book.Side("1"))));
        trader.Send("D", Limit("b3", 1, 4, "99"));
        book.Increment(reader.Await("X"));
        Assert.Equal("15@100/2 4@99/1", Show(book.Side("0")));
        trader.Send("F", "11=c|41=b1|55=AAPL|54=1|60=20260101-00:00:00|");
        book.Increment(reader.Await("X"));
        Assert.Equal("5@100/1 4@99/1", Show(book.Side("0")));
        trader.Send("D", Limit("t", 2, 5, "100") + "1=A2|");
        book.Increment(reader.Await("X"));
        Assert.Equal(("4@99/1", 1), (Show(book.Side("0")), book.Snapshots));
    }

    [Theory]
    [InlineData("FIX.4.4")]
    [InlineData("FIXT.1.1")]
    public void An_empty_book_has_a_snapshot_too(string version)
    {
        using var reader = _gateway.Connect("STRAT2", version);
        reader.Send("V", Request("R", "1", 1, more: "265=1|"));
        var book = new CopiedBook();
        book.Snapshot(reader.Await("W"));
        Assert.Empty(book.Side("0"));
        Assert.Equal(0, book.Sequence);
    }

    [Fact]
    public void The_top_of_the_book_moves_with_its_levels()
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2");
        var book = new CopiedBook();
        reader.Send("V", Request("R", "1", 2, more: "265=1|"));
        book.Snapshot(reader.Await("W"));
        var seen = new List<string>();
        foreach (var price in new[] { "100", "98", "99", "97" })
        {
            trader.Send("D", Limit("b" + price, 1, 10, price));
            trader.AwaitReport("b" + price, "0");
            if (price == "97") continue; // Below the two levels.
            book.Increment(reader.Await("X"));
            seen.Add(Show(book.Side("0")));
        }

        trader.Send("F", "11=c|41=b100|55=AAPL|54=1|60=20260101-00:00:00|");
        book.Increment(reader.Await("X"));
        seen.Add(Show(book.Side("0")));
        Assert.Equal(["10@100/1", "10@100/1 10@98/1", "10@100/1 10@99/1", "10@99/1 10@98/1"], seen);
    }

    [Fact]
    public void Each_order_keeps_its_place_in_the_queue()
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2");
        string[] ids = [.. Enumerable.Range(1, 3).Select(i =>
        {
            trader.Send("D", Limit($"b{i}", 1, i * 10, "100"));
            return trader.AwaitReport($"b{i}", "0")[37]!;
        })];
        var book = new CopiedBook();
        reader.Send("V", Request("R", "1", 0, more: "265=1|266=N|"));
        book.Snapshot(reader.Await("W"));
        Assert.Equal(ids, book.Side("0").Select(entry => entry.OrderId));
        // Less keeps the place, more loses it.
        trader.Send("G", "11=r1|41=b1|55=AAPL|54=1|38=5|40=2|44=100|60=20260101-00:00:00|");
        book.Increment(reader.Await("X"));
        Assert.Equal((ids[0], 5m), (book.Side("0")[0].OrderId, book.Side("0")[0].Size));
        trader.Send("G", "11=r2|41=r1|55=AAPL|54=1|38=50|40=2|44=100|60=20260101-00:00:00|");
        book.Increment(reader.Await("X"));
        Assert.Equal([ids[1], ids[2], ids[0]], book.Side("0").Select(entry => entry.OrderId));
    }

    [Theory]
    [InlineData("FIX.4.4")]
    [InlineData("FIX.4.2")]
    [InlineData("FIXT.1.1")]
    public void A_trade_tells_the_aggressor(string version)
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2", version);
        reader.Send("V", Request("R", "1", 0, entries: "2", more: "265=1|"));
        var book = new CopiedBook();
        book.Snapshot(reader.Await("W"));
        trader.Send("D", Limit("b", 1, 10, "100"));
        trader.Send("D", Limit("s", 2, 4, "99") + "1=A2|");
        book.Increment(reader.Await("X"));
        trader.Send("D", Limit("s2", 2, 10, "101") + "1=A2|");
        trader.Send("D", Limit("b2", 1, 1, "101"));
        book.Increment(reader.Await("X"));
        Assert.Equal([("100", "4", "2"), ("101", "1", "1")], book.Trades.Select(trade => ($"{trade.Price:0.#}", $"{trade.Size:0.#}", trade.Aggressor!)));
        // Who comes later learns of the last trade.
        using var late = _gateway.Connect("STRAT3", version);
        late.Send("V", Request("L", "0", 1, entries: "2"));
        var (entries, _) = MarketDataReader.Entries(late.Await("W"));
        Assert.Equal((101m, "1"), (Assert.Single(entries).Price, entries[0].Aggressor));
    }

    [Fact]
    public void One_request_names_several_instruments()
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("V", Request("R", "1", 0, "AAPL,MSFT,GOOG", more: "265=1|"));
        string[] symbols = [.. Enumerable.Range(0, 3).Select(_ => reader.Await("W")[55]!).Order()];
        Assert.Equal(["AAPL", "GOOG", "MSFT"], symbols);
        trader.Send("D", Limit("g", 1, 10, "100", "GOOG"));
        Assert.Equal("GOOG", reader.Await("X")[55]);
        reader.Send("V", "262=R|263=2|");
        reader.Send("V", Request("S", "1", 0, "AAPL", more: "265=1|"));
        Assert.Equal("S", reader.Await("W")[262]);
        trader.Send("D", Limit("g2", 1, 10, "99", "GOOG"));
        trader.Send("D", Limit("a", 1, 10, "99"));
        Assert.Equal(("S", "AAPL"), (reader.Await("X") is var x ? x[262] : "", x[55]));
    }

    [Fact]
    public void A_full_refresh_subscription_gets_snapshots_only()
    {
        using var trader = _gateway.Connect("STRAT1");
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("V", Request("R", "1", 1, more: "265=0|"));
        reader.Await("W");
        trader.Send("D", Limit("b", 1, 10, "100"));
        Assert.Equal("10@100/1", Show(MarketDataReader.Entries(reader.Await("W")).Entries));
    }

    [Theory]
    [InlineData("262=R|263=7|264=0|267=1|269=0|146=1|55=AAPL|", "4", "SUBSCRIPTION_TYPE")]
    [InlineData("262=R|263=1|264=100000|267=1|269=0|146=1|55=AAPL|", "5", "MARKET_DEPTH: limit=500 observed=100000")]
    [InlineData("262=R|263=1|264=0|265=5|267=1|269=0|146=1|55=AAPL|", "6", "UPDATE_TYPE")]
    [InlineData("262=R|263=1|264=5|266=N|267=1|269=0|146=1|55=AAPL|", "7", "AGGREGATED_BOOK")]
    [InlineData("262=R|263=1|264=0|267=1|269=9|146=1|55=AAPL|", "8", "ENTRY_TYPE")]
    [InlineData("262=R|263=1|264=0|267=1|269=0|146=2|55=AAPL|55=NONE|", "0", "INSTRUMENT_NOT_FOUND: no book of NONE")]
    [InlineData("262=R|263=1|264=0|267=1|269=0|146=1|55=ABCDEFGHIJKLMNOPQRSTUVWXYZ|", "0", "INSTRUMENT_NOT_FOUND")]
    [InlineData("262=R|263=2|", null, "UNKNOWN_MDREQID")]
    public void A_request_that_cannot_be_met_is_refused(string request, string? reason, string text)
    {
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("V", request);
        var refused = reader.Await("Y");
        Assert.Equal(("R", reason), (refused[262], refused[281]));
        Assert.StartsWith(text, refused[58], StringComparison.Ordinal);
        // It leaves nothing behind.
        reader.Send("V", Request("R", "1", 1, more: "265=1|"));
        Assert.Equal("R", reader.Await("W")[262]);
        reader.Send("V", Request("R", "1", 1, more: "265=1|"));
        Assert.Equal("1", reader.Await("Y")[281]);
    }

    [Theory]
    [InlineData("263=1|264=0|267=1|269=0|146=1|55=AAPL|", "262")]
    [InlineData("262=R|264=0|267=1|269=0|146=1|55=AAPL|", "263")]
    [InlineData("262=R|263=1|264=x|267=1|269=0|146=1|55=AAPL|", "264")]
    [InlineData("262=R|263=1|264=0|146=1|55=AAPL|", "267")]
    public void A_request_without_its_fields_breaks_the_form(string request, string tag)
    {
        using var reader = _gateway.Connect("STRAT2");
        reader.Send("V", request);
        Assert.Equal(tag, reader.Await("3")[371]);
    }

    [Fact]
    public void Market_data_is_gap_filled_and_reports_are_sent_again()
    {
        using var client = _gateway.Connect("STRAT1");
        client.Send("V", Request("R", "1", 0, more: "265=1|"));
        client.Await("W");
        client.Send("D", Limit("b", 1, 10, "100"));
        var last = int.Parse(client.Await("X")[34]!, System.Globalization.CultureInfo.InvariantCulture);
        client.Send("2", "7=1|16=0|");
        Assert.Equal("3", client.Await("4")[36]); // Logon and snapshot.
        Assert.True(client.Await("8").PossDup);
        Assert.Equal((last + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), client.Await("4")[36]);
    }
}
