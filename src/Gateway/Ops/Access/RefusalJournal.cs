using Gateway.Messages;
using Gateway.RingPipeline;

namespace Gateway.Ops.Access;

/// <summary>
/// Journals refused requests of the operators' port, at most one a second so that nobody can fill the journal from outside; what was left out
/// is counted in the next one, and every one is in the log.
/// </summary>
sealed class RefusalJournal(RingBuffer<Inbound> inbound, Action<string> tell, TimeProvider time)
{
    readonly Lock _turn = new();
    long _last = long.MinValue;
    int _leftOut;

    internal void Note(string remote, string request, int status)
    {
        tell($"operators' port: {Printable(request, 200)} from {remote} refused with {status}");
        lock (_turn)
        {
            var now = time.GetTimestamp();
            if (_last != long.MinValue && time.GetElapsedTime(_last, now) < TimeSpan.FromSeconds(1))
            {
                _leftOut++;
                return;
            }

            var message = new Inbound { Kind = InboundKind.AccessRefused };
            message.AccessRefused.Remote = Text40.From(Printable(remote, Text40.Capacity));
            message.AccessRefused.Request = Text64.From(Printable(request, Text64.Capacity));
            message.AccessRefused.Status = status;
            message.AccessRefused.LeftOut = _leftOut;
            if (!inbound.TryPublish(in message)) return;
            (_last, _leftOut) = (now, 0);
        }
    }

    static string Printable(string text, int lengthMax) => string.Concat(text.Where(c => c is >= ' ' and <= '~').Take(lengthMax));
}
