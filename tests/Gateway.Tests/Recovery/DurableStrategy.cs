using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Harness;

namespace Gateway.Tests.Recovery;

/// <summary>
/// A strategy with a memory of its own that outlives every crash of the gateway: it continues both sequence numbers, resends what
/// it is asked for, fetches what it missed, and judges the gateway by what it has written down.
/// </summary>
sealed class DurableStrategy(string compId) : IDisposable
{
    const int TranscriptMax = 60;

    readonly Lock _lock = new();
    readonly Dictionary<int, (string Type, string Body)> _sent = [];
    readonly Dictionary<string, FixFields> _byExecId = [];
    readonly Queue<string> _transcript = new();
    StrategyClient? _connection;
    Thread? _reader;
    int _askedUpTo;
    int _highest;

    /// <summary>Number of the next message to the gateway.</summary>
    internal int NextOut { get; private set; } = 1;

    /// <summary>Number that the gateway's next message must have.</summary>
    internal int NextIn { get; private set; } = 1;

    /// <summary>What the gateway did wrong.</summary>
    internal List<string> Faults { get; } = [];

    /// <summary>Execution reports in order, each once.</summary>
    internal List<FixFields> Reports { get; } = [];

    /// <summary>The reports so far, while more may come.</summary>
    internal List<FixFields> Known()
    {
        lock (_lock) return [.. Reports];
    }

    /// <summary>ClOrdIDs of orders in the order they were sent.</summary>
    internal List<string> Orders { get; } = [];

    /// <summary>How often each side asked for a resend.</summary>
    internal int ResendsAsked { get; private set; }

    internal int ResendsServed { get; private set; }

    /// <summary>TestReqIDs and StatusReqIDs that were answered.</summary>
    internal HashSet<string> Heard { get; } = [];

    internal void Connect(IPEndPoint gateway)
    {
        _connection = new StrategyClient(gateway, compId);
        (_askedUpTo, _highest) = (0, 0);
        Post("A", "98=0|108=30|");
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>Sends an order, cancel or status request; one that the dead gateway no longer takes is resent later.</summary>
    internal void Request(string type, string body) => Post(type, body);

    /// <summary>Awaits that everything sent before has been answered. A question that a resend has filled with a gap is asked again.</summary>
    internal void Settle()
    {
        for (var tries = 0; tries < 40; tries++)
        {
            var id = $"settle-{NextOut}";
            Post("1", $"112={id}|");
            if (Awaited(() => Heard.Contains(id) && NextIn > _highest, TimeSpan.FromSeconds(3))) return;
        }

        throw Silence("a heartbeat");
    }

    internal void Await(Func<bool> condition, string what)
    {
        if (!Awaited(condition, Patience.Limit)) throw Silence(what);
    }

    TimeoutException Silence(string what)
    {
        lock (_lock) return new($"{compId}: {what} did not come; next in {NextIn}, asked up to {_askedUpTo}, highest {_highest}, next out {NextOut}; {string.Join("; ", Faults)}\n{string.Join('\n', _transcript)}");
    }

    bool Awaited(Func<bool> condition, TimeSpan limit)
    {
        for (var deadline = DateTime.UtcNow + limit; DateTime.UtcNow < deadline; Thread.Sleep(1))
            lock (_lock)
                if (condition()) return true;
        return false;
    }

    internal void LogOut()
    {
        Post("5", "");
        _reader!.Join();
        Drop();
    }

    /// <summary>The gateway is gone.</summary>
    internal void Drop()
    {
        _reader?.Join();
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _reader?.Join();
    }

    void Post(string type, string body)
    {
        lock (_lock)
        {
            var number = NextOut++;
            _sent[number] = (type, body);
            Put(_connection!.Message(type, number, body));
        }
    }

    // The last of both directions, for whoever looks into a failure.
    void Note(string line)
    {
        if (_transcript.Count == TranscriptMax) _transcript.Dequeue();
        _transcript.Enqueue(line);
    }

    void Put(string message)
    {
        Note($"-> {message}");
        try
        {
            _connection!.SendRaw(message);
        }
        catch (SocketException)
        {
            // Killed: the record of what was sent is kept.
        }
    }

    void Read()
    {
        try
        {
            while (ReadPatiently() is { } message)
                lock (_lock) Take(message);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Killed.
        }
        catch (Exception error)
        {
            lock (_lock) Faults.Add($"{compId}: {error.Message}");
        }
    }

    // Silence is no end: an exchange may have much to tell before there is something for a strategy.
    FixFields? ReadPatiently()
    {
        while (true)
        {
            try
            {
                return _connection!.Read();
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
            }
        }
    }

    void Take(FixFields message)
    {
        var number = int.Parse(message[34]!, CultureInfo.InvariantCulture);
        Note($"<- {message}");
        _highest = Math.Max(_highest, number);
        if (message[35] == "0" && message[112] is { } test) Heard.Add(test); // Even ahead of a resend, which will fill its place with a gap.
        if (message[35] == "2") Resend(int.Parse(message[7]!, CultureInfo.InvariantCulture));
        if (number < NextIn) TakeAgain(number, message);
        else if (number == NextIn) TakeExpected(message);
        else if (NextIn > _askedUpTo) Ask(number - 1);
    }

    void TakeAgain(int number, FixFields message)
    {
        if (!message.PossDup) Faults.Add($"{compId}: number {number} came where {NextIn} was due: {message}");
        else if (message[35] == "8" && (!_byExecId.TryGetValue(message[17]!, out var first) || first[34] != message[34]))
            Faults.Add($"{compId}: resent differently: {message}");
    }

    void TakeExpected(FixFields message)
    {
        NextIn = message[35] == "4" ? int.Parse(message[36]!, CultureInfo.InvariantCulture) : NextIn + 1;
        if (message[35] is "3" or "j") Faults.Add($"{compId}: {message}");
        if (message[35] == "1") PostLocked("0", $"112={message[112]}|");
        if (message[35] == "5" && _sent[NextOut - 1].Type != "5") PostLocked("5", "");
        if (message[35] != "8") return;
        if (message[790] is { } status) Heard.Add(status);
        if (!_byExecId.TryAdd(message[17]!, message)) Faults.Add($"{compId}: ExecID {message[17]} came twice: {message}");
        Reports.Add(message);
    }

    void Ask(int upTo)
    {
        _askedUpTo = upTo;
        ResendsAsked++;
        PostLocked("2", $"7={NextIn}|16=0|");
    }

    void PostLocked(string type, string body)
    {
        var number = NextOut++;
        _sent[number] = (type, body);
        Put(_connection!.Message(type, number, body));
    }

    void Resend(int from)
    {
        ResendsServed++;
        var last = NextOut - 1;
        for (var number = from; number <= last; number++)
        {
            var (type, body) = _sent[number];
            if (type is "A" or "5" or "0" or "1" or "2") Put(_connection!.Message("4", number, $"43=Y|123=Y|36={number + 1}|"));
            else Put(_connection!.Message(type, number, "43=Y|122=20260101-00:00:00|" + body));
        }
    }
}
