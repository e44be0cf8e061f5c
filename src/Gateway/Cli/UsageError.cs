using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Gateway.Cli;

/// <summary>What is wrong with a command line, in one sentence that names the option and what it takes.</summary>
static class UsageError
{
    internal static string Of(ParseError error)
        => error.SymbolResult is OptionResult { Tokens: [.., var token], Option: { } option } && Taken(option) is { Length: > 0 } taken
            ? $"{option.Name}: '{token.Value}' is not {taken}."
            : error.Message.ReplaceLineEndings(" ");

    static string Taken(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var choices = option.GetCompletions(CompletionContext.Empty).Select(choice => char.ToLowerInvariant(choice.Label[0]) + choice.Label[1..]).ToList();
        if (choices.Count > 0) return $"one of {string.Join(", ", choices)}";
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Double or TypeCode.Decimal => "a number",
            _ when type == typeof(TimeSpan) => "a time span like 00:01:30",
            _ => "",
        };
    }
}
