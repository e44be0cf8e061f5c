using System.Globalization;

namespace Gateway.Bench.EndToEnd;

/// <summary>Options of the form <c>--name value</c>; an unknown one is refused.</summary>
sealed class Options
{
    readonly Dictionary<string, string> _values = [];

    internal Options(string[] args, params string[] known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!known.Contains(args[i])) throw new UserErrorException($"Unknown option {args[i]}; known are {string.Join(", ", known)}.");
            if (i + 1 == args.Length) throw new UserErrorException($"{args[i]} needs a value.");
            _values[args[i]] = args[i + 1];
        }
    }

    internal string? Text(string name) => _values.GetValueOrDefault(name);

    internal string Required(string name) => Text(name) ?? throw new UserErrorException($"{name} is needed.");

    internal int Number(string name, int otherwise) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UserErrorException($"{name} must be a positive number, and is '{text}'.");
}
