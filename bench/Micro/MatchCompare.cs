using System.Diagnostics;
using Gateway.Engine.Tests.Matching;

namespace Gateway.Bench.Micro;

/// <summary>
/// A long random flow through our book and through sorted lists: every event, and the whole book again and again, must be equal. The flow has limit,
/// market, market-to-limit, immediate and iceberg orders, fill or kill, least quantities, post-only, all modes of self-trade prevention, cancels,
/// reductions, stops on the last trade, and auctions.
/// </summary>
internal static class MatchCompare
{
    internal static int Run(MatchArguments arguments)
    {
        var commands = arguments.Number("commands", 100_000_000);
        var seed = (uint)arguments.Number("seed", 1);
        var random = new MatchRandom(seed);
        var flow = new ComparedFlow(random.Integer);
        var start = Stopwatch.GetTimestamp();
        for (var id = 1; id <= commands; id++)
        {
            if (flow.Step(id)) continue;
            Console.WriteLine($"DIFFERENT after command {id} of seed {seed}");
            return 1;
        }
        Console.WriteLine($"{commands:N0} commands from seed {seed}: every event equal, {flow.Counts}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return 0;
    }
}
