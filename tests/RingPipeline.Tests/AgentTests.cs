using System.Collections.Concurrent;

namespace Gateway.RingPipeline.Tests;

public class AgentTests
{
    sealed class Probe(string name, ConcurrentQueue<string> log, Func<int>? work = null) : IAgent
    {
        public ManualResetEventSlim Turned { get; } = new();

        public Thread? Thread { get; private set; }

        public string Name => name;

        public int DoWork()
        {
            Thread = Thread.CurrentThread;
            var done = work?.Invoke() ?? 0;
            Turned.Set();
            return done;
        }

        public void OnStart() => log.Enqueue($"start {name}");

        public void OnClose() => log.Enqueue($"close {name}");
    }

    static AgentLayoutOptions Options(ConcurrentQueue<string> log) => new()
    {
        Idle = _ => new BackoffIdleStrategy(),
        OnFatal = (agent, exception) => log.Enqueue($"fatal {agent.Name}: {exception.Message}"),
    };

    [Fact]
    public void A_composite_runs_its_agents_in_order_and_closes_them_in_reverse()
    {
        var log = new ConcurrentQueue<string>();
        var agent = new CompositeAgent(
            new Probe("a", log, () => { log.Enqueue("work a"); return 2; }),
            new Probe("b", log, () => { log.Enqueue("work b"); return 3; }));
        agent.OnStart();
        Assert.Equal(5, agent.DoWork());
        agent.OnClose();
        Assert.Equal("a+b", agent.Name);
        Assert.Equal(["start a", "start b", "work a", "work b", "close b", "close a"], log);
    }

    [Theory]
    [InlineData(ThreadLayout.Inline, 0)]
    [InlineData(ThreadLayout.Shared, 1)]
    [InlineData(ThreadLayout.Dedicated, 2)]
    public void A_layout_runs_the_same_agents_on_its_threads(ThreadLayout layout, int threads)
    {
        var log = new ConcurrentQueue<string>();
        var (a, b) = (new Probe("a", log), new Probe("b", log));
        using (var runs = new AgentLayout(layout, Options(log), a, b))
        {
            Assert.Equal(threads, runs.Runners.Count);
            runs.Start();
            if (threads == 0) Assert.Equal(0, runs.DoWork());
            else Assert.Throws<InvalidOperationException>(() => runs.DoWork());
            Assert.True(a.Turned.Wait(Patience.Limit) && b.Turned.Wait(Patience.Limit));
        }
        string[] names = layout switch
        {
            ThreadLayout.Shared => ["a+b", "a+b"],
            ThreadLayout.Dedicated => ["a", "b"],
            _ => [Thread.CurrentThread.Name!, Thread.CurrentThread.Name!],
        };
        Assert.Equal(names, new[] { a.Thread!.Name!, b.Thread!.Name! });
        Assert.Equal(["close a", "close b", "start a", "start b"], log.Order());
    }

    [Fact]
    public void An_exception_ends_the_thread_and_reaches_the_callback()
    {
        var log = new ConcurrentQueue<string>();
        var turns = 0;
        var agent = new Probe("engine", log, () => ++turns < 3 ? 1 : throw new InvalidDataException("broken invariant"));
        using var fatal = new ManualResetEventSlim();
        using var runner = new AgentRunner(agent, new BusySpinIdleStrategy(), (failed, exception) =>
        {
            log.Enqueue($"fatal {failed.Name}: {exception.Message} on {Thread.CurrentThread.Name}");
            fatal.Set();
        });
        runner.Start();
        Assert.True(fatal.Wait(Patience.Limit));
        runner.Stop();
        Assert.False(runner.IsRunning);
        Assert.Equal(3, turns);
        Assert.Equal(["start engine", "fatal engine: broken invariant on engine"], log);
    }

    [Fact]
    public void Stop_ends_an_unbounded_sleep_and_may_be_called_twice_or_before_start()
    {
        var log = new ConcurrentQueue<string>();
        using var waiter = new EventWaiter();
        var agent = new Probe("a", log);
        var runner = new AgentRunner(agent, new BlockingIdleStrategy(waiter, spins: 0), (_, e) => log.Enqueue(e.Message));
        runner.Start();
        Assert.True(agent.Turned.Wait(Patience.Limit));
        runner.Stop();
        runner.Stop();
        Assert.Equal(["start a", "close a"], log);
        new AgentRunner(agent, new BusySpinIdleStrategy(), (_, _) => { }).Stop();
    }

    [Fact]
    public void A_thread_is_bound_to_a_processor_or_says_why_not()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Threads are pinned on Linux only.");
        var log = new ConcurrentQueue<string>();
        Run(FirstAllowedCpu());
        Run(1023);
        Run(5000);
        Assert.Equal("start a", log.ElementAt(0));
        Assert.Equal("close a", log.ElementAt(1));
        Assert.StartsWith("The thread cannot be pinned to processor 1023: ", log.ElementAt(2), StringComparison.Ordinal);
        Assert.Equal("Processor 5000 is out of range 0 to 1023.", log.ElementAt(3));
        Assert.Equal(4, log.Count);

        void Run(int cpu)
        {
            using var ended = new ManualResetEventSlim();
            var agent = new Probe("a", log, () => { ended.Set(); return 0; });
            using var runner = new AgentRunner(agent, new YieldingIdleStrategy(), (_, e) => { log.Enqueue(e.Message); ended.Set(); }, cpu);
            runner.Start();
            Assert.True(ended.Wait(Patience.Limit));
        }
    }

    static int FirstAllowedCpu()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        return int.Parse(line.Split(':')[1].Trim().Split(',', '-')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
