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
    readonly Dictionary<ushort, SessionNumbers> _sessions = [];
    readonly List<SessionNumbers> _dropCopies = [];

    // Drop copies that are defined behind the outbound messages counted so far.
    readonly Queue<(long Cause, ushort Session, bool DropCopy)> _definitions = [];

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
        if (inbound.Kind == InboundKind.SessionDefined) _definitions.Enqueue((inbound.Sequence, inbound.Session, inbound.SessionDefined.DropCopy));
        Of(inbound.Session).Restore(in inbound);
    }

    /// <summary>A message of the outbound log: its sessions had sent it, or were about to. What was given before is passed over.</summary>
    internal void OnOutbound(in Outbound outbound)
    {
        if (outbound.Sequence <= Sent) return;
        Sent = outbound.Sequence;
        while (_definitions.TryPeek(out var definition) && definition.Cause <= outbound.Cause) Define(_definitions.Dequeue());
        if (ReportEncoder.TypeOf(in outbound) == 0) return;
        if (outbound.Session != 0) Of(outbound.Session).Sent.Add(outbound.Sequence);
        if (outbound.Kind != OutboundKind.ExecutionReport) return;
        foreach (var dropCopy in _dropCopies) dropCopy.Sent.Add(outbound.Sequence);
    }

    /// <summary>A record of the sessions log.</summary>
    internal void OnRecord(in SessionRecord record)
    {
        Records = record.Sequence;
        Of(record.Session).Restore(in record);
    }

    void Define((long Cause, ushort Session, bool DropCopy) definition)
    {
        var numbers = Of(definition.Session);
        if (numbers.DropCopy == definition.DropCopy) return;
        numbers.DropCopy = definition.DropCopy;
        if (definition.DropCopy) _dropCopies.Add(numbers);
        else _dropCopies.Remove(numbers);
    }

    /// <summary>Writes everything down.</summary>
    internal void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true);
        writer.Write7BitEncodedInt64(Sent);
        writer.Write7BitEncodedInt64(Records);
        writer.Write7BitEncodedInt(Balances.Count);
        foreach (var (account, asset) in Balances)
        {
            writer.Write(account.ToString());
            writer.Write(asset.ToString());
        }

        writer.Write7BitEncodedInt(_definitions.Count);
        foreach (var (cause, session, dropCopy) in _definitions)
        {
            writer.Write7BitEncodedInt64(cause);
            writer.Write(session);
            writer.Write(dropCopy);
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
        Sent = reader.Read7BitEncodedInt64();
        Records = reader.Read7BitEncodedInt64();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--) Balances.Add((Text16.From(reader.ReadString()), Text16.From(reader.ReadString())));
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
            _definitions.Enqueue((reader.Read7BitEncodedInt64(), reader.ReadUInt16(), reader.ReadBoolean()));
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            var numbers = Of(reader.ReadUInt16());
            numbers.Load(reader);
            if (numbers.DropCopy) _dropCopies.Add(numbers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var numbers in _sessions.Values) numbers.Dispose();
    }
}
