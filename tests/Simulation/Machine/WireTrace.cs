namespace Gateway.Simulation.Machine;

/// <summary>Writes messages for a trace, without the fields that every FIX message has.</summary>
static class WireTrace
{
    static readonly string[] Usual = ["8=", "9=", "49=", "56=", "52=", "60=", "10=", "122="];

    internal static string Short(string message)
        => string.Join(' ', message.Split('\x01').Where(field => !Array.Exists(Usual, usual => field.StartsWith(usual, StringComparison.Ordinal))));
}
