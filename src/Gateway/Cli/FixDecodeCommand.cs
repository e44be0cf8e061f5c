using System.CommandLine;
using System.Text;
using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;

namespace Gateway.Cli;

/// <summary><c>fix decode</c>: FIX from stdin, field by field with names; delimiters may be SOH, '|' or '^A'.</summary>
static class FixDecodeCommand
{
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object per message." };
        var decode = new Command("decode", "Read FIX from stdin and print it field by field.") { json };
        decode.SetAction(result => Decode(Console.In, result.GetValue(json)));
        return new Command("fix", "Tools for FIX messages.") { decode };
    }

    static int Decode(TextReader input, bool json)
    {
        var findings = 0;
        while (input.ReadLine() is { } line)
            foreach (var message in Messages(line))
                if (!Print(message, json)) findings++;
        return findings == 0 ? ExitCode.Fine : ExitCode.Findings;
    }

    // Whatever stands before a message (a log's prefix) is left out.
    static IEnumerable<string> Messages(string line)
    {
        var text = line.Replace("^A", "\u0001", StringComparison.Ordinal);
        if (!text.Contains('\u0001', StringComparison.Ordinal)) text = text.Replace('|', '\u0001');
        for (var start = text.IndexOf("8=FIX", StringComparison.Ordinal); start >= 0;)
        {
            var next = text.IndexOf("\u00018=FIX", start + 1, StringComparison.Ordinal);
            yield return next < 0 ? text[start..] : text[start..(next + 1)];
            start = next < 0 ? -1 : next + 1;
        }
    }

    static bool Print(string message, bool json)
    {
        var fields = message.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).Where(parts => parts.Length == 2).ToList();
        var names = BuiltInDictionary.Of(Value(fields, "8")) ?? BuiltInDictionary.Of("FIX.4.4")!;
        var application = BuiltInDictionary.Of("FIX.5.0SP2")!;
        var rows = fields.Select(parts => Row(parts[0], parts[1], names, application)).ToList();
        var problem = Problem(message);
        if (json) Json.Print(new { valid = problem is null, problem, fields = rows.Select(row => new { tag = row.Tag, name = row.Name, value = row.Value, meaning = row.Meaning }) });
        else PrintText(rows, problem);
        return problem is null;
    }

    static void PrintText(List<(string Tag, string Name, string Value, string Meaning)> rows, string? problem)
    {
        foreach (var row in rows) Console.WriteLine($"{row.Tag,5}  {row.Name,-24} {row.Value}{(row.Meaning.Length > 0 ? $"  ({row.Meaning})" : "")}");
        if (problem is not null) Console.WriteLine($"       {problem}");
        Console.WriteLine();
    }

    static (string Tag, string Name, string Value, string Meaning) Row(string tag, string value, DataDictionary names, DataDictionary application)
    {
        var field = int.TryParse(tag, out var number) ? names.Field(number) ?? application.Field(number) : null;
        return (tag, field?.Name ?? "?", value, FixMeanings.Of(number, value));
    }

    static string? Problem(string message)
    {
        var bytes = Encoding.Latin1.GetBytes(message);
        var status = FrameFinder.Find(bytes, bytes.Length + 1, out var length);
        if (status == FrameStatus.Complete && length == bytes.Length) return null;
        return status == FrameStatus.NeedMore ? "not whole: BodyLength (9) promises more, or CheckSum (10) is missing" : "garbled: BodyLength (9) or CheckSum (10) is wrong";
    }

    static string Value(List<string[]> fields, string tag) => fields.Find(parts => parts[0] == tag)?[1] ?? "";
}
