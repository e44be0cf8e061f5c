using System.Globalization;

namespace Gateway.Load;

/// <summary>How often each kind of request is drawn, as weights: <c>new=60,cancel=25,replace=10,market=5</c>.</summary>
sealed class OrderMix
{
    /// <summary>What is sent when nothing else is asked for; order flow of an exchange is mostly new orders and their cancels.</summary>
    internal const string Default = "new=50,marketable=6,ioc=4,market=1,cancel=29,replace=10";

    const int WeightMax = 1_000_000;

    readonly int[] _weights = new int[Enum.GetValues<RequestKind>().Length];

    OrderMix()
    {
    }

    /// <summary>Sum of all weights.</summary>
    internal int Total { get; private set; }

    /// <summary>The weight of a kind.</summary>
    internal int this[RequestKind kind] => _weights[(int)kind];

    /// <summary>Reads weights; a kind that is not named is not drawn.</summary>
    /// <exception cref="UserErrorException">An unknown or repeated kind, a malformed weight, or nothing that begins an order.</exception>
    internal static OrderMix Parse(string text)
    {
        var mix = new OrderMix();
        var seen = new HashSet<RequestKind>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (kind, weight) = ParsePart(part);
            if (!seen.Add(kind)) throw new UserErrorException($"--mix names {NameOf(kind)} twice.");
            mix._weights[(int)kind] = weight;
        }
        mix.Total = mix._weights.Sum();
        if (mix.Total == mix[RequestKind.Cancel] + mix[RequestKind.Replace])
            throw new UserErrorException($"--mix '{text}' begins no order: give new, marketable, ioc or market a weight.");
        return mix;
    }

    /// <summary>The kind at a point from 0 to <see cref="Total"/> - 1.</summary>
    internal RequestKind At(int point)
    {
        var kind = 0;
        while (point >= _weights[kind]) point -= _weights[kind++];
        return (RequestKind)kind;
    }

    /// <summary>How a kind is called in a mix, in tables and in tags.</summary>
    internal static string NameOf(RequestKind kind) => kind switch
    {
        RequestKind.New => "new",
        RequestKind.Marketable => "marketable",
        RequestKind.Ioc => "ioc",
        RequestKind.Market => "market",
        RequestKind.Cancel => "cancel",
        _ => "replace",
    };

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(',', Enum.GetValues<RequestKind>().Where(kind => this[kind] > 0).Select(kind => $"{NameOf(kind)}={this[kind]}"));

    static (RequestKind Kind, int Weight) ParsePart(string part)
    {
        var words = part.Split('=');
        var kind = Enum.GetValues<RequestKind>().Where(kind => NameOf(kind) == words[0]).Cast<RequestKind?>().FirstOrDefault();
        if (kind is null)
            throw new UserErrorException($"--mix knows no '{words[0]}'; it knows {string.Join(", ", Enum.GetValues<RequestKind>().Select(NameOf))}.");
        return words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= WeightMax
            ? (kind.Value, weight)
            : throw new UserErrorException($"--mix '{part}' must be {words[0]}=WEIGHT, a whole number from 0 to {WeightMax}.");
    }
}
