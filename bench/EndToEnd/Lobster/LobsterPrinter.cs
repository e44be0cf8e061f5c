using Gateway.Load;

namespace Gateway.Bench.EndToEnd.Lobster;

/// <summary>Shows what a replay found.</summary>
static class LobsterPrinter
{
    internal static void Print(LobsterFiles files, LobsterTally tally, LobsterGateway gateway, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        Console.WriteLine($"{files.Rows.Count:N0} rows in {seconds:F2} s: {files.Rows.Count / seconds:N0} rows/s, {gateway.Requests:N0} requests, {gateway.Requests / seconds:N0} requests/s");
        Console.WriteLine($"messages: {Events(tally)}");
        Console.WriteLine($"best bid and ask, price and size: {tally.Agreed:N0} of {tally.Compared:N0} rows agree ({Percent(tally.Agreed, tally.Compared)}; the first row is the beginning)");
        Line(tally.Appeared, "the gateway is right by the messages, but the file shows a better price that no message brought");
        Line(tally.Vanished, "a price of the messages is gone from the file without a message");
        Line(tally.Resized, "the file shows another size at the same price without a message");
        Line(tally.Wrong, "the gateway's reports differ from the messages (fault)");
        var executions = tally.Events(LobsterEvent.Execution);
        Console.WriteLine($"executions of visible orders: {executions:N0} by {tally.Aggressors:N0} aggressors");
        Line(tally.HitKnown, "hit the order that the file names, the oldest at the best price");
        Line(tally.HitUnknown, "hit the oldest order without an id: it rested before the file or the band showed it");
        Line(tally.HitNotFirst, "are of aggressors for which the file itself leaves the order of the queue");
        Line(tally.ExecutedNotInBand, "are larger than what the band showed");
        Line(tally.HitWrong, "hit another order (fault)");
        Console.WriteLine($"the band: {tally.Seeded:N0} levels at the beginning, {tally.CameIntoView:N0} came into view, {tally.LeftBand:N0} left it and were forgotten");
        Line(tally.GoneInside, "levels gone inside the band without a message");
        Line(tally.GrownInside, "levels larger inside the band without a message");
        Line(tally.ShrunkInside, "levels smaller inside the band without a message");
        Line(tally.NotInBand, "reductions and deletions of orders that the band did not show");
        Line(tally.Crossing, "submissions at prices that the file had left without a message");
        Console.WriteLine($"gateway: accepted {gateway.Answers.Accepted:N0}, replaced {gateway.Answers.Replaced:N0}, cancelled {gateway.Answers.Cancelled:N0}, "
            + $"fills {gateway.Answers.Fills:N0}, refused {gateway.Answers.Refused:N0}{LoadPrinter.Codes(gateway.Answers.Refusals)}");
        foreach (var fault in tally.Faults) Console.WriteLine($"fault: {fault}");
        Console.WriteLine(MachineFacts.Here());
    }

    static string Events(LobsterTally tally) => string.Join(", ", Enum.GetValues<LobsterEvent>().Where(kind => tally.Events(kind) > 0).Select(kind => $"{kind} {tally.Events(kind):N0}"));

    static void Line(long count, string text)
    {
        if (count > 0) Console.WriteLine($"  {count,9:N0} {text}");
    }

    static string Percent(long part, long whole) => whole == 0 ? "-" : $"{100.0 * part / whole:F3} %";
}
