using System.Globalization;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Load;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// What subscribers of market data cost: the flow of <c>pipeline</c> in one busy book, watched by none, one and many sessions over real sockets that read
/// at once. All agents take turns on one thread; the processor time of each is told for itself.
/// </summary>
static class SubscribersCommand
{
    const int BatchMax = 256, Depth = 10;

    internal static int Run(string[] args)
    {
        var options = new Options(args, "--count", "--rounds", "--seed");
        var (count, rounds, seed) = (options.Number("--count", 200_000), options.Number("--rounds", 3), (ulong)options.Number("--seed", 1));
        Console.WriteLine(MachineFacts.Here());
        Console.WriteLine("ns of processor time a command, median of the rounds");
        Console.WriteLine("subscribers   pipeline   fan-out   sockets   the rest   MB sent   conflated");
        foreach (var subscribers in (int[])[0, 1, 100]) Measure(subscribers, count, rounds, seed);
        return ExitCode.Fine;
    }

    static void Measure(int count, int commandsPerRound, int rounds, ulong seed)
    {
        var data = Directory.CreateTempSubdirectory("gateway-subscribers-").FullName;
        try
        {
            using var core = new GatewayCore(Configuration(data, count));
            core.Configure();
            var port = core.Port.Listen().Port;
            var commands = PipelineFlow.Create(commandsPerRound * (rounds + 1), seed, core.Port.NumberOf("STRAT1"), core.Port.NumberOf("STRAT2"), new(core.Clock.UtcNanos));
            var readers = new Readers(port, count);
            while (!readers.AreReady) core.DoWork();
            core.Populate(commands.Length);
            var turns = Enumerable.Range(0, rounds + 1).Select(round => Drive(core, commands.AsSpan(round * commandsPerRound, commandsPerRound))).Skip(1).ToList();
            readers.Stop();
            double Median(params string[] agents)
                => turns.Select(turn => turn.Where(agent => agents.Contains(agent.Key)).Sum(agent => agent.Value) / (double)commandsPerRound).Order().ElementAt(turns.Count / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count,11} {Median("pipeline"),10:F0} {Median("market data"),9:F0} {Median("flush", "sessions"),9:F0} {Median("egress", "inspections"),10:F0} {readers.Bytes / 1e6,9:F1} {core.Conflations,11:N0}"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static GatewayConfiguration Configuration(string data, int subscribers)
    {
        var configuration = ConfigurationLoader.LoadOrThrow(null, [new("data", data), new("fix:port", "0")]);
        configuration.Venues.Clear();
        configuration.Instruments.RemoveAll(instrument => instrument.Routes.Count > 0);
        configuration.Sessions.AddRange(Enumerable.Range(1, subscribers).Select(number => new SessionConfiguration { CompId = Name(number) }));
        configuration.Capacity.Sessions = 3 * configuration.Sessions.Count;
        return configuration;
    }

    static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"WATCH{number}");

    // Nanoseconds of each agent.
    static Dictionary<string, long> Drive(GatewayCore core, Span<Inbound> commands)
    {
        var busy = core.Agents.ToDictionary(agent => agent.Name, _ => 0L);
        for (var i = 0; i < commands.Length; i++)
        {
            while (!core.Inbound.TryPublish(in commands[i])) Turn(core, busy);
            if (i % BatchMax == BatchMax - 1) Turn(core, busy);
        }

        while (Turn(core, busy) > 0)
        {
        }

        return busy;
    }

    static int Turn(GatewayCore core, Dictionary<string, long> busy)
    {
        var (done, last) = (0, ThreadTime.Nanos);
        foreach (var agent in core.Agents)
        {
            done += agent.DoWork();
            var now = ThreadTime.Nanos;
            busy[agent.Name] += now - last;
            last = now;
        }

        return done;
    }

    /// <summary>The subscribers, on a thread of their own.</summary>
    sealed class Readers
    {
        readonly Thread _thread;
        readonly int _count;
        volatile bool _stops;
        int _subscribed;
        long _bytes;

        internal Readers(int port, int count)
        {
            _count = count;
            _thread = new Thread(() => Read(port));
            _thread.Start();
        }

        internal bool AreReady => Volatile.Read(ref _subscribed) == _count;

        internal long Bytes => Volatile.Read(ref _bytes);

        internal void Stop()
        {
            _stops = true;
            _thread.Join();
        }

        void Read(int port)
        {
            List<Subscriber> all = [];
            for (var number = 1; number <= _count; number++) all.Add(new Subscriber(port, Name(number)));
            foreach (var subscriber in all)
            {
                subscriber.Read(); // Its Logon's answer.
                subscriber.Subscribe(Depth);
                subscriber.Read(); // The first snapshot.
                Interlocked.Increment(ref _subscribed);
            }

            while (!_stops)
            {
                var readable = all.Select(subscriber => subscriber.Socket).ToList();
                if (readable.Count == 0) return;
                Socket.Select(readable, null, null, 1_000);
                foreach (var subscriber in all.Where(subscriber => readable.Contains(subscriber.Socket))) subscriber.Read();
                Volatile.Write(ref _bytes, all.Sum(subscriber => subscriber.Bytes));
            }

            all.ForEach(subscriber => subscriber.Dispose());
        }
    }
}
