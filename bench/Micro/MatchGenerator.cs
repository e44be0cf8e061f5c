namespace Gateway.Bench.Micro;

/// <summary>
/// The flow of the public benchmark, made anew from its published definition: a geometric random walk of the middle price, orders placed
/// passively by a power law with a hump, shuffled into arrival order, each with its life of modify, cancel and duplicates around it.
/// </summary>
/// <remarks>
/// Every draw counts: the sequence of random words is part of the definition, and the published hash of the report stream checks it. Uses
/// the C library's log, exp, pow and cos, as the definition does.
/// </remarks>
internal static class MatchGenerator
{
    private const double Tick = 0.005;
    private const double StartMid = 167.52;
    private const double MedianLifeMicros = 431.0;

    private readonly record struct Placed(byte Side, long PriceTicks, uint Lots, int Depth);

    private readonly record struct Timed(long Micros, FlowMessage Message);

    internal static FlowMessage[] Generate(FlowScenario scenario, int orders, uint seed)
    {
        var random = new MatchRandom(seed);
        var placed = Place(scenario, orders, random);
        var arrival = Shuffle(orders, random);
        return Order(Expand(placed, arrival, random));
    }

    private static Placed[] Place(FlowScenario scenario, int orders, MatchRandom random)
    {
        var depths = DepthProfile();
        var step = scenario.Volatility > 0 ? Math.Pow(scenario.Swing / scenario.Volatility, 2.0) / orders : 0.0;
        var sigma = scenario.Volatility * Math.Sqrt(step);
        var mid = StartMid;
        var placed = new Placed[orders];
        for (var i = 0; i < orders; i++)
        {
            mid *= Math.Exp(-0.5 * sigma * sigma + sigma * random.Normal());
            var midTicks = ToTicks(Math.Round(mid / Tick, MidpointRounding.AwayFromZero) * Tick);
            var depth = SampleDepth(depths, random);
            var buy = i < orders / 2;
            var price = Math.Max(1, buy ? midTicks - (depth + 1) : midTicks + depth + 1);
            placed[i] = new Placed((byte)(buy ? 0 : 1), price, random.Integer(1, 100), depth);
        }
        return placed;
    }

    private static long ToTicks(double price) => (long)Math.Round(price / Tick, MidpointRounding.AwayFromZero);

    private static double[] DepthProfile()
    {
        var cumulative = new double[800];
        var sum = 0.0;
        for (var depth = 0; depth < cumulative.Length; depth++)
        {
            double away = depth - 8.0;
            sum += 1.0 / Math.Pow(depth + 1.0, 2.23) + 5.0 * Math.Exp(-0.5 * away * away);
            cumulative[depth] = sum;
        }
        return cumulative;
    }

    private static int SampleDepth(double[] cumulative, MatchRandom random)
    {
        var x = random.Uniform() * cumulative[^1];
        var at = Array.BinarySearch(cumulative, x);
        return Math.Min(at < 0 ? ~at : at, cumulative.Length - 1);
    }

    private static int[] Shuffle(int count, MatchRandom random)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        for (var i = count - 1; i > 0; i--)
        {
            var j = (int)random.Integer(0, (uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static List<Timed> Expand(Placed[] placed, int[] arrival, MatchRandom random)
    {
        var timeline = new List<Timed>(placed.Length * 5 / 2);
        long now = 0;
        foreach (var index in arrival)
        {
            var immediate = random.Uniform() < 0.15;
            var message = new FlowMessage
            {
                Side = placed[index].Side, Lots = placed[index].Lots, PriceTicks = placed[index].PriceTicks, OrderId = (ulong)index + 1,
            };
            timeline.Add(new Timed(now, message with { Immediate = immediate ? (byte)1 : (byte)0 }));
            if (!immediate) now = Live(timeline, message, placed[index].Depth, now, random);
            now++;
        }
        return timeline;
    }

    // The life of a resting order after its arrival; returns the time of its last message.
    private static long Live(List<Timed> timeline, FlowMessage order, int depth, long now, MatchRandom random)
    {
        var modify = order with { Type = FlowType.Modify, Lots = order.Lots + 1 };
        var modified = random.Uniform() < 0.20;
        if (modified)
        {
            now += 30 + (long)(random.Uniform() * 70);
            if (random.Uniform() < 0.80) modify.PriceTicks += order.Side == 0 ? 1 : -1;
            timeline.Add(new Timed(now, modify));
        }
        var cancel = order with { Type = FlowType.Cancel };
        var cancelled = random.Uniform() < 0.95;
        if (cancelled)
        {
            now += (long)random.Exponential(Math.Log(2.0) / MedianLifeMicros / Math.Sqrt(1.0 + depth));
            timeline.Add(new Timed(now, cancel));
            if (random.Uniform() < 0.02) timeline.Add(new Timed(now += Gap(random), cancel));
        }
        if (modified && cancelled && random.Uniform() < 0.02) timeline.Add(new Timed(now += Gap(random), modify));
        return now;
    }

    private static long Gap(MatchRandom random) => 1 + (long)(random.Uniform() * 20);

    private static FlowMessage[] Order(List<Timed> timeline)
    {
        var flow = timeline.OrderBy(timed => timed.Micros).Select(timed => timed.Message).ToArray();
        for (var i = 0; i < flow.Length; i++) flow[i].Sequence = (ulong)i;
        return flow;
    }
}

/// <summary>The Mersenne twister mt19937 with the distributions of the flow's definition on it.</summary>
internal sealed class MatchRandom
{
    private const int Size = 624;
    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    internal MatchRandom(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Size; i++) _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    /// <summary>53 random bits in [0, 1).</summary>
    internal double Uniform()
    {
        ulong high = Word() >> 5;
        ulong low = Word() >> 6;
        return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
    }

    internal uint Integer(uint low, uint high) => low + (uint)(Uniform() * (high - low + 1));

    internal double Normal()
    {
        var u1 = Math.Max(Uniform(), 1e-300);
        return Math.Sqrt(-2.0 * Math.Log(u1)) * Math.Cos(2.0 * Math.PI * Uniform());
    }

    internal double Exponential(double rate) => -Math.Log(Math.Max(Uniform(), 1e-300)) / rate;

    private uint Word()
    {
        if (_next == Size) Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Size] & 0x7FFFFFFFu);
            _state[i] = _state[(i + 397) % Size] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DFu : 0);
        }
        _next = 0;
    }
}
