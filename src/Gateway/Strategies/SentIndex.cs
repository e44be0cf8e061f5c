using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Strategies;

/// <summary>
/// For each MsgSeqNum that a session has used: which outbound message it was, or that it was none. Eight bytes a message, kept
/// for the latest <see cref="Capacity"/>; older ones are answered by gap fill. The messages themselves stay in the outbound log.
/// </summary>
/// <remarks>The memory is reserved at once but taken page by page as messages are sent: an idle session costs nothing.</remarks>
sealed unsafe class SentIndex : IDisposable
{
    /// <summary>Stands for a session message, which is never sent again.</summary>
    internal const long Admin = 0;

    const int FetchedAhead = 16;
    const int PageEntries = 4096 / sizeof(long);

    readonly long _mask;
    long* _sequences;
    long _next = 1;

    /// <param name="capacity">Messages to keep; rounded up to a power of two.</param>
    internal SentIndex(int capacity)
    {
        Capacity = (long)BitOperations.RoundUpToPowerOf2((ulong)capacity);
        _mask = Capacity - 1;
        _sequences = (long*)NativeMemory.AllocZeroed((nuint)Capacity, sizeof(long));
    }

    ~SentIndex() => Free();

    /// <summary>How many of the latest messages are kept.</summary>
    internal long Capacity { get; }

    /// <summary>Bytes of memory in use.</summary>
    internal long BytesUsed => Math.Min(_next - 1, Capacity) * sizeof(long);

    /// <summary>The MsgSeqNum that the next message gets.</summary>
    internal long Next => _next;

    /// <summary>The next message was this outbound message, or <see cref="Admin"/>.</summary>
    internal void Add(long outboundSequence)
    {
        // Many sessions note a message at a time, each in a line that no cache holds.
        if (Sse.IsSupported) Sse.Prefetch0(_sequences + ((_next + FetchedAhead) & _mask));
        _sequences[_next++ & _mask] = outboundSequence;
    }

    /// <summary>
    /// Makes the system give the memory that the next messages are noted in, before they are sent: any thread may, while another sends. Nothing for an
    /// index that was never used.
    /// </summary>
    internal void Populate(int messages)
    {
        var next = Volatile.Read(ref _next);
        if (next == 1) return;
        for (var ahead = next; ahead < next + Math.Min(messages, Capacity); ahead += PageEntries)
            Interlocked.Or(ref _sequences[ahead & _mask], 0); // Writes what is there.
    }

    /// <summary>The outbound message behind a MsgSeqNum, or <see cref="Admin"/> when it was none or is no longer kept.</summary>
    internal long Find(long msgSeqNum)
        => msgSeqNum >= 1 && msgSeqNum < _next && msgSeqNum >= _next - Capacity ? _sequences[msgSeqNum & _mask] : Admin;

    /// <summary>True when a number was used, but is older than those that are kept.</summary>
    internal bool HasForgotten(long msgSeqNum) => msgSeqNum >= 1 && msgSeqNum < _next - Capacity;

    /// <summary>Numbers go on at <paramref name="next"/>; what lies between is a gap. A lower number forgets what stood from there on.</summary>
    internal void SkipTo(long next)
    {
        for (var gap = Math.Max(_next, next - Capacity); gap < next; gap++) _sequences[gap & _mask] = Admin;
        _next = next;
    }

    /// <summary>Writes down what is kept: differences to the message before, so that most take a byte.</summary>
    internal void Save(BinaryWriter writer)
    {
        var last = 0L;
        var kept = Math.Min(_next - 1, Capacity);
        writer.Write7BitEncodedInt64(_next);
        writer.Write7BitEncodedInt64(kept);
        for (var number = _next - kept; number < _next; number++)
        {
            var sequence = _sequences[number & _mask];
            writer.Write7BitEncodedInt64(sequence == Admin ? 0 : sequence - last);
            if (sequence != Admin) last = sequence;
        }
    }

    /// <summary>Takes over what <see cref="Save"/> wrote.</summary>
    internal void Load(BinaryReader reader)
    {
        var next = reader.Read7BitEncodedInt64();
        var kept = reader.Read7BitEncodedInt64();
        var last = 0L;
        _next = next - kept;
        while (_next < next)
        {
            var difference = reader.Read7BitEncodedInt64();
            if (difference != 0) last += difference;
            Add(difference == 0 ? Admin : last);
        }
    }

    /// <summary>Everything is forgotten; the next number is 1.</summary>
    internal void Reset() => _next = 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Free()
    {
        NativeMemory.Free(_sequences);
        _sequences = null;
    }
}
