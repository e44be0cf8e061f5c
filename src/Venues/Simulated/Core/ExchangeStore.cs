using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Fix.Session;
using Gateway.Messages;

namespace Gateway.Venues.Simulated.Core;

/// <summary>A line of the exchange's memory; which fields count depends on what happened.</summary>
sealed record StoreLine
{
    /// <summary>place, trade, end or replace.</summary>
    [JsonPropertyName("event")] public required string Event { get; init; }

    public required long OrderId { get; init; }

    public required long TimeNanos { get; init; }

    public PlaceRequest? Request { get; init; }

    public string? Owner { get; init; }

    public ExchangeTrade? Trade { get; init; }

    public OrdStatus Status { get; init; }

    public string? ClientId { get; init; }

    public long Price { get; init; }

    public long Quantity { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StoreLine))]
sealed partial class StoreJson : JsonSerializerContext;

/// <summary>
/// The exchange's memory: JSON lines, appended before any answer leaves, so that they outlive a killed process. A torn last line
/// is cut off at the start; it was never answered.
/// </summary>
sealed class ExchangeStore : IDisposable
{
    readonly FileStream _file;
    readonly FileReserve _reserve;

    public ExchangeStore(string directory)
    {
        Directory.CreateDirectory(directory);
        _file = new FileStream(Path.Combine(directory, "orders.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _reserve = new FileReserve(_file.SafeFileHandle);
    }

    /// <summary>What is remembered, in order; leaves the file ready for appending.</summary>
    public List<StoreLine> Load()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var lines = new List<StoreLine>();
        var end = 0;
        for (int length; (length = bytes.AsSpan(end).IndexOf((byte)'\n')) >= 0; end += length + 1) lines.Add(Read(bytes.AsSpan(end, length), end));
        _file.SetLength(end);
        _file.Position = end;
        return lines;
    }

    StoreLine Read(ReadOnlySpan<byte> line, int offset)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, StoreJson.Default.StoreLine) is { } known) return known;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new InvalidDataException($"The line at offset {offset} of '{_file.Name}' is damaged.");
    }

    public void Append(StoreLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, StoreJson.Default.StoreLine), (byte)'\n'];
        _reserve.Keep(_file.Position, bytes.Length);
        _file.Write(bytes);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();
}
