using System.Globalization;

namespace Gateway.Simulation.Nodes;

/// <summary>A subscriber's copy of one instrument's book, made from snapshots and increments as they come; it complains when they do not fit together.</summary>
/// <param name="id">MDReqID of the subscription; what comes for others, of requests that were sent again after a reconnection, is not its own.</param>
sealed class BookCopy(string id)
{
    readonly Dictionary<string, (char Side, decimal Price, decimal Size)> _entries = [];
    long _sequence = -1;

    /// <summary>Whether it has been told everything: the last part of a long snapshot too.</summary>
    internal bool IsWhole { get; private set; }

    /// <summary>What is displayed at each price of a side.</summary>
    internal SortedDictionary<decimal, decimal> Levels(char side)
    {
        var levels = new SortedDictionary<decimal, decimal>();
        foreach (var entry in _entries.Values.Where(entry => entry.Side == side))
            levels[entry.Price] = levels.GetValueOrDefault(entry.Price) + entry.Size;
        return levels;
    }

    internal void Apply(string message)
    {
        var fields = message.TrimEnd('|').Split('|').Select(field => field.Split('=', 2)).Select(pair => (Tag: pair[0], Value: pair[1])).ToList();
        if (fields.Find(field => field.Tag == "262").Value != id) return;
        var whole = fields.Find(field => field.Tag == "893").Value;
        if (fields.Exists(field => field is ("35", "W"))) Restart(fields, message, whole);
        else
        {
            Continue(fields, message);
            if (whole == "Y") IsWhole = true;
        }
    }

    void Restart(List<(string Tag, string Value)> fields, string message, string? whole)
    {
        _entries.Clear();
        _sequence = SequenceOf(fields);
        IsWhole = whole != "N";
        foreach (var group in Groups(fields, "269")) Put(group, message);
    }

    void Continue(List<(string Tag, string Value)> fields, string message)
    {
        var groups = Groups(fields, "279");
        if (groups.Count > 0 && SequenceOf(fields) is var last && last != _sequence + groups.Count)
            throw new SimulationFailure($"the book was told up to {_sequence}, then came {groups.Count} entries up to {last}: {message}");
        _sequence += groups.Count;
        foreach (var group in groups) Put(group, message);
    }

    void Put(Dictionary<string, string> group, string message)
    {
        var side = group["269"][0];
        if (side is not ('0' or '1')) return;
        var price = Number(group.GetValueOrDefault("270"));
        var key = group.TryGetValue("37", out var order) ? order : side + price.ToString(CultureInfo.InvariantCulture);
        var known = _entries.ContainsKey(key);
        var action = group.GetValueOrDefault("279", "0");
        if (known != (action != "0")) throw new SimulationFailure($"entry {key} of a book is {(known ? "there already" : "not there")}: {message}");
        if (action == "2") _entries.Remove(key);
        else _entries[key] = (side, price, Number(group.GetValueOrDefault("271")));
    }

    static long SequenceOf(List<(string Tag, string Value)> fields)
        => long.Parse(fields.Find(field => field.Tag == "83").Value ?? "0", CultureInfo.InvariantCulture);

    static List<Dictionary<string, string>> Groups(List<(string Tag, string Value)> fields, string first)
    {
        var groups = new List<Dictionary<string, string>>();
        foreach (var (tag, value) in fields.SkipWhile(field => field.Tag != "268").Skip(1).TakeWhile(field => field.Tag != "10"))
        {
            if (tag == first) groups.Add([]);
            if (groups.Count > 0) groups[^1][tag] = value;
        }

        return groups;
    }

    static decimal Number(string? text) => text is null ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
}
