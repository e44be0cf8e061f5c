using System.Text;
using Gateway.Engine;
using Gateway.Pipeline;

namespace Gateway.Tests.Harness;

/// <summary>What no client would send, and what must hold after it.</summary>
static class Noise
{
    /// <summary>A message of a client with some bytes changed, mostly with a right length and checksum.</summary>
    internal static byte[] Mutated(Random random, StrategyClient client)
    {
        var text = client.Message(Pick(random, "D", "D", "D", "F", "G", "H", "q", "1", "2", "4", "V"), client.Next++, Body(random));
        var bytes = Encoding.Latin1.GetBytes(text.Replace('|', '\u0001')).ToList();
        for (var edits = random.Next(4); edits > 0; edits--) Edit(random, bytes);
        if (random.Next(3) > 0) Reseal(bytes);
        return [.. bytes];
    }

    static string Body(Random random)
    {
        var body = new StringBuilder();
        string[] fields = ["11=m" + random.Next(500), "41=m" + random.Next(500), "55=AAPL", "54=1", "54=2", "38=" + random.Next(-5, 2000), "40=2", "40=1", "44=" + random.Next(90, 110), "59=" + random.Next(8),
            "1=G1", "78=2", "79=A1", "80=5", "79=A2", "80=5", "18=6 E", "111=10", "99=100", "126=20300101-00:00:00", "60=20260101-00:00:00", "7=1", "16=0", "36=" + random.Next(100), "123=Y", "112=t", "530=7", "262=1", "43=Y", "790=q", "58=text"];
        foreach (var field in fields)
            if (random.Next(3) > 0) body.Append(field).Append('|');
        return body.ToString();
    }

    static void Edit(Random random, List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveAt(at); break;
            case 2: bytes.Insert(at, (byte)random.Next(256)); break;
            case 3: bytes.InsertRange(at, Encoding.Latin1.GetBytes(Pick(random, "\u0001", "=", "\u000138=-", "\u000144=9223372036854775807\u0001", "\u000178=9999\u0001", "\u000110=000\u0001", "8=FIX.4.4\u00019="))); break;
            default: if (bytes.Count > 40) bytes.RemoveRange(at / 2, Math.Min(bytes.Count - at / 2 - 1, random.Next(1, 20))); break;
        }
    }

    // A right length and checksum carry the damage past the framing into session, parser and engine.
    static void Reseal(List<byte> bytes)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var parts = text.Split('\u0001', 3);
        if (parts.Length < 3 || !parts[0].StartsWith("8=", StringComparison.Ordinal)) return;
        var end = parts[2].LastIndexOf("\u000110=", StringComparison.Ordinal);
        if (end < 0) return;
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(StrategyClient.Frame(parts[0][2..], parts[2][..(end + 1)].Replace('\u0001', '|')).Replace('|', '\u0001')));
    }

    internal static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    /// <summary>The journal says the same when it is run again.</summary>
    internal static void AssertReplays(string journal, int seed)
    {
        using var engine = new ExecutionEngine(JournalReplay.LimitsOf(journal, new EngineLimits()));
        using var comparer = new JournalComparer(journal);
        comparer.Complete(JournalReplay.Run(journal, engine, comparer).Sequence);
        Assert.True(comparer.Divergence is null, $"seed {seed}: {comparer.Divergence}");
        Assert.True(comparer.Equal > 0 && comparer.Missing == 0);
    }
}
