using System.Globalization;
using System.Text;
using Gateway.Journal.Sessions;
using Gateway.Messages;
using Gateway.Messages.MessagePack;

namespace Gateway.Journal.Tests;

/// <summary>
/// docs/journal-fields.md says, for a reader in another language, what the numbers of kinds and words mean and which fields a payload has in which order. It is
/// made from the same walk as the payloads: with GATEWAY_WRITE_DOCS=1 in the environment this test writes it, else it compares.
/// </summary>
public class FieldTablesTests
{
    static readonly string s_path = Path.Combine(FormatTests.Root(), "docs", "journal-fields.md");

    [Fact]
    public void The_documented_fields_are_those_that_are_written()
    {
        var text = Make();
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_DOCS") == "1") File.WriteAllText(s_path, text);
        Assert.Equal(text.Split('\n'), File.ReadAllText(s_path).Split('\n'));
    }

    /// <summary>Older readers find their fields by their places: what was once released keeps its place and its number.</summary>
    [Theory]
    [InlineData("| 2 | `ClockTick` | tick int |")]
    [InlineData("session int, venue int, sessionSequence int, sendingTime time, fault word `RejectReason`, faultObserved int")]
    [InlineData("| `Side` | 0 None, 49 Buy, 50 Sell")]
    public void It_says_what_a_reader_needs(string line) => Assert.Contains(line, Make(), StringComparison.Ordinal);

    static string Make()
    {
        var words = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        var text = new StringBuilder(Introduction);
        var (inbound, outbound) = (new Inbound(), new Outbound());
        Head(text, "inbound", Header(ref inbound, words));
        foreach (var kind in Enum.GetValues<InboundKind>().Where(kind => kind != InboundKind.None))
        {
            inbound = new() { Kind = kind };
            Row(text, (int)kind, kind.ToString(), Payload(ref inbound, words));
        }

        Head(text, "outbound", Header(ref outbound, words));
        foreach (var kind in Enum.GetValues<OutboundKind>().Where(kind => kind != OutboundKind.None))
        {
            outbound = new() { Kind = kind };
            Row(text, (int)kind, kind.ToString(), Payload(ref outbound, words));
        }

        Head(text, "sessions", "none");
        foreach (var type in Enum.GetValues<SessionRecordType>().Where(type => type != SessionRecordType.None)) Row(text, (int)type, type.ToString(), OfSession(words));
        Words(text, words);
        return text.ToString();
    }

    static string Introduction => """
        # The journal's fields

        The numbers and the order that [journal-format.md](journal-format.md) leaves to this page: for each log the fields that begin every payload, and for each kind (the
        byte at offset 24 of a frame) those that follow them. An array that is shorter is of an earlier release, its missing fields are 0, "" or false; one that
        is longer is of a later one.

        `int` is an integer, `decimal` one in units of 1e-8, `time` one in nanoseconds since 1970 UTC (0: none), `flag` a boolean, `text N` a string of at most N characters
        of printable ASCII, `word` an integer that the last table names. This page is made by a test from the same walk that writes the payloads.

        """;

    static void Head(StringBuilder text, string log, string header)
        => text.Append(CultureInfo.InvariantCulture, $"\n## {log}\n\nEvery payload begins with: {header}.\n\n| kind | name | fields that follow |\n|---|---|---|\n");

    static void Row(StringBuilder text, int number, string name, string fields)
        => text.Append(CultureInfo.InvariantCulture, $"| {number} | `{name}` | {(fields.Length == 0 ? "none" : fields)} |\n");

    static void Words(StringBuilder text, SortedDictionary<string, Type> words)
    {
        text.Append("\n## Words\n\nValues of flags (`OrderFlags` …) are added up. An `EngineTable`'s and a `RejectReason`'s numbers never change.\n\n| word | values |\n|---|---|\n");
        foreach (var (name, type) in words)
        {
            var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{value} {Enum.GetName(type, value)}");
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {string.Join(", ", values)} |\n");
        }
    }

    static string Header<T>(ref T message, SortedDictionary<string, Type> words) where T : unmanaged, IMessage
    {
        var fields = new FieldNames([], words);
        message.VisitHeader(ref fields);
        return fields.ToString();
    }

    static string Payload<T>(ref T message, SortedDictionary<string, Type> words) where T : unmanaged, IMessage
    {
        var fields = new FieldNames([], words);
        Assert.True(message.VisitPayload(ref fields));
        return fields.ToString();
    }

    static string OfSession(SortedDictionary<string, Type> words)
    {
        var fields = new FieldNames([], words);
        new SessionRecord().Visit(ref fields);
        return fields.ToString();
    }

    readonly record struct FieldNames(List<string> List, SortedDictionary<string, Type> Known) : IFieldVisitor
    {
        public void Text<T>(string name, ref T value) where T : unmanaged, IFixedText<T> => List.Add($"{name} text {T.Capacity}");

        public void Word<T>(string name, ref T value) where T : unmanaged, Enum
        {
            Known[typeof(T).Name] = typeof(T);
            List.Add($"{name} word `{typeof(T).Name}`");
        }

        public void Number(string name, ref long value) => List.Add(name + " int");

        public void Number(string name, ref int value) => List.Add(name + " int");

        public void Number(string name, ref ushort value) => List.Add(name + " int");

        public void Flag(string name, ref bool value) => List.Add(name + " flag");

        public void Price(string name, ref Price value) => List.Add(name + " decimal");

        public void Quantity(string name, ref Quantity value) => List.Add(name + " decimal");

        public void Money(string name, ref Money value) => List.Add(name + " decimal");

        public void Time(string name, ref Timestamp value) => List.Add(name + " time");

        public override string ToString() => string.Join(", ", List);
    }
}
