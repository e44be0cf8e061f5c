using System.Text;
using Gateway.Journal.Sessions;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>
/// What recovery knows beside the engine: the numbers of all sessions and which balances there are. It follows from the three logs alone;
/// a snapshot saves it together with the state.
/// </summary>
sealed class SessionHistory(int messagesMax) : IDisposable
{
    const byte Version = 3, VersionMin = 2;

    readonly Dictionary<ushort, SessionNumbers> _sessions = [];
    readonly SortedList<ushort, SessionNumbers> _dropCopies = [];

    // What is defined behind the outbound messages counted so far.
    readonly Queue<Definition> _definitions = [];

    /// <summary>A definition of a session, or, with an account, what it may see.</summary>
    readonly record struct Definition(long Cause, ushort Session, bool DropCopy, string CompId, string BeginString, string Account);

    /// <summary>The last outbound message that counts as given to the sessions.</summary>
    internal long Sent { get; private set; }

    /// <summary>The last record of the sessions log that is taken in.</summary>
    internal long Records { get; private set; }

    /// <summary>Assets that an account has a balance of, as the journal tells; opening balances are for the others.</summary>
    internal HashSet<(Text16 Account, Text16 Asset)> Balances { get; } = [];

    /// <summary>The numbers of a session; new ones when it has sent and received nothing.</summary>
    internal SessionNumbers Of(ushort session)
    {
        if (!_sessions.TryGetValue(session, out var numbers)) _sessions[session] = numbers = new SessionNumbers(messagesMax);
        return numbers;
    }

    /// <summary>A message of the inbound log.</summary>
    internal void OnInbound(in Inbound inbound)
    {
        if (inbound.Kind == InboundKind.BalanceSet) Balances.Add((inbound.BalanceSet.Account, inbound.BalanceSet.Asset));
        if (inbound.Session == 0) return;
        if (inbound.Kind == InboundKind.SessionDefined) Enqueue(in inbound, in inbound.SessionDefined);
        if (inbound.Kind == InboundKind.SessionAccount) _definitions.Enqueue(new(inbound.Sequence, inbound.Session, true, "", "", inbound.SessionAccount.Account.ToString()));
        Of(inbound.Session).Restore(in inbound);
    }

    /// <summary>Takes in the definitions that no outbound message has come after, and resets that only one log tells of; no more messages will be given.</summary>
    internal void Complete()
    {
        while (_definitions.TryDequeue(out var definition)) Define(in definition);
        foreach (var numbers in _sessions.Values) numbers.Complete();
    }

    /// <summary>The session numbers that the journal knows, with whose they are.</summary>
    internal IEnumerable<(ushort Number, SessionNumbers Numbers)> Known => _sessions.Where(session => session.Value.CompId.Length > 0).Select(session => (session.Key, session.Value));

    /// <summary>A message of the outbound log: its sessions had sent it, or were about to. What was given before is passed over.</summary>
    internal void OnOutbound(in Outbound outbound)
    {
        if (outbound.Sequence <= Sent) return;
        Sent = outbound.Sequence;
        while (_definitions.TryPeek(out var definition) && definition.Cause <= outbound.Cause) Define(_definitions.Dequeue());
        if (ReportEncoder.TypeOf(in outbound) == 0) return;
        if (outbound.Session != 0) Of(outbound.Session).Sent.Add(outbound.Sequence);
        foreach (var (session, numbers) in _dropCopies)
            if (session != outbound.Session && numbers.View.Sees(in outbound)) numbers.Sent.Add(outbound.Sequence);
    }

    /// <summary>A record of the sessions log.</summary>
    internal void OnRecord(in SessionRecord record)
    {
        Records = record.Sequence;
        Of(record.Session).Restore(in record);
    }

    void Enqueue(in Inbound inbound, in SessionDefined defined)
        => _definitions.Enqueue(new(inbound.Sequence, inbound.Session, defined.DropCopy, defined.CompId.ToString(), defined.BeginString.ToString(), ""));

    void Define(in Definition definition)
    {
        var numbers = Of(definition.Session);
        if (definition.Account.Length > 0)
        {
            numbers.View.Show(Text16.From(definition.Account));
            return;
        }

        numbers.Identify(definition.CompId, definition.BeginString);
        numbers.View.Define(definition.DropCopy);
        _dropCopies.Remove(definition.Session);
        if (definition.DropCopy) _dropCopies.Add(definition.Session, numbers);
    }

    /// <summary>Writes everything down.</summary>
    internal void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true);
        writer.Write(Version);
        writer.Write7BitEncodedInt64(Sent);
        writer.Write7BitEncodedInt64(Records);
        writer.Write7BitEncodedInt(Balances.Count);
        foreach (var (account, asset) in Balances)
        {
            writer.Write(account.ToString());
            writer.Write(asset.ToString());
        }

        writer.Write7BitEncodedInt(_definitions.Count);
        foreach (var definition in _definitions)
        {
            writer.Write7BitEncodedInt64(definition.Cause);
            writer.Write(definition.Session);
            writer.Write(definition.DropCopy);
            writer.Write(definition.CompId);
            writer.Write(definition.BeginString);
            writer.Write(definition.Account);
        }

        writer.Write7BitEncodedInt(_sessions.Count);
        foreach (var (session, numbers) in _sessions)
        {
            writer.Write(session);
            numbers.Save(writer);
        }
    }

    /// <summary>Takes over what <see cref="Save"/> wrote; new before.</summary>
    /// <exception cref="IOException">The bytes are no saved history.</exception>
    internal void Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.ASCII, leaveOpen: true);
        if (reader.ReadByte() is var version && version is < VersionMin or > Version) throw new IOException("its sessions are of another version");
        Sent = reader.Read7BitEncodedInt64();
        Records = reader.Read7BitEncodedInt64();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--) Balances.Add((Text16.From(reader.ReadString()), Text16.From(reader.ReadString())));
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
            _definitions.Enqueue(new(reader.Read7BitEncodedInt64(), reader.ReadUInt16(), reader.ReadBoolean(), reader.ReadString(), reader.ReadString(), reader.ReadString()));
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            var session = reader.ReadUInt16();
            var numbers = Of(session);
            numbers.Load(reader, version);
            if (numbers.View.DropCopy) _dropCopies.Add(session, numbers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var numbers in _sessions.Values) numbers.Dispose();
    }
}
