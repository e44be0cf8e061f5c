using System.Text;
using System.Text.Json;
using Gateway.Journal.Export;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests;

public class ExportTests
{
    static readonly MessageFilter s_all = new();

    static byte[] Export(Func<Stream, IMessageWriter> make, MessageFilter filter, params LogName[] logs)
    {
        using var directory = new TemporaryDirectory();
        using (var journal = Samples.Open(directory.Path)) Samples.Append(journal, 30);
        using var output = new MemoryStream();
        using (var writer = make(output))
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

    [Fact]
    public void Csv_has_a_header_and_as_many_cells_in_each_line()
    {
        var lines = Lines(Export(output => new CsvWriter(output, [LogName.Outbound], s_all), s_all, LogName.Outbound));
        Assert.Equal(31, lines.Length);
        Assert.StartsWith("log,sequence,time,kind,session,venue,cause,correlation,clOrdId", lines[0]);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
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
        Assert.Equal(1, Count(new() { Order = "order-7" }));
        Assert.Equal(1, Count(new() { Order = "7" }));
        Assert.Equal(60, Count(new() { Instrument = "AAPL" }));
        Assert.Equal(0, Count(new() { Instrument = "AAP" }));
        Assert.Equal(2, Count(new() { Correlation = 9 }));
        Assert.Equal(5, Count(new() { FromSequence = 3, ToSequence = 7, OwnSequence = true }, LogName.Outbound));
        Assert.Equal(4, Count(new() { Session = 3 }, LogName.Inbound));
        Assert.True(MessageFilter.TryParsePlace("2023-11-14T22:13:20.000001Z", out _, out var time));
        Assert.Equal(30, Count(new() { FromTime = time!.Value }, LogName.Inbound));
        Assert.Equal(1, Count(new() { ToTime = time.Value }, LogName.Inbound));
    }
}
