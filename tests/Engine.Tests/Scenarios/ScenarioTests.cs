using System.Runtime.InteropServices;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>
/// Every scenario of <c>Scenarios/Files</c>: what is said to each line, word for word, and that the same messages lead to the same answers
/// and the same state again. With <c>SCENARIOS=write</c> in the environment the answers are written into the files instead.
/// </summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All().Select(scenario => scenario.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_answered_as_written(string name)
    {
        var scenario = Scenario.All().Single(candidate => candidate.ToString() == name);
        if (Environment.GetEnvironmentVariable("SCENARIOS") == "write")
        {
            Rewrite(scenario.File);
            return;
        }

        using var runner = new ScenarioRunner();
        foreach (var step in scenario.Steps)
        {
            var said = string.Join('\n', runner.Do(step.Command));
            Assert.True(string.Join('\n', step.Expected) == said, $"{Path.GetFileName(scenario.File)}:{step.LineNumber} {step.Command}\nexpected:\n{string.Join('\n', step.Expected)}\nsaid:\n{said}");
        }

        AssertReplays(runner.Desk);
    }

    static void AssertReplays(Desk desk)
    {
        using var again = new ExecutionEngine(Desk.Small);
        var said = new List<Outbound>();
        var outbox = new ListOutbox(said);
        foreach (var message in desk.Heard) again.On(in message, ref outbox);
        Assert.Equal(desk.Engine.StateHash(), again.StateHash());
        Assert.Equal(desk.Said.Count, said.Count);
        for (var i = 0; i < said.Count; i++) Assert.True(Bytes(desk.Said[i]).SequenceEqual(Bytes(said[i])), $"outbound {i + 1}");
    }

    static byte[] Bytes(Outbound message) => MemoryMarshal.AsBytes(new ReadOnlySpan<Outbound>(in message)).ToArray();

    [Fact]
    public void Titles_differ() => Assert.Equal(Names.Count, Names.Distinct().Count());

    /// <summary>FIX's appendix D numbers them; each is here, or it is said why it is not.</summary>
    [Fact]
    public void Every_order_state_matrix_is_here_or_accounted_for()
    {
        string[] lines = [.. Directory.GetFiles(Scenario.Folder, "order-states-*.txt").SelectMany(File.ReadAllLines)];
        for (var matrix = 1; matrix <= 33; matrix++)
            Assert.Contains(lines, line => line.StartsWith($"Scenario: D{matrix} ", StringComparison.Ordinal) || line.StartsWith($"# D{matrix}: ", StringComparison.Ordinal));
    }

    static void Rewrite(string file)
    {
        var said = new Dictionary<int, string[]>();
        foreach (var scenario in Scenario.Read(file))
        {
            using var runner = new ScenarioRunner();
            foreach (var step in scenario.Steps) said[step.LineNumber] = runner.Do(step.Command);
        }

        Scenario.Write(file, said);
    }
}
