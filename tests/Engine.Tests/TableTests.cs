using FsCheck;
using FsCheck.Fluent;
using Gateway.Engine.Orders;
using Gateway.Engine.Routing;
using Gateway.Messages;

namespace Gateway.Engine.Tests;

/// <summary>The tables against plain dictionaries.</summary>
public sealed class TableTests
{
    [Fact]
    public void The_order_index_finds_what_was_added_and_not_removed()
        => Prop.ForAll(Gen.Choose(0, 3).ListOf(400).ToArbitrary(), static acts =>
        {
            var index = new OrderIndex<Thirds>(200, default);
            var plain = new Dictionary<long, int>();
            var id = 0L;
            foreach (var act in acts)
            {
                id++;
                if (act > 0 && plain.Count < 200)
                {
                    index.Add(id, (int)id * 3);
                    plain.Add(id, (int)id * 3);
                }
                else if (plain.Count > 0)
                {
                    var gone = plain.Keys.ElementAt((int)(id * 7 % plain.Count));
                    index.Remove(gone);
                    plain.Remove(gone);
                }
            }

            for (long i = -1; i <= id + 1; i++) Assert.Equal(plain.GetValueOrDefault(i), index.Find(i));
        }).QuickCheckThrowOnFailure();

    readonly struct Thirds : IOrderIds
    {
        public long IdOf(int slot) => slot / 3;
    }

    readonly struct Same : IOrderIds
    {
        public long IdOf(int slot) => slot;
    }

    [Fact]
    public void A_run_of_consecutive_ids_makes_no_long_chain()
    {
        const int Live = 1 << 16;
        var index = new OrderIdMap<Same>(Live, default);
        for (var id = 1L; id <= Live; id++) index.Add(id, (int)id);
        for (var id = 1L; id <= 20 * Live; id++)
        {
            index.Remove(id); // A walk through the table for each would take minutes.
            index.Add(id + Live, (int)id + Live);
        }

        Assert.Equal(0, index.Find(20 * Live));
        Assert.Equal(20 * Live + 1, index.Find(20 * Live + 1));
        Assert.Equal(0, index.Find(20L * Live + 1 + (1L << 32))); // Half of its id is another's.
    }

    [Fact]
    public void Orders_keep_ids_of_every_length_and_terms_of_their_own()
        => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), static acts =>
        {
            var extras = new OrderExtras(8);
            var texts = new OrderText[8];
            var plain = new (string Id, long Stop)[8];
            var number = 0;
            foreach (var act in acts)
            {
                var at = (act & int.MaxValue) % 8;
                var id = $"{++number}-".PadRight(1 + (act & int.MaxValue) % 64, 'x')[..Math.Min(64, 1 + (act & int.MaxValue) % 64)];
                switch ((act >>> 8) % 3)
                {
                    case 0:
                        extras.Name(ref texts[at], Text64.From(id));
                        plain[at].Id = id;
                        break;
                    case 1:
                        extras.Change(ref texts[at]).StopPrice = plain[at].Stop = number;
                        break;
                    default:
                        extras.Release(ref texts[at]);
                        (texts[at], plain[at]) = (default, default);
                        break;
                }
            }

            for (var at = 0; at < 8; at++)
            {
                var id = Text64.From(plain[at].Id ?? "");
                Assert.Equal((id, plain[at].Stop), (extras.ClOrdId(in texts[at]), extras.Terms(in texts[at]).StopPrice));
                Assert.True(extras.IsNamed(in texts[at], in id));
                Assert.False(extras.IsNamed(in texts[at], Text64.From((plain[at].Id ?? "").PadRight(64, 'y'))) && plain[at].Id?.Length < 64);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Execution_ids_are_known_until_newer_ones_push_them_out()
    {
        var ids = new VenueExecIds(8);
        for (var i = 0; i < 1000; i++)
        {
            var id = Text40.From($"E{i}");
            Assert.True(ids.TryAdd(1, 7, in id));
            Assert.False(ids.TryAdd(1, 7, in id));
            for (var back = 1; back < 8 && back <= i; back++) Assert.False(ids.TryAdd(1, 7, Text40.From($"E{i - back}")));
        }

        Assert.True(ids.TryAdd(2, 7, Text40.From("E999")));
        Assert.True(ids.TryAdd(1, 8, Text40.From("E999"))); // The other side of a trade between two of ours.
        Assert.True(ids.TryAdd(1, 7, Text40.From("E0")));
    }

    [Fact]
    public void Client_ids_belong_to_their_session_and_are_bounded()
    {
        var ids = new ClientIds(100);
        for (var i = 0; i < 100; i++) ids.Set(Key(i % 3, i), i + 1);
        Assert.True(ids.IsFull);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i + 1, ids.Find(Key(i % 3, i)));
            Assert.False(ids.IsSeen(Key(i % 3 + 1, i)));
        }

        ids.Clear();
        Assert.Equal(0, ids.Count);
        Assert.False(ids.IsSeen(Key(0, 0)));
    }

    [Fact]
    public void Client_ids_far_beyond_the_capacity_are_not_remembered_and_lead_nowhere()
    {
        var ids = new ClientIds(100);
        for (var i = 0; i < 1000; i++) ids.Set(Key(1, i), i + 1);
        for (var i = 0; i < 1000; i++) Assert.Equal(ids.IsSeen(Key(1, i)) ? i + 1 : 0, ids.Find(Key(1, i)));
        Assert.InRange(ids.Count, 100, 150);
    }

    static ClientIdKey Key(int session, int id) => ClientIdKey.Of((ushort)session, Text64.From($"id{id}"));
}
