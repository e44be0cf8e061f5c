using System.Globalization;
using Gateway.Tests.Harness;

namespace Gateway.Tests.MarketData;

/// <summary>One entry of a W or X as it stood on the wire.</summary>
sealed record Entry(string Action, string Type, decimal Price, decimal Size, string? OrderId, int Orders, string? Aggressor, string? Symbol, long RptSeq);

/// <summary>A subscriber's copy of one instrument: applies W and X as they come and checks their numbers.</summary>
sealed class CopiedBook
{
    readonly List<Entry> _entries = [];

    internal long Sequence { get; private set; } = -1;

    internal int Snapshots { get; private set; }

    internal int Increments { get; private set; }

    internal List<Entry> Trades { get; } = [];

    /// <summary>Whether the parts of a long snapshot are all here.</summary>
    internal bool IsWhole { get; private set; }

    /// <summary>A side in priority: price (and order, when there are orders).</summary>
    internal List<Entry> Side(string type)
    {
        var side = _entries.Where(entry => entry.Type == type);
        return [.. type == "0" ? side.OrderByDescending(entry => entry.Price) : side.OrderBy(entry => entry.Price)];
    }

    internal void Snapshot(FixFields message)
    {
        Snapshots++;
        _entries.Clear();
        var (entries, sequence) = MarketDataReader.Entries(message);
        Assert.True(sequence >= Sequence, $"{Sequence} then {message}");
        Sequence = sequence!.Value;
        IsWhole = message[893] != "N";
        foreach (var entry in entries)
            if (entry.Type is "0" or "1") _entries.Add(entry);
            else if (entry.Type == "2") Trades.Add(entry);
    }

    internal void Increment(FixFields message)
    {
        Increments++;
        var (entries, sequence) = MarketDataReader.Entries(message);
        sequence ??= Sequence; // The rest of a long snapshot was gone before it was sent.
        Assert.Equal(Sequence + entries.Count, sequence);
        for (var i = 0; i < entries.Count; i++) Assert.Equal(Sequence + i + 1, entries[i].RptSeq);
        Sequence = sequence.Value;
        if (message[893] == "Y") IsWhole = true;
        foreach (var entry in entries) Apply(entry);
    }

    void Apply(Entry entry)
    {
        if (entry.Type == "2")
        {
            Trades.Add(entry);
            return;
        }

        var at = _entries.FindIndex(known => known.Type == entry.Type && (entry.OrderId is null ? known.Price == entry.Price : known.OrderId == entry.OrderId));
        switch (entry.Action)
        {
            case "0":
                Assert.True(at < 0, $"{entry} is there already");
                _entries.Add(entry);
                break;
            case "1":
                Assert.True(at >= 0, $"{entry} is not there");
                _entries[at] = entry;
                break;
            default:
                Assert.True(at >= 0, $"{entry} is not there");
                _entries.RemoveAt(at);
                break;
        }
    }
}

/// <summary>Reads the repeating groups of market data messages.</summary>
static class MarketDataReader
{
    /// <summary>The entries, each with its own RptSeq, and the RptSeq of the last.</summary>
    internal static (List<Entry> Entries, long? Sequence) Entries(FixFields message)
    {
        var fields = message.Text.TrimEnd('|').Split('|').Select(field => field.Split('=', 2)).ToList();
        var start = fields.FindIndex(field => field[0] == "268");
        var first = message[35] == "W" ? "269" : "279";
        var count = int.Parse(fields[start][1], CultureInfo.InvariantCulture);
        var before = fields.Take(start).FirstOrDefault(field => field[0] == "83")?[1];
        var groups = new List<Dictionary<string, string>>();
        foreach (var field in fields.Skip(start + 1).TakeWhile(field => field[0] != "10"))
        {
            if (field[0] == first) groups.Add([]);
            groups[^1].Add(field[0], field[1]);
        }

        Assert.Equal(count, groups.Count);
        if (groups.Count == 0 && before is null) return ([], null);
        var sequence = long.Parse(before ?? groups[^1]["83"], CultureInfo.InvariantCulture);
        var entries = new List<Entry>();
        for (var i = 0; i < groups.Count; i++)
        {
            var own = groups[i].TryGetValue("83", out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : sequence - groups.Count + 1 + i;
            if (groups[i]["269"] != "J") entries.Add(Read(groups[i], own));
        }

        return (entries, sequence);
    }

    static Entry Read(Dictionary<string, string> group, long sequence) => new(
        group.GetValueOrDefault("279", "0"), group["269"], Number(group.GetValueOrDefault("270")), Number(group.GetValueOrDefault("271")),
        group.GetValueOrDefault("37"), (int)Number(group.GetValueOrDefault("346")), group.GetValueOrDefault("2446"), group.GetValueOrDefault("55"), sequence);

    static decimal Number(string? text) => text is null ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
}
