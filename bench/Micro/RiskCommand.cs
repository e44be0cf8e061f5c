using System.Globalization;
using Gateway.Engine.Risk;
using Gateway.Messages;

namespace Gateway.Bench.Micro;

/// <summary>
/// What the rules cost an order that passes: the engine without limits, with each rule alone, with all of them. The differences are the
/// rules' own.
/// </summary>
internal static class RiskCommand
{
    // Rules that an order for the own book never meets, whatever is configured.
    private static readonly int[] Elsewhere = [26, 32, 41, 42, 90, 92, 93, 94, 96];

    private static double s_allocated;

    internal static int Run(string[] arguments)
    {
        var options = new MatchArguments(arguments);
        var batches = int.Parse(options.Option("batches") ?? "4000", CultureInfo.InvariantCulture);
        var accounts = int.Parse(options.Option("accounts") ?? "4", CultureInfo.InvariantCulture);
        var rules = RuleCatalogue.All.Where(rule => !Elsewhere.Contains(rule.Number)).ToArray();
        // Every path is compiled for good before the first number.
        for (var i = 0; i < 3; i++) Measure(rules, accounts, 20_000, everywhere: true);
        var none = Measure([], accounts, batches, everywhere: false);
        Console.WriteLine($"an order that passes, through the whole engine, {accounts} accounts and strategies; ns at the median of {batches} batches of {RiskFlow.Batch}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"no limits",-36}{none,8:0.0}"));
        foreach (var rule in options.Has("totals") ? [] : rules)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rule.Id + " " + rule.Name,-36}{Measure([rule], accounts, batches, everywhere: false) - none,8:+0.0;-0.0} at {Place(rule),-10} {Measure([rule], accounts, batches, everywhere: true) - none,8:+0.0;-0.0} at every scope"));
        Tell("all rules, each at one scope", Measure(rules, accounts, batches, everywhere: false), none);
        Tell("all rules, each at every scope", Measure(rules, accounts, batches, everywhere: true), none);
        Tell("the same with 10,000 accounts", Measure(rules, 10_000, batches, everywhere: true), Measure([], 10_000, batches, everywhere: false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated by an order, at most     {s_allocated:0.00} bytes"));
        return 0;
    }

    private static void Tell(string name, double all, double none)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36}{all,8:0.0}   risk {all - none:0.0}"));

    private static ScopeKind Place(RuleDescription rule)
        => rule.Scopes.Contains(ScopeKind.Account) ? ScopeKind.Account : rule.Scopes.Contains(ScopeKind.Instrument) ? ScopeKind.Instrument : rule.Scopes[0];

    private static double Measure(RuleDescription[] rules, int accounts, int batches, bool everywhere)
    {
        using var flow = new RiskFlow(accounts);
        foreach (var rule in rules)
            foreach (var scope in rule.Scopes)
                if (everywhere || scope == Place(rule))
                    flow.Limit(rule, scope);
        var (median, _) = flow.Run(batches);
        s_allocated = Math.Max(s_allocated, flow.Allocated);
        return median;
    }
}
