using System.Globalization;
using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Journal.Export;
using Gateway.Pipeline;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>Prints what <c>replay --explain</c> and <c>--what-if</c> find.</summary>
static class ReplayStories
{
    const int DifferencesMax = 20;

    internal static int Explain(StartingPoint start, OrderName order, bool json, Func<ReplayObserver, JournalPosition> replay)
    {
        var stories = new OrderStories(order);
        replay(stories);
        if (stories.Meant is not { } story) throw new UserErrorException($"The journal knows no order '{order}'{(start.Snapshot is null ? "" : $" behind {Path.GetFileName(start.Snapshot)}, where it begins")}.", ExitCode.Findings);
        var ends = story.OrderIds.Order().Select(id => (Id: id, Known: start.Engine.TryFindOrder(id, out var view), View: view)).ToList();
        var sessions = start.Engine.Sessions().Where(session => story.Sessions.Contains(session.Number)).ToDictionary(session => session.Number, session => session.CompId.ToString());
        var venues = start.Engine.Venues().Where(venue => story.Venues.Contains(venue.Number)).ToDictionary(venue => venue.Number, venue => venue.Name.ToString());
        if (json)
        {
            Json.Print(new { order = order.Id, story = story.Order.ToString(), others = stories.Others.Select(other => other.ToString()), sessions, venues, events = story.Lines, orders = ends.Where(end => end.Known).Select(end => ReplayedOrder.Of(end.View, "")) });
            return ExitCode.Fine;
        }

        foreach (var other in stories.Others) Console.WriteLine($"'{order.Id}' is also another order: --explain {other}");
        if (sessions.Count > 0) Console.WriteLine($"sessions: {Names(sessions)}");
        if (venues.Count > 0) Console.WriteLine($"venues: {Names(venues)}");
        foreach (var line in story.Lines) Print(line);
        foreach (var (id, known, view) in ends)
            Console.WriteLine(known
                ? $"at the end: order {id} is {view.Status}, {view.CumQuantity} of {view.Quantity} {view.Symbol} filled, {view.LeavesQuantity} open"
                : $"at the end: order {id} is done, and long enough ago that its slot was given on");
        return ExitCode.Fine;
    }

    static string Names(Dictionary<ushort, string> names) => string.Join(", ", names.Select(name => $"{name.Key} is {name.Value}"));

    static void Print(StoryLine line)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Seconds,14:F6} s  {(line.Direction == "in" ? "->" : "   <-")} {line.Message}"));
        if (line.Latency is { } latency) Console.WriteLine($"{"",22}{latency}");
        if (line.Reason is { } reason) Console.WriteLine($"{"",25}because {reason}");
    }

    internal static int Suppose(EngineLimits limits, GatewayConfiguration configuration, bool json, Func<ReplayObserver, JournalPosition> replay)
    {
        using var engine = new ExecutionEngine(limits);
        var whatIf = new WhatIf(engine, configuration);
        replay(whatIf);
        whatIf.Complete();
        if (json) Json.Print(new { differs = whatIf.Differences.Count > 0, recorded = whatIf.Recorded, supposed = whatIf.Supposed, whatIf.AnswersLeftOut, differences = whatIf.Differences });
        else Print(whatIf);
        return ExitCode.Fine;
    }

    static void Print(WhatIf whatIf)
    {
        foreach (var difference in whatIf.Differences.Take(DifferencesMax))
        {
            Console.WriteLine($"{difference.Time} {difference.Kind} {difference.ClOrdId} {difference.Symbol} (inbound {difference.Sequence})");
            Console.WriteLine($"  was        {difference.Recorded}");
            Console.WriteLine($"  would be   {difference.Supposed}");
        }

        if (whatIf.Differences.Count > DifferencesMax) Console.WriteLine($"… and {whatIf.Differences.Count - DifferencesMax} more: --json shows all");
        var table = Tables.New($"{whatIf.Differences.Count} requests would have been answered otherwise", "", "was", "would be");
        void Row(string name, long was, long would) => table.AddRow(Tables.Cells(name, was, would));
        Row("accepted", whatIf.Recorded.Accepted, whatIf.Supposed.Accepted);
        Row("refused", whatIf.Recorded.Rejected, whatIf.Supposed.Rejected);
        foreach (var reason in whatIf.Recorded.Reasons.Keys.Union(whatIf.Supposed.Reasons.Keys).Order(StringComparer.Ordinal))
            Row("  " + reason, whatIf.Recorded.Reasons.GetValueOrDefault(reason), whatIf.Supposed.Reasons.GetValueOrDefault(reason));
        Row("cancels and replaces refused", whatIf.Recorded.CancelsRejected, whatIf.Supposed.CancelsRejected);
        Row("fills told", whatIf.Recorded.Fills, whatIf.Supposed.Fills);
        Row("requests to exchanges", whatIf.Recorded.VenueRequests, whatIf.Supposed.VenueRequests);
        AnsiConsole.Write(table);
        if (whatIf.AnswersLeftOut > 0) Console.WriteLine($"{whatIf.AnswersLeftOut} recorded answers of exchanges were left out: their orders would not have been sent.");
    }
}
