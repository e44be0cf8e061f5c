using Gateway.Load;

namespace Gateway.Tests.Load;

public sealed class DemoFlowTests
{
    // Two requests with one id that wait at once would leave one of them without an answer of its own.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 12)]
    [InlineData(3_000, 11)]
    public void An_id_is_used_again_only_after_its_answer(int answerAfter, int duplicates)
    {
        var flow = new DemoFlow();
        var waiting = new Queue<long>();
        var inFlight = new HashSet<long>();
        var seen = new HashSet<long>();
        var repeated = 0;
        for (var i = 0; i < 50_000; i++)
        {
            flow.Next(i % 2, out var request);
            Assert.True(inFlight.Add(request.Number), $"request {i} has the id of one that waits");
            if (!seen.Add(request.Number)) repeated++;
            waiting.Enqueue(request.Number);
            if (answerAfter == 0 || waiting.Count < answerAfter) continue;
            var answered = waiting.Dequeue();
            inFlight.Remove(answered);
            flow.OnReport(1, Reports.Rejected(answered));
        }

        Assert.Equal(duplicates, repeated);
    }
}
