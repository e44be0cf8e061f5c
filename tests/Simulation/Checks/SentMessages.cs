namespace Gateway.Simulation.Checks;

/// <summary>
/// All that the gateway's machine has ever sent to its peers, by their numbers: whatever crash lies between, the same number never says two different things, and
/// what was a report is never passed over in a resend.
/// </summary>
/// <param name="opening">When <see cref="SimulatedInstallation.Scheduled"/> begins again with number 1, nanoseconds of UTC.</param>
sealed class SentMessages(long opening)
{
    static readonly string[] s_ofTheSending = ["8=", "9=", "10=", "43=", "52=", "97=", "122="];
    static readonly string[] s_reports = ["8", "9", "r", "P", "AP", "AO"];

    readonly Dictionary<(string Peer, bool Second, long Number), string> _sent = [];

    bool _second;

    /// <summary>Takes the next message with a digit of its content changed, if it is a report that is sent again: as if the gateway did not remember what it has said.</summary>
    internal bool Garbles { get; set; }

    /// <summary>Reports that were sent again.</summary>
    internal int Repeated { get; private set; }

    /// <summary>The journal no longer holds everything: what is gone may be passed over.</summary>
    internal bool MayForget { get; set; }

    /// <summary>What was not as it must be; told at the end of the step, because a session must not be interrupted.</summary>
    internal string Complaint { get; private set; } = "";

    /// <summary>Messages of any kind.</summary>
    internal int Count { get; private set; }

    /// <param name="peer">To whom.</param>
    /// <param name="since">When the connection began to speak, nanoseconds of UTC: what it carries belongs to the opening of that time.</param>
    /// <param name="message">Without its end.</param>
    internal void Take(string peer, long since, string message)
    {
        Count++;
        _second = peer == SimulatedInstallation.Scheduled && since >= opening;
        var fields = message.Split('\x01', StringSplitOptions.RemoveEmptyEntries);
        var (type, number) = (Value(fields, "35="), long.Parse(Value(fields, "34="), System.Globalization.CultureInfo.InvariantCulture));
        var again = Value(fields, "43=") == "Y";
        if (type == "4" && again) CheckGap(peer, number, long.Parse(Value(fields, "36="), System.Globalization.CultureInfo.InvariantCulture));
        else Compare(peer, number, type, again, Content(fields));
    }

    void Compare(string peer, long number, string type, bool again, string content)
    {
        if (again && type == "8" && Garbles) content = content.Replace("55=", "55=NOT", StringComparison.Ordinal);
        var key = (peer, _second, number);
        if (again) Repeated++;
        if (!_sent.TryAdd(key, content) && _sent[key] != content) Complain($"number {number} of {peer} was '{_sent[key]}', and is now '{content}'");
    }

    void CheckGap(string peer, long from, long until)
    {
        if (MayForget) return;
        for (var number = from; number < until; number++)
            if (_sent.TryGetValue((peer, _second, number), out var content) && Array.Exists(s_reports, type => content.StartsWith($"35={type}|", StringComparison.Ordinal)))
                Complain($"number {number} of {peer} was '{content}', and is passed over");
    }

    void Complain(string what)
    {
        if (Complaint.Length == 0) Complaint = what;
    }

    static string Content(string[] fields)
        => string.Join('|', fields.Where(field => !Array.Exists(s_ofTheSending, tag => field.StartsWith(tag, StringComparison.Ordinal)))) + "|";

    static string Value(string[] fields, string tag) => Array.Find(fields, field => field.StartsWith(tag, StringComparison.Ordinal))?[tag.Length..] ?? "0";
}
