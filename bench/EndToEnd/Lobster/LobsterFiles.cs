using System.Globalization;
using System.IO.Compression;

namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>A message file and its order book file, read whole. Row <c>i</c> of the book is the state after message <c>i</c>.</summary>
sealed class LobsterFiles
{
    readonly List<LobsterRow> _rows = [];
    readonly List<int> _book = [];

    internal LobsterFiles(TextReader messages, TextReader book, int levels)
    {
        Levels = levels;
        while (messages.ReadLine() is { } line) _rows.Add(ParseRow(line, _rows.Count + 1));
        var lines = 0;
        for (; book.ReadLine() is { } line; lines++) ParseBook(line, lines + 1);
        if (lines != _rows.Count) throw new UserErrorException($"The message file has {_rows.Count} rows and the order book file {lines}.");
    }

    /// <summary>Levels of the order book file.</summary>
    internal int Levels { get; }

    /// <summary>The messages.</summary>
    internal IReadOnlyList<LobsterRow> Rows => _rows;

    /// <summary>Opens both files; the first may be a zip that holds both, and either may be gzipped.</summary>
    /// <exception cref="UserErrorException">A file is missing or malformed.</exception>
    internal static LobsterFiles Open(string messages, string? book, int levels)
    {
        try
        {
            if (messages.EndsWith(".zip", StringComparison.Ordinal)) return OpenZip(messages, levels);
            if (book is null) throw new UserErrorException("--book FILE is needed: the order book after each message.");
            using var messageText = OpenText(messages);
            using var bookText = OpenText(book);
            return new LobsterFiles(messageText, bookText, levels);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserErrorException($"{messages} cannot be read: {error.Message}", ExitCode.Unreachable);
        }
    }

    /// <summary>Price of a level (0 is the best) after a message; 0 when there is none.</summary>
    internal int Price(int row, bool isBuy, int level) => Size(row, isBuy, level) == 0 ? 0 : _book[At(row, isBuy, level)];

    /// <summary>Size of a level after a message; 0 when there is none.</summary>
    internal int Size(int row, bool isBuy, int level) => _book[At(row, isBuy, level) + 1];

    /// <summary>Best prices after a message.</summary>
    internal TopOfBook Top(int row) => new(Price(row, true, 0), Size(row, true, 0), Price(row, false, 0), Size(row, false, 0));

    int At(int row, bool isBuy, int level) => row * Levels * 4 + level * 4 + (isBuy ? 2 : 0);

    static LobsterFiles OpenZip(string path, int levels)
    {
        using var zip = ZipFile.OpenRead(path);
        using var messages = new StreamReader(Entry(zip, path, "_message_").Open());
        using var book = new StreamReader(Entry(zip, path, "_orderbook_").Open());
        return new LobsterFiles(messages, book, levels);
    }

    static ZipArchiveEntry Entry(ZipArchive zip, string path, string part) =>
        zip.Entries.FirstOrDefault(entry => entry.Name.Contains(part, StringComparison.Ordinal))
        ?? throw new UserErrorException($"{path} holds no file named *{part}*.", ExitCode.Unreachable);

    static StreamReader OpenText(string path)
    {
        var file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    static LobsterRow ParseRow(string line, int number)
    {
        var fields = line.Split(',');
        if (fields.Length < 6) throw new UserErrorException($"Message {number} has {fields.Length} columns instead of 6.");
        var nanos = (long)(decimal.Parse(fields[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 1_000_000_000);
        return new LobsterRow(nanos, (LobsterEvent)Int(fields[1]), long.Parse(fields[2], CultureInfo.InvariantCulture), Int(fields[3]), Int(fields[4]), Int(fields[5]) > 0);
    }

    void ParseBook(string line, int number)
    {
        var fields = line.Split(',');
        if (fields.Length != Levels * 4) throw new UserErrorException($"Row {number} of the order book file has {fields.Length} columns; {Levels} levels have {Levels * 4}.");
        // The price of a level that is not there is a dummy of ten digits; its size is 0.
        foreach (var field in fields) _book.Add((int)Math.Clamp(long.Parse(field, CultureInfo.InvariantCulture), int.MinValue, int.MaxValue));
    }

    static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
