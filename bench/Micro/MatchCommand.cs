namespace Gateway.Bench.Micro;

/// <summary>The modes of <c>match</c>.</summary>
internal static class MatchCommand
{
    private const string Usage = """
        match flow [--orders N] [--seed N] [--scenario NAME] [--runs N]   generated flows: report hash, throughput, latency, allocation
        match file ORDERS [REPORTS]                                       a flow from a file; compares with a canonical report text
        match verify DIR                                                  every orders_*.bin.gz of a folder with its canonical_*.txt.gz
        match state ORDERS                                                best bid and ask after each message, one line each
        match scale [--commands N]                                        depths of 10 to 5 million orders, 1 to 10,000 instruments
        match compare [--commands N] [--seed N]                           random commands against sorted lists
        match lobster MESSAGES [BOOK]                                     NASDAQ order flow as LOBSTER samples (csv, csv.gz or zip)
        """;

    internal static int Run(string[] arguments)
    {
        try
        {
            return Dispatch(new MatchArguments(arguments));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 3;
        }
    }

    private static int Dispatch(MatchArguments arguments) => arguments.Word(0) switch
    {
        null or "flow" => MatchThroughput.Run(arguments),
        "file" when arguments.Word(1) is { } orders => MatchVerify.File(orders, arguments.Word(2)),
        "verify" when arguments.Word(1) is { } folder => MatchVerify.Folder(folder),
        "state" when arguments.Word(1) is { } orders => MatchVerify.State(orders),
        "scale" => MatchScale.Run(arguments),
        "compare" => MatchCompare.Run(arguments),
        "lobster" when arguments.Word(1) is { } messages => MatchLobster.Run(messages, arguments.Word(2)),
        _ => WrongUsage(),
    };

    private static int WrongUsage()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}

/// <summary>Words and <c>--name value</c> pairs.</summary>
internal sealed class MatchArguments(string[] arguments)
{
    private readonly string[] _words = [.. arguments.Where((word, i) => !word.StartsWith("--", StringComparison.Ordinal)
        && (i == 0 || !arguments[i - 1].StartsWith("--", StringComparison.Ordinal)))];

    internal string? Word(int index) => index < _words.Length ? _words[index] : null;

    internal string? Option(string name)
    {
        var at = Array.IndexOf(arguments, "--" + name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    internal bool Has(string name) => arguments.Contains("--" + name);

    internal int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, null) : otherwise;
}
