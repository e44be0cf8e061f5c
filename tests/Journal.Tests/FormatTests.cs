using System.Text;
using System.Text.RegularExpressions;
using Gateway.Journal.Format;
using Gateway.Messages;

namespace Gateway.Journal.Tests;

public partial class FormatTests
{
    /// <summary>The worked example of docs/journal-format.md, byte by byte.</summary>
    [Fact]
    public void The_documented_example_is_what_is_written()
    {
        using var directory = TemporaryDirectory.InMemory();
        using (var journal = Samples.Open(directory.Path))
        {
            var tick = new Inbound { Sequence = 1, Time = new(1_700_000_000_000_000_001), Kind = InboundKind.ClockTick };
            tick.ClockTick.Tick = 300;
            Assert.True(journal.Inbound.TryAppend(in tick));
        }

        var written = File.ReadAllBytes(Path.Combine(directory.Path, "inbound-00000000000000000001.seg"));
        var documented = Example(Documentation());
        Assert.Equal(Convert.ToHexString(written.AsSpan(0, documented.Length)), Convert.ToHexString(documented));
        Assert.True(documented.Length > 160);
        Assert.False(written.AsSpan(documented.Length).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Every_kind_is_documented()
    {
        var text = Documentation();
        var kinds = Enum.GetNames<InboundKind>().Concat(Enum.GetNames<OutboundKind>()).Where(kind => kind != "None");
        Assert.All(kinds, kind => Assert.Contains($"`{kind}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_checksum_is_crc_32c()
        => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));

    static byte[] Example(string text)
    {
        var hex = new StringBuilder();
        foreach (Match line in HexLine().Matches(text)) hex.Append(line.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        return Convert.FromHexString(hex.ToString());
    }

    internal static string Documentation() => File.ReadAllText(Path.Combine(Root(), "docs", "journal-format.md"));

    internal static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Gateway.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }

    /// <summary>Lines like <c>0080  24 00 00 00   length</c>.</summary>
    [GeneratedRegex("^[0-9a-f]{4}  ((?:[0-9a-f]{2} ?)+)", RegexOptions.Multiline)]
    private static partial Regex HexLine();
}
