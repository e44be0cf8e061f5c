using Gateway.Engine;
using Gateway.Journal;
using Gateway.Journal.Writing;
using Gateway.MarketData;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Pipeline;

/// <summary>
/// The one thread, one direction of the gateway: what comes in is stamped, appended to the inbound log and handed to the
/// engine, whose results go to the outbound log and the outbound ring.
/// </summary>
sealed class PipelineAgent : IAgent
{
    // A turn ends after this many messages, so that reports leave and sockets are read in between.
    const int BatchMax = 256;

    // So many messages are prepared together: enough for their cache misses to overlap, few enough to stay in the nearest cache.
    const int GroupMax = 8;

    readonly EventPoller<Inbound> _inbound;
    readonly JournalWriter _journal;
    readonly ExecutionEngine _engine;
    readonly MarketDataSource _marketData;
    readonly GatewayClock _clock;
    RingOutbox _outbox;
    long _sequence;
    long _time;
    long _stamped; // By the monotonic clock; 0 before the first.

    /// <param name="inbound">The pipeline's own consumer of the inbound ring.</param>
    /// <param name="outbox">Where results go.</param>
    /// <param name="journal">Opened for appending behind <paramref name="position"/>.</param>
    /// <param name="engine">In the state that the journal leads to.</param>
    /// <param name="marketData">Told after the engine.</param>
    /// <param name="clock">The wall clock.</param>
    /// <param name="position">Sequence and time of the last message in the inbound log.</param>
    internal PipelineAgent(
        EventPoller<Inbound> inbound, OutboxChannel outbox, JournalWriter journal, ExecutionEngine engine, MarketDataSource marketData,
        GatewayClock clock, JournalPosition position)
    {
        (_inbound, _journal, _engine, _marketData, _clock) = (inbound, journal, engine, marketData, clock);
        _outbox = new RingOutbox(outbox);
        (_sequence, _time) = (position.Sequence, position.Time.Nanos);
    }

    /// <inheritdoc/>
    public string Name => "pipeline";

    /// <summary>Sequence of the last message taken; readable from any thread.</summary>
    internal long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Its stamp; for the pipeline's thread.</summary>
    internal Timestamp Time => new(_time);

    /// <inheritdoc/>
    public int DoWork()
    {
        var first = _inbound.Next;
        var last = Math.Min(_inbound.Available(), first + BatchMax - 1);
        for (var sequence = first; sequence <= last; sequence++)
        {
            if ((sequence - first) % GroupMax == 0) Prepare(sequence, Math.Min(last, sequence + GroupMax - 1));
            if (_journal.Inbound.IsAtLastPart) throw new JournalFailedException(_journal.Inbound);
            ref var message = ref _inbound[sequence];
            Stamp(ref message);
            if (!_journal.Inbound.TryAppend(in message)) throw new JournalFailedException(_journal.Inbound);
            _outbox.Begin(in message);
            _engine.On(in message, ref _outbox);
            _marketData.After(in message);
        }

        var told = _marketData.Continue();
        if (last < first) return told;
        _journal.CommitMessages(); // The disk dial: what the turn has appended may be synced, while the next turn goes on.
        _inbound.Release(last);
        return (int)(last - first + 1) + told;
    }

    /// <summary>
    /// Journals the end of this run past the ring, whose messages are not taken any more, and past the engine: when the journal has no room for
    /// anything else, or another log than the inbound one has failed.
    /// </summary>
    internal void RecordStop(Text32 cause)
    {
        if (_journal.Inbound.Health == JournalHealth.Failed) return;
        var stopped = new Inbound { Kind = InboundKind.RunStopped, RunStopped = new() { Cause = cause } };
        Stamp(ref stopped);
        if (_journal.Inbound.TryAppend(in stopped)) _journal.CommitMessages();
    }

    void Prepare(long first, long last)
    {
        for (var sequence = first; sequence <= last; sequence++) _engine.Prepare(in _inbound[sequence]);
        _engine.PrepareOrders((int)(last - first + 1));
    }

    // Strictly rising, whatever the clock does: two messages never share an instant, and replay depends on nothing else. Behind a clock that was set back
    // time goes on at half its speed until the clock has caught up: with none, rates would be used up and nothing would come due for as long.
    void Stamp(ref Inbound message)
    {
        var now = _clock.MonotonicNanos;
        message.Trace.Taken = now;
        var gone = _stamped == 0 ? 0 : now - _stamped;
        _time = Math.Max(_time + 1 + (gone >> 1), _clock.ToUtc(now));
        _stamped = now;
        message.Time = new(_time);
        message.Sequence = _sequence + 1;
        Volatile.Write(ref _sequence, message.Sequence);
    }
}

/// <summary>How far a log reaches.</summary>
/// <param name="Sequence">The last sequence; 0 for an empty log.</param>
/// <param name="Time">Its stamp.</param>
readonly record struct JournalPosition(long Sequence, Timestamp Time);
