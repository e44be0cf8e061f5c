using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Export;
using Gateway.Messages;
using Gateway.Pipeline;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>replay</c>: rebuilds the state from the inbound log, prints it, and compares all that was said.</summary>
static class ReplayCommand
{
    static readonly Argument<string> Dir = new("dir") { Description = "Data directory or its journal folder." };
    static readonly Option<string?> Until = new("--until") { Description = "Last inbound sequence to take, or a time in ISO 8601 behind which nothing is taken." };
    static readonly Option<bool> Verify = new("--verify") { Description = "Compare every outbound message with the log." };
    static readonly Option<bool> FromSnapshot = new("--from-snapshot") { Description = "Begin with the newest snapshot instead of the first message." };
    static readonly Option<string?> Explain = new("--explain") { Description = "Tell the story of one order, by OrderID, ClOrdID or the exchange's id; orderId:27, clOrdId:27 or venueOrderId:27 for one of them." };
    static readonly Option<string?> Suppose = new("--what-if") { Description = "A configuration whose limits and routes take the place of the recorded ones; prints what would have differed." };
    static readonly Option<string> Speed = new("--speed") { Description = "max, or a factor of the recorded time: 1 is as it was.", DefaultValueFactory = _ => "max" };
    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object." };

    // What a replay may be for.
    static readonly Option[] Ways = [Explain, Suppose, Verify];

    internal static Command Create()
    {
        var command = new Command("replay", "Rebuild the state from a journal; read-only.") { Dir, Until, Verify, FromSnapshot, Explain, Suppose, Speed, AsJson };
        command.Validators.Add(result =>
        {
            Option[] given = [.. Ways.Where(way => result.GetResult(way) is { Implicit: false })];
            if (given.Length > 1) result.AddError($"{given[1].Name}: does not go together with {given[0].Name}.");
        });
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult result)
    {
        var place = JournalSelection.Place(result, Until);
        var directory = JournalLocation.Of(result.GetValue(Dir)!);
        var verify = result.GetValue(Verify);
        var until = place is { } named ? LastUpTo(directory, named) : long.MaxValue;
        var end = new ReplayEnd(isLimited: place is not null);
        var watch = Stopwatch.StartNew();
        var use = result.GetValue(FromSnapshot) ? SnapshotUse.Newest : verify ? SnapshotUse.OldestCompared : SnapshotUse.Oldest;
        using var start = StartingPoint.Find(directory, new EngineLimits(), new(until, use, Tell: Console.Error.WriteLine));
        JournalPosition Go(ReplayObserver observer) => Replay(directory, start, Paced(observer, result.GetValue(Speed)!), until, end);
        if (result.GetValue(Explain) is { } order) return end.ExitCodeOr(ReplayStories.Explain(start, OrderName.Parse(order), result.GetValue(AsJson), Go));
        if (result.GetValue(Suppose) is { } file) return end.ExitCodeOr(WhatIfOf(start, file, result.GetValue(AsJson), Go));
        using var comparer = verify ? new JournalComparer(directory, from: start.Outbound) : null;
        var position = Go(comparer is null ? new SilentObserver() : comparer);
        var seconds = watch.Elapsed.TotalSeconds;
        if (!end.IsDamaged) comparer?.Complete(position.Sequence);
        var state = ReplayedState.Of(start.Engine, position.Sequence, comparer);
        if (result.GetValue(AsJson)) Json.Print(state);
        else Print(state, comparer, start, seconds);
        if (comparer?.Divergence is { } divergence) Console.Error.WriteLine(divergence);
        return end.ExitCodeOr(comparer?.Divergence is null ? ExitCode.Fine : ExitCode.Findings);
    }

    static JournalPosition Replay(string directory, StartingPoint start, ReplayObserver observer, long until, ReplayEnd end)
    {
        using var bar = new ProgressBar("replaying", Math.Min(until, ProgressBar.Messages(directory, LogName.Inbound)) - start.Position.Sequence);
        return JournalReplay.Run(directory, start.Engine, new ProgressObserver(bar, observer), until, from: new(start.Position, start.Outbound), ended: end.Tell);
    }

