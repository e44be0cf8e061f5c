using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Journal.Export;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests;

public class ExportTests
{
    static readonly MessageFilter s_all = new();

    static byte[] Export(Func<Stream, IMessageWriter> make, MessageFilter filter, params LogName[] logs)
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 30);
        using var output = new MemoryStream();
        var writer = make(output);
        using (var reader = new MergedReader(directory.Path, logs.Length > 0 ? logs : Enum.GetValues<LogName>()))
        {
            while (reader.TryRead(out var message))
                if (filter.Matches(message)) writer.Write(message);
            writer.Flush();
        }

        return output.ToArray();
    }

    static string[] Lines(byte[] text) => Encoding.ASCII.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Logs_are_merged_by_time_with_the_cause_before_its_effect()
    {
        var lines = Lines(Export(output => new LineWriter(output), s_all));
        Assert.Equal(90, lines.Length);
        Assert.StartsWith("Inbound 1 2023-11-14T22:13:20.000001000Z NewOrder session=2", lines[0]);
        Assert.StartsWith("Outbound 1 ", lines[1]);
        Assert.StartsWith("Sessions 1 ", lines[2]);
    }

    [Fact]
    public void Json_has_every_field_by_name_and_exact_decimals()
    {
        using var json = JsonDocument.Parse(Lines(Export(output => new JsonLinesWriter(output), s_all, LogName.Inbound))[4]);
        Assert.Equal(5, json.RootElement.GetProperty("sequence").GetInt64());
        Assert.Equal("0.05", json.RootElement.GetProperty("price").GetString());
        Assert.Equal("Buy", json.RootElement.GetProperty("side").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("expireTime").ValueKind);
    }

    [Theory]
    [InlineData(9_007_199_254_740_991, JsonValueKind.Number)]
    [InlineData(-9_007_199_254_740_991, JsonValueKind.Number)]
    [InlineData(9_007_199_254_740_993, JsonValueKind.String)] // A double has 9007199254740992 instead.
    [InlineData(1_772_443_788_123_456_789, JsonValueKind.String)]
    [InlineData(long.MinValue, JsonValueKind.String)]
    public void Integers_that_a_double_would_round_are_text(long observed, JsonValueKind kind)
    {
        var report = new Outbound { Kind = OutboundKind.ExecutionReport, Sequence = 1 };
        report.ExecutionReport.Rejection = Rejection.Of(RejectReason.ExpireTimeInPast, 1, observed);
        var message = new JournalMessage();
        message.Set(in report);
        using var json = JsonDocument.Parse(Written(message, output => new JsonLinesWriter(output)));
        var value = json.RootElement.GetProperty("observed");
        Assert.Equal((kind, observed.ToString(CultureInfo.InvariantCulture)), (value.ValueKind, value.ToString()));
        var map = Written(message, output => new MessagePackMapWriter(output));
        Assert.Equal(kind == JsonValueKind.String, map.AsSpan().IndexOf(Encoding.ASCII.GetBytes(value.ToString())) >= 0);
    }

    static byte[] Written(JournalMessage message, Func<Stream, IMessageWriter> make)
    {
        using var output = new MemoryStream();
        var writer = make(output);
        writer.Write(message);
        writer.Flush();
        return output.ToArray();
    }

    [Theory]
    [InlineData(OutboundKind.ExecutionReport, RejectReason.PriceIncrement, 1_000_000, 57_000_100_000, "limit=0.01 observed=570.001 ")]
    [InlineData(OutboundKind.ExecutionReport, RejectReason.QuantityExceedsMaximum, 5_000_000_000, 5_100_000_000, "limit=50 observed=51 rule=20 headroom=-1 ")]
    [InlineData(OutboundKind.ExecutionReport, RejectReason.MaxOpenOrders, 50, 51, "limit=50 observed=51 rule=36 headroom=-1 ")]
    [InlineData(OutboundKind.RiskEvent, RejectReason.PriceIncrement, 3, 1_500, "limit=3 observed=1500 ")] // Tries, nanoseconds.
    public void A_line_has_the_values_of_a_refusal_in_their_unit(OutboundKind kind, RejectReason reason, long limit, long observed, string text)
    {
        var said = new Outbound { Kind = kind, Sequence = 1 };
        var rejection = Rejection.Of(reason, limit, observed).At(ScopeKind.Account, Text24.From("A1"));
        if (kind == OutboundKind.RiskEvent) said.RiskEvent.Rejection = rejection;
        else said.ExecutionReport.Rejection = rejection;
        Assert.Contains(text, LineWriter.Of(in said) + " ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScopeKind.Account, RejectReason.QuantityExceedsMaximum, 50, 51, "20", "-1")]
    [InlineData(ScopeKind.Account, RejectReason.OpenOrderValue, 50, 20, "37", "30")]
    [InlineData(ScopeKind.Account, RejectReason.InsufficientBalance, long.MinValue, 1, "60", "-9223372036854775808")]
    [InlineData(ScopeKind.Instrument, RejectReason.PriceCollar, 50, 51, "22", "0")] // A band is no quantity to be used up.
    [InlineData(ScopeKind.None, RejectReason.MaxOpenOrders, 50, 51, "36", "0")]
    public void A_refusal_tells_its_rule_and_headroom_in_every_format(ScopeKind scope, RejectReason reason, long limit, long observed, string rule, string headroom)
    {
        var report = new Outbound { Kind = OutboundKind.ExecutionReport, Sequence = 1 };
        report.ExecutionReport.Rejection = Rejection.Of(reason, limit, observed).At(scope, Text24.From("A1"));
        var message = new JournalMessage();
        message.Set(in report);
        var fields = new Fields();
        message.Show(fields);
        Assert.Equal((rule, headroom), (fields.Of("rule"), fields.Of("headroom")));

        using var json = JsonDocument.Parse(Written(message, output => new JsonLinesWriter(output)));
        Assert.Equal((rule, headroom, "A1"), (json.RootElement.GetProperty("rule").ToString(), json.RootElement.GetProperty("headroom").ToString(), json.RootElement.GetProperty("scopeKey").GetString()));
        // The journal itself has neither: what follows from its fields cannot contradict them.
        Span<byte> bytes = stackalloc byte[Payload.LengthMax];
        var length = MessageCodec.Write(in report, bytes);
        Assert.True(MessageCodec.Read(report.KindNumber, Payload.SchemaVersion, bytes[..length], out Outbound again).IsOk);
        Assert.Equal((limit, observed), (again.ExecutionReport.Rejection.Limit, again.ExecutionReport.Rejection.Observed));
    }

    [Fact]
    public void Csv_has_a_header_and_as_many_cells_in_each_line()
    {
        var lines = Lines(Export(output => new CsvWriter(output, [LogName.Outbound], s_all), s_all, LogName.Outbound));
        Assert.Equal(31, lines.Length);
        Assert.StartsWith("log,sequence,time,kind,session,venue,cause,correlation,clOrdId", lines[0]);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
    }

    /// <summary>Also a kind whose fields are in another order than the columns, and a word that holds commas.</summary>
    [Fact]
    public void Csv_has_the_cells_of_every_kind_below_their_names()
    {
        using var output = new MemoryStream();
        var writer = new CsvWriter(output, Enum.GetValues<LogName>(), s_all);
        var expected = new List<Fields>();
        var message = new JournalMessage();
        foreach (var kind in Enum.GetValues<InboundKind>().Where(kind => kind != InboundKind.None)) Write(new Inbound { Kind = kind, Sequence = 1, Session = 7 });
        var order = Samples.Order(1);
        order.NewOrder.Flags = OrderFlags.PostOnly | OrderFlags.ReduceOnly;
        order.NewOrder.ClOrdId = Text64.From("a,\"b\"");
        Write(order);
        foreach (var kind in Enum.GetValues<OutboundKind>().Where(kind => kind != OutboundKind.None))
        {
            var outbound = new Outbound { Kind = kind, Sequence = 1, Cause = 8 };
            message.Set(in outbound);
            Expect();
        }

        writer.Flush();
        var table = Lines(output.ToArray()).Select(Cells).ToList();
        foreach (var (row, fields) in table.Skip(1).Zip(expected))
        {
            Assert.Equal(table[0].Count, row.Count);
            Assert.All(fields.All, field => Assert.Equal(field.Value, row[table[0].IndexOf(field.Name)]));
            Assert.Equal(fields.All.Count(field => field.Value.Length > 0), row.Count(cell => cell.Length > 0));
        }

        void Write(Inbound inbound)
        {
            message.Set(in inbound);
            Expect();
        }

        void Expect()
        {
            expected.Add(new Fields());
            message.Show(expected[^1]);
            writer.Write(message);
        }
    }

    static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var (index, character) in line.TrimEnd('\r').Index())
            if (character == '"')
            {
                quoted = !quoted;
                if (quoted && index > 0 && line[index - 1] == '"') cells[^1] += '"';
            }
            else if (character == ',' && !quoted) cells.Add("");
            else cells[^1] += character;
        return cells;
    }

    [Fact]
    public void MessagePack_is_a_map_for_each_message()
    {
        var reader = new MessagePackReader(Export(output => new MessagePackMapWriter(output), s_all));
        var count = 0;
        for (; !reader.AtEnd; count++)
        {
            Assert.True(reader.TryReadMapHeader(out var fields) && fields > 4);
            for (var field = 0; field < 2 * fields; field++) Assert.True(reader.TrySkip());
        }

        Assert.Equal(90, count);
    }

    [Fact]
    public void Filters_choose()
    {
        int Count(MessageFilter filter, params LogName[] logs) => Lines(Export(output => new LineWriter(output), filter, logs)).Length;
        Assert.Equal(30, Count(new() { Kinds = ["neworder"] }));
        Assert.Equal(1, Count(new() { Order = OrderName.Parse("order-7") }));
        Assert.Equal(1, Count(new() { Order = OrderName.Parse("7") }));
        Assert.Equal((1, 0), (Count(new() { Order = OrderName.Parse("orderId:7") }), Count(new() { Order = OrderName.Parse("clOrdId:7") })));
        Assert.Equal((1, 0), (Count(new() { Order = OrderName.Parse("clOrdId:order-7") }), Count(new() { Order = OrderName.Parse("venueOrderId:order-7") })));
        Assert.Equal(60, Count(new() { Instrument = "AAPL" }));
        Assert.Equal(0, Count(new() { Instrument = "AAP" }));
        Assert.Equal(2, Count(new() { Correlation = 9 }));
        Assert.Equal(5, Count(new() { FromSequence = 3, ToSequence = 7, OwnSequence = true }, LogName.Outbound));
        Assert.Equal(4, Count(new() { Session = 3 }, LogName.Inbound));
        Assert.True(JournalPlace.TryParse("2023-11-14T22:13:20.000001Z", out var place));
        Assert.Equal(30, Count(new() { FromTime = place.Time!.Value }, LogName.Inbound));
        Assert.Equal(1, Count(new() { ToTime = place.Time.Value }, LogName.Inbound));
    }

    /// <summary>The fast writers against the plain walk over a message's fields.</summary>
    [Fact]
    public void Every_value_is_what_the_plain_walk_says()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 60);
        using var output = new MemoryStream();
        var writer = new JsonLinesWriter(output);
        using var reader = new MergedReader(directory.Path, Enum.GetValues<LogName>());
        var expected = new List<List<(string Name, string Value, FieldType Type)>>();
        while (reader.TryRead(out var message))
        {
            var fields = new Fields();
            message.Show(fields);
            expected.Add(fields.All);
            writer.Write(message);
        }

        writer.Flush();
        foreach (var (line, fields) in Lines(output.ToArray()).Zip(expected))
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(fields.Select(field => field.Name), json.RootElement.EnumerateObject().Select(property => property.Name));
            foreach (var (property, field) in json.RootElement.EnumerateObject().Zip(fields))
                Assert.Equal(field.Type == FieldType.Time && field.Value.Length == 0 ? "" : field.Value, property.Value.ToString() is "True" or "False" ? property.Value.ToString().ToLowerInvariant() : property.Value.ToString());
        }
    }

    [Theory]
    [InlineData("a\"b\\c,d")]
    [InlineData("\"")]
    [InlineData("plain")]
    public void Texts_with_marks_come_back_as_they_were(string text)
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path))
        {
            var order = Samples.Order(1);
            order.NewOrder.ClOrdId = Gateway.Messages.Text64.From(text);
            Assert.True(journal.Inbound.TryAppend(in order));
        }

        string Written(Func<Stream, IMessageWriter> make)
        {
            using var output = new MemoryStream();
            var writer = make(output);
            using var reader = new MergedReader(directory.Path, [LogName.Inbound]);
            Assert.True(reader.TryRead(out var message));
            writer.Write(message);
            writer.Flush();
            return Encoding.ASCII.GetString(output.ToArray());
        }

        using var json = JsonDocument.Parse(Written(output => new JsonLinesWriter(output)));
        Assert.Equal(text, json.RootElement.GetProperty("clOrdId").GetString());
        var quoted = text.Contains('"', StringComparison.Ordinal) || text.Contains(',', StringComparison.Ordinal);
        var cell = quoted ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;
        Assert.Contains("," + cell + ",", Written(output => new CsvWriter(output, [LogName.Inbound], s_all)), StringComparison.Ordinal);
    }

    sealed class Fields : IFieldSink
    {
        internal List<(string Name, string Value, FieldType Type)> All { get; } = [];

        internal string Of(string name) => All.Single(field => field.Name == name).Value;

        public void Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault) => All.Add((name, Encoding.ASCII.GetString(value), type));
    }
}
