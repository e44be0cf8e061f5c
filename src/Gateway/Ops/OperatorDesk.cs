using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Engine;
using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Ops;

/// <summary>What became of an operator's act, as the pipeline told it.</summary>
/// <param name="Sequence">The act's place in the inbound log.</param>
/// <param name="Time">Its stamp.</param>
/// <param name="Report">The answer.</param>
/// <param name="Events">The events that it caused, in order.</param>
sealed record ActAnswer(long Sequence, Timestamp Time, OperatorReport Report, IReadOnlyList<RiskEvent> Events);

/// <summary>
/// Where operators' acts go into the pipeline and their answers come out: an act is an inbound message with a number, and the
/// <see cref="OperatorReport"/> with that number ends it. Nothing is answered that is not journaled.
/// </summary>
sealed class OperatorDesk : IAsyncDisposable
{
    const int FeedMax = 4096, EndedMax = 1000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly RingBuffer<Inbound> _inbound;
    readonly Inspections _inspections;
    readonly ConcurrentDictionary<long, TaskCompletionSource<ActAnswer>> _pending = new();
    readonly ConcurrentDictionary<long, RiskEvent> _ended = new();
    readonly Queue<long> _order = new();
    readonly Channel<Outbound> _feed = Channel.CreateBounded<Outbound>(new BoundedChannelOptions(FeedMax) { SingleReader = true });
    readonly Task _reader;
    long _request;

    /// <param name="inbound">The front door.</param>
    /// <param name="inspections">Looks at the engine.</param>
    /// <param name="recovered">Sequence that the journal had reached: requests are numbered from there, so that no number comes twice in a journal.</param>
    internal OperatorDesk(RingBuffer<Inbound> inbound, Inspections inspections, long recovered)
    {
        (_inbound, _inspections, _request) = (inbound, inspections, recovered);
        _reader = ReadAsync();
    }

    /// <summary>Takes what the egress has for operators; never waits. What does not fit is lost to those who wait, not to the journal.</summary>
    internal void Take(in Outbound outbound)
    {
        if (outbound.Kind is OutboundKind.RiskEvent or OutboundKind.OperatorReport) _feed.Writer.TryWrite(outbound);
    }

    /// <summary>Carries out an act and waits for its answer.</summary>
    /// <param name="act">A configuration or operator's message; its number is given here.</param>
    /// <param name="cancellation">Ends the waiting, not the act.</param>
    /// <exception cref="TimeoutException">The pipeline took it in too late, or not at all.</exception>
    internal async Task<ActAnswer> ActAsync(Inbound act, CancellationToken cancellation)
    {
        act.Session = 0;
        act.SessionSequence = Interlocked.Increment(ref _request);
        var answered = new TaskCompletionSource<ActAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[act.SessionSequence] = answered;
        try
        {
            for (var tries = 0; !_inbound.TryPublish(in act); tries++)
            {
                if (tries == 500) throw new TimeoutException("The gateway is too busy to take the act in; nothing was done.");
                await Task.Delay(10, cancellation);
            }

            return await answered.Task.WaitAsync(Patience, cancellation);
        }
        finally
        {
            _pending.TryRemove(act.SessionSequence, out _);
        }
    }

    /// <summary>How an enforcement of this run ended; null when it has not, or too many have since.</summary>
    internal RiskEvent? EndOf(long enforcement) => _ended.TryGetValue(enforcement, out var told) ? told : null;

    /// <summary>Reads something of the engine's state on its own thread.</summary>
    internal Task<T> LookAsync<T>(Func<ExecutionEngine, T> look) => _inspections.LookAsync(look, Patience);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _feed.Writer.TryComplete();
        await _reader;
    }

    void Keep(Outbound outbound)
    {
        _ended[outbound.Correlation] = outbound.RiskEvent;
        _order.Enqueue(outbound.Correlation);
        if (_order.Count > EndedMax) _ended.TryRemove(_order.Dequeue(), out _);
    }

    // All that one inbound message causes stands together in the outbound log, the answer at its end.
    async Task ReadAsync()
    {
        var (cause, events) = (0L, new List<RiskEvent>());
        await foreach (var outbound in _feed.Reader.ReadAllAsync())
        {
            if (outbound.Cause != cause) (cause, events) = (outbound.Cause, []);
            if (outbound.Kind == OutboundKind.RiskEvent)
            {
                events.Add(outbound.RiskEvent);
                if (outbound.RiskEvent.Type is RiskEventType.EnforcementDone or RiskEventType.EnforcementEnded) Keep(outbound);
            }
            else if (_pending.TryGetValue(outbound.OperatorReport.Request, out var waiting))
                waiting.TrySetResult(new(cause, outbound.Time, outbound.OperatorReport, events));
        }
    }
}
