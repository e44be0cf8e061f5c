using System.CommandLine;
using Gateway.Ops.Api;

namespace Gateway.Cli.Risk;

/// <summary><c>risk set</c>: changes a limit while the gateway runs.</summary>
static class SetCommand
{
    static readonly Argument<string> Rule = new("rule") { Description = "R020 and so on; risk show lists what is in force." };
    static readonly Option<string?> Value = new("--value") { Description = "The limit in the rule's unit; stays as it is when not given." };
    static readonly Option<string?> Value2 = new("--value2") { Description = "The rule's second parameter." };
    static readonly Option<string?> Value3 = new("--value3") { Description = "The rule's third parameter." };
    static readonly Option<int> Step = new("--step") { Description = "Which of the rule's steps, from 0 (R074, R075)." };
    static readonly Option<TimeSpan?> Window = new("--window") { Description = "Window or age, hh:mm:ss." };
    static readonly Option<bool> Off = new("--off") { Description = "Not in force any more." };
    static readonly Option<bool> Override = new("--override") { Description = "For a time only; then what was there before comes back." };
    static readonly Option<TimeSpan?> For = new("--for") { Description = "How long an override holds, hh:mm:ss." };

    internal static Command Create()
    {
        var command = RiskOptions.Act("set", "Change a limit in session; a refused change leaves the running limit as it is.", RunAsync, Value, Value2, Value3, Step, Window, Off, Override, For);
        command.Add(Rule);
        return command;
    }

    static async Task<int> RunAsync(ParseResult result, OperatorClient client, CancellationToken cancellation)
    {
        var change = new LimitChange(
            result.GetValue(Rule), result.GetValue(RiskOptions.Scope) ?? "firm", result.GetValue(Value), result.GetValue(Value2), result.GetValue(Window),
            result.GetValue(Off) ? false : null, result.GetValue(Override), result.GetValue(For),
            result.GetValue(Value3), result.GetValue(Step));
        var answers = await AskAsync(client, new LimitsRequest([change], result.GetValue(RiskOptions.Why)), cancellation);
        if (result.GetValue(RiskOptions.AsJson)) Json.Print(answers);
        else answers.ForEach(ActPrinter.Write);
        return answers.TrueForAll(answer => answer.Done) ? ExitCode.Fine : ExitCode.Findings;
    }

    // What the port calls by its place in the request, the user knows by the option that said it.
    static async Task<List<ActView>> AskAsync(OperatorClient client, LimitsRequest request, CancellationToken cancellation)
    {
        try
        {
            return await client.PostAsync<List<ActView>>("/api/risk/limits", request, cancellation);
        }
        catch (UserErrorException error)
        {
            throw new UserErrorException(error.Message.Replace("limits:0:", "--", StringComparison.Ordinal).Replace("--rule:", "rule:", StringComparison.Ordinal), error.ExitCode);
        }
    }
}
