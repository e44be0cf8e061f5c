using System.Text;
using Gateway.Fix.Codec;
using Gateway.Load;

namespace Gateway.Tests.Load;

public sealed class DemoFlowTests
{
    static readonly ClOrdIdFormat s_ids = new("D");

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
            flow.OnReport(1, Refusal(answered));
        }

        Assert.Equal(duplicates, repeated);
    }

    static Report Refusal(long number)
    {
        var bytes = Encoding.Latin1.GetBytes($"8=FIX.4.4|9=1|35=8|11={s_ids.ToText(number)}|150=8|39=8|10=000|".Replace('|', '\u0001'));
        var index = new FieldIndex();
        index.Parse(bytes);
        return new Report(new FixMessage(index, bytes), s_ids, 0);
    }
}
