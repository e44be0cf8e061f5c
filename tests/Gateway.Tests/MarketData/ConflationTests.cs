using System.Diagnostics;
using System.Globalization;
using Gateway.Messages;
using Gateway.RingPipeline;
using Gateway.Tests.Harness;

namespace Gateway.Tests.MarketData;

/// <summary>
/// Whatever the flow of orders and however slowly a subscriber reads: the snapshots and increments that it applies lead to the book of the
/// engine.
/// </summary>
public sealed class ConflationTests
{
    static readonly string[] Kinds = ["266=N|264=0", "264=0", "264=3", "264=1", "265=0|264=2"];

    [Theory]
    [InlineData(1 << 18, 16_384, ThreadLayout.Shared, 1)]
    [InlineData(4_096, 16_384, ThreadLayout.Shared, 2)]
    [InlineData(4_096, 16, ThreadLayout.Shared, 3)]
    [InlineData(65_536, 64, ThreadLayout.Dedicated, 4)]
    public async Task A_subscriber_arrives_at_the_book_of_the_engine(int bufferBytes, int ring, ThreadLayout layout, int seed)
    {
        await using var gateway = await RunningGateway.StartAsync(configuration =>
        {
            MarketDataTests.WithoutVenues(configuration);
            configuration.Layout = layout;
            configuration.Fix.MarketDataBufferBytes = bufferBytes;
            configuration.Capacity.MarketDataRing = ring;
        });
        using var trader = gateway.Connect("STRAT1");
        var flow = new Flow(trader, new Random(seed));
        flow.Trade(200);
        var readers = Kinds.Select((kind, index) => new Reader(gateway, index, kind)).ToList();
        for (var round = 0; round < 6; round++)
        {
            flow.Trade(100);
            foreach (var reader in readers) reader.ReadSome(round);
        }

        // Without room for what is not read, increments give way to snapshots; the system's own buffers, of whatever size, have to fill up first.
        if (bufferBytes == 4_096 && ring > 16)
        {
            for (var time = Stopwatch.StartNew(); gateway.Host.Core.Conflations == 0 && time.Elapsed < Patience.Limit; flow.Settle()) flow.Trade(50);
            Assert.True(gateway.Host.Core.Conflations > 0);
        }

        flow.Settle();
        // Nothing comes in any more: the engine rests, whatever is still on its way to the readers.
        var expected = gateway.Host.Core.Engine.OpenOrders().Where(order => order.Symbol == Text24.From("AAPL")).ToList();
        foreach (var reader in readers) reader.Arrive(expected);
        foreach (var reader in readers) reader.Dispose();
    }

    /// <summary>Random orders around a price, a few levels wide, with cancels, replaces and icebergs.</summary>
    sealed class Flow(StrategyClient trader, Random random)
    {
        readonly List<(string Id, int Side)> _live = [];
        int _next;

        internal void Trade(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var id = $"o{++_next}";
                var side = random.Next(2) + 1;
                var price = (side == 1 ? 99 + random.Next(8) : 102 + random.Next(8)).ToString(CultureInfo.InvariantCulture);
                switch (_live.Count > 20 ? random.Next(10) : 0)
                {
                    case < 5:
                        var more = random.Next(6) == 0 ? "111=2|" : "";
                        trader.Send("D", MarketDataTests.Limit(id, side, 1 + random.Next(20), price) + $"1=A{side}|{more}");
                        _live.Add((id, side));
                        break;
                    case < 8:
                        var (old, oldSide) = Take();
                        trader.Send("F", $"11={id}|41={old}|55=AAPL|54={oldSide}|60=20260101-00:00:00|");
                        break;
                    default:
                        var (replaced, itsSide) = Take();
                        trader.Send("G", $"11={id}|41={replaced}|55=AAPL|54={itsSide}|38={1 + random.Next(20)}|40=2|44={price}|60=20260101-00:00:00|");
                        _live.Add((id, itsSide));
                        break;
                }
            }
        }

        (string, int) Take()
        {
            var at = random.Next(_live.Count);
            var taken = _live[at];
            _live.RemoveAt(at);
            return taken;
        }

        /// <summary>One order more, whose report tells that all before it are through.</summary>
        internal void Settle()
        {
            var id = $"last{++_next}";
            trader.Send("D", MarketDataTests.Limit(id, 1, 1, "1"));
            trader.AwaitReport(id, "0");
        }
    }

    sealed class Reader : IDisposable
    {
        readonly StrategyClient _client;
        readonly CopiedBook _book = new();
        readonly string _kind;

        internal Reader(RunningGateway gateway, int index, string kind)
        {
            _kind = kind;
            _client = new StrategyClient(gateway.Fix, $"STRAT{index + 2}", index % 2 == 0 ? "FIX.4.4" : "FIXT.1.1", receiveBuffer: 4096);
            _client.LogOn();
            _client.Send("V", $"262=R|263=1|{(kind.Contains("265", StringComparison.Ordinal) ? "" : "265=1|")}{kind}|267=3|269=0|269=1|269=2|146=1|55=AAPL|");
        }

        internal void ReadSome(int round)
        {
            for (var i = 0; i < round % 3 * 10; i++)
                if (_client.WaitsForMore(0)) Take(_client.Read()!);
        }

        /// <summary>Reads until its book is that of the engine. Silence alone does not tell: on a busy machine the sessions may have more to say later.</summary>
        internal void Arrive(List<Engine.OrderView> orders)
        {
            var time = Stopwatch.StartNew();
            do CatchUp();
            while (!IsSame(orders) && time.Elapsed < Patience.Limit);
            Assert.True(_book.Snapshots > 0);
            foreach (var (expected, actual) in Sides(orders)) Assert.Equal(expected, actual);
        }

        void CatchUp()
        {
            do
            {
                _client.Send("1", "112=END|");
                while (Take(_client.Read()!)) { }
            }
            while (!_book.IsWhole || _client.WaitsForMore(milliseconds: 60));
        }

        // False at the heartbeat that answers the test request.
        bool Take(FixFields message)
        {
            if (message[35] == "W") _book.Snapshot(message);
            else if (message[35] == "X") _book.Increment(message);
            return message[35] != "0";
        }

        bool IsSame(List<Engine.OrderView> orders) => Sides(orders).All(side => side.Expected.SequenceEqual(side.Actual));

        // Orders by id, or levels with the number of their orders.
        IEnumerable<(List<(decimal, int)> Expected, List<(decimal, int)> Actual)> Sides(List<Engine.OrderView> orders)
        {
            foreach (var type in (string[])["0", "1"])
            {
                var side = orders.Where(order => order.Side == Side.Buy == (type == "0")).ToList();
                var told = _book.Side(type);
                if (_kind.Contains("266=N", StringComparison.Ordinal))
                {
                    yield return (
                        [.. side.Select(order => ((decimal)order.OrderId, 1)).Order()],
                        [.. told.Select(entry => (decimal.Parse(entry.OrderId!, CultureInfo.InvariantCulture), 1)).Order()]);
                    continue;
                }

                var depth = _kind[^1] - '0';
                var levels = side.GroupBy(order => order.Price.Raw).Select(level => (level.Key / 1e8m, level.Count()));
                levels = type == "0" ? levels.OrderByDescending(level => level.Item1) : levels.OrderBy(level => level.Item1);
                yield return ([.. levels.Take(depth == 0 ? int.MaxValue : depth)], [.. told.Select(entry => (entry.Price, entry.Orders))]);
            }
        }

        public void Dispose() => _client.Dispose();
    }
}