    /// <summary>The last sequence up to a place, the greatest of all when the log has not come so far.</summary>
    static long LastUpTo(string directory, JournalPlace place)
    {
        if (place.Sequence is { } sequence) return sequence;
        using var reader = Journal.Reading.LogReader.Open(directory, LogName.Inbound);
        var last = reader.LastSequence;
        for (; reader.TryRead(out var frame); last = frame.Sequence)
            if (frame.Time > place.Time) return last;
        return long.MaxValue;
    }

    static int WhatIfOf(StartingPoint start, string file, bool json, Func<ReplayObserver, JournalPosition> replay)
        => start.Snapshot is null
            ? ReplayStories.Suppose(start.Limits, Configuration.ConfigurationLoader.LoadOrThrow(file, []), json, replay)
            : throw new UserErrorException("--what-if: needs the journal from its first message; this one begins at a snapshot.");

    static ReplayObserver Paced(ReplayObserver observer, string speed)
    {
        if (speed == "max") return observer;
        if (double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0) return new PacedObserver(observer, factor);
        throw new UserErrorException($"--speed: '{speed}' is neither max nor a number above zero.");
    }

    static void Print(ReplayedState state, JournalComparer? comparer, StartingPoint start, double seconds)
    {
        Console.WriteLine($"sequence   {state.Sequence}");
        Console.WriteLine($"stateHash  {state.StateHash}");
        var replayed = state.Sequence - start.Position.Sequence;
        if (start.Snapshot is { } snapshot) Console.WriteLine($"snapshot   {Path.GetFileName(snapshot)}");
        Console.WriteLine(FormattableString.Invariant($"replayed   {replayed:N0} messages in {seconds:F2} s ({replayed / Math.Max(seconds, 1e-9):N0}/s)"));
        if (comparer is { HasEvidence: false }) Console.WriteLine("verified   nothing");
        else if (comparer is not null) Console.WriteLine($"verified   {comparer.Equal} outbound messages equal, {comparer.Missing} not in the log, divergence: {(comparer.Divergence is null ? "none" : "yes")}");
        AnsiConsole.Write(Orders(state));
        AnsiConsole.Write(Positions(state));
        AnsiConsole.Write(Balances(state));
        if (state.Markets.Any(market => market.State != MarketState.Open)) AnsiConsole.Write(Markets(state));
    }

    const int RowsMax = 20;

    static Table Orders(ReplayedState state)
    {
        var table = Tables.New($"Open orders ({state.Orders.Count})", "OrderID", "ClOrdID", "Session", "Account", "Symbol", "Side", "Status", "Price", "Quantity", "Filled", "Leaves");
        foreach (var order in state.Orders.Take(RowsMax))
            table.AddRow(Tables.Cells(order.OrderId, order.ClOrdId, order.Session, order.Account, order.Symbol, order.Side, order.OrdStatus, order.Price, order.OrderQty, order.CumQty, order.LeavesQty));
        if (state.Orders.Count > RowsMax) table.Caption($"{state.Orders.Count - RowsMax} more: --json shows all");
        return table;
    }

    static Table Positions(ReplayedState state)
    {
        var table = Tables.New($"Positions ({state.Positions.Count})", "Account", "Symbol", "Quantity", "Average", "Realized", "Unrealized");
        foreach (var position in state.Positions)
            table.AddRow(Tables.Cells(position.Account, position.Symbol, position.Quantity, position.AveragePrice, position.RealizedPnl, position.UnrealizedPnl));
        return table;
    }

    static Table Balances(ReplayedState state)
    {
        var table = Tables.New($"Balances ({state.Balances.Count})", "Account", "Asset", "Free", "Reserved");
        foreach (var balance in state.Balances) table.AddRow(Tables.Cells(balance.Account, balance.Asset, balance.Free, balance.Reserved));
        return table;
    }

    static Table Markets(ReplayedState state)
    {
        var table = Tables.New("Markets that are not open", "Symbol", "State", "Last", "Indicative", "Volume");
        foreach (var market in state.Markets.Where(market => market.State != MarketState.Open))
            table.AddRow(Tables.Cells(market.Symbol, market.State, market.LastPrice, market.IndicativePrice, market.IndicativeQuantity));
        return table;
    }

    sealed class SilentObserver : ReplayObserver;
}
