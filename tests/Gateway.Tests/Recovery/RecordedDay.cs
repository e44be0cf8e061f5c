using System.Globalization;
using Gateway.Journal;
using Gateway.Journal.Reading;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>A day of random requests of two strategies, recorded once by the whole program, and the frames of its logs.</summary>
public sealed class RecordedDay : IDisposable
{
    readonly TemporaryDirectory _folder = new();
    readonly Random _random = new(20261121);
    int _id;

    public RecordedDay()
    {
        Config = SmallConfiguration.Write(_folder);
        using var gateway = GatewayProcess.Run(Data, Config);
        using var first = new StrategyClient(gateway.Fix, "STRAT1");
        using var second = new StrategyClient(gateway.Fix, "STRAT2");
        StrategyClient[] strategies = [first, second];
        foreach (var strategy in strategies) strategy.LogOn();
        for (var i = 0; i < 1500; i++) Send(strategies[_random.Next(2)]);
        foreach (var strategy in strategies)
        {
            strategy.Send("1", "112=done|");
            while (strategy.Await("0")[112] != "done") { }
        }

        Assert.Equal(0, gateway.Terminate());
    }

    internal string Data => Path.Combine(_folder.Path, "data");

    internal string Journal => Path.Combine(Data, "journal");

    internal string Config { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>The bytes of a log's frames.</summary>
    internal static List<byte[]> Frames(string journal, LogName log)
    {
        var frames = new List<byte[]>();
        using var reader = LogReader.Open(journal, log);
        while (reader.TryRead(out var frame)) frames.Add(frame.Bytes.ToArray());
        return frames;
    }

    void Send(StrategyClient strategy)
    {
        var (id, target) = (++_id, _random.Next(1, _id + 1));
        var (side, quantity, price) = (_random.Next(1, 3), _random.Next(1, 200), 570 + _random.Next(1700) / 100m);
        strategy.Send(_random.Next(10) switch { 0 => "F", 1 => "G", _ => "D" }, string.Create(CultureInfo.InvariantCulture,
            $"11=i{id}|41=i{target}|1={(_random.Next(6) == 0 ? "G1" : "A1")}|55={(_random.Next(3) == 0 ? "GOOG" : "AAPL")}|54={side}|38={quantity}|40={_random.Next(1, 3)}|44={price}|59={(_random.Next(4) == 0 ? 3 : 0)}|60=20260101-00:00:00|"));
    }
}
