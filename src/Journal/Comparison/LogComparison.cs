using System.Globalization;
using System.Text;
using Gateway.Journal.Export;
using Gateway.Journal.Files;
using Gateway.Journal.Reading;

namespace Gateway.Journal.Comparison;

/// <summary>How one log of two journals compares.</summary>
/// <param name="Log">The log.</param>
/// <param name="Equal">Messages that are the same, from the first sequence that both have.</param>
/// <param name="Sequence">Sequence of the first difference; 0 when there is none.</param>
/// <param name="Divergence">The first difference in words; null when there is none.</param>
/// <param name="First">What the first journal says there, or null when it has ended.</param>
/// <param name="Second">What the second says.</param>
public sealed record LogDifference(LogName Log, long Equal, long Sequence, string? Divergence, string? First, string? Second)
{
    /// <summary>The first sequence that both have.</summary>
    public long From { get; init; } = 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Log,-10} {Equal,12} messages equal{(From > 1 ? $" from sequence {From} on, where both have begun" : "")}{(Divergence is null ? "" : $"; first divergent event at sequence {Sequence}: {Divergence}")}");
        return Divergence is null ? head : $"{head}\n  < {First ?? "(nothing)"}\n  > {Second ?? "(nothing)"}";
    }
}

/// <summary>Walks the same log of two journals side by side, up to the first difference.</summary>
public static class LogComparison
{
    /// <summary>Compares one log.</summary>
    /// <param name="first">A journal directory.</param>
    /// <param name="second">The other.</param>
    /// <param name="log">Which log.</param>
    /// <param name="ignoreTime">Leaves out the stamps of the messages, and instants in them.</param>
    /// <param name="step">Called for each message that both have.</param>
    /// <param name="files">The file system; the machine's when not given.</param>
    /// <exception cref="IOException">A directory or file cannot be read.</exception>
    public static LogDifference Find(string first, string second, LogName log, bool ignoreTime, Action? step = null, IJournalFiles? files = null)
    {
        using var left = Side.Open(first, log, files);
        using var right = Side.Open(second, log, files);
        // Either may have lost its old end to an archive.
        var before = Math.Max(left.Reader.LastSequence, right.Reader.LastSequence);
        left.Skip(before);
        right.Skip(before);
        return Find(log, left, right, ignoreTime, step) with { From = before + 1 };
    }

    static LogDifference Find(LogName log, Side left, Side right, bool ignoreTime, Action? step)
    {
        for (var equal = 0L; ; equal++)
        {
            var (hasLeft, hasRight) = (left.Read(), right.Read());
            if (hasLeft && hasRight && left.IsSameAs(right, ignoreTime))
            {
                step?.Invoke();
                continue;
            }

            return (hasLeft, hasRight) switch
            {
                (false, false) => AtEnds(log, equal, left, right),
                (true, true) => new(log, equal, left.Message.Sequence, left.Difference(right, ignoreTime), left.Line(), right.Line()),
                _ => new(log, equal, hasLeft ? left.Message.Sequence : right.Message.Sequence, "one journal has ended", hasLeft ? left.Line() : left.End(), hasRight ? right.Line() : right.End()),
            };
        }
    }

    static LogDifference AtEnds(LogName log, long equal, Side left, Side right)
    {
        var (first, second) = (left.End(), right.End());
        return first == second || (first is null && second is null)
            ? new(log, equal, 0, null, null, null)
            : new(log, equal, left.Reader.LastSequence + 1, "one journal does not end cleanly", first, second);
    }

    sealed class Side : IDisposable
    {
        Side(LogReader reader) => Reader = reader;

        internal LogReader Reader { get; }

        internal JournalMessage Message { get; } = new();

        byte[] _payload = [];
        int _length;

        internal static Side Open(string directory, LogName log, IJournalFiles? files) => new(LogReader.Open(directory, log, 0, files));

        internal void Skip(long sequence)
        {
            while (Reader.LastSequence < sequence && Reader.TryRead(out _)) { }
        }

        internal bool Read()
        {
            if (!Reader.TryRead(out var frame)) return false;
            Message.Set(Reader.Log, frame);
            if (_payload.Length < frame.Payload.Length) _payload = new byte[frame.Payload.Length * 2];
            frame.Payload.CopyTo(_payload);
            _length = frame.Payload.Length;
            return true;
        }

        internal bool IsSameAs(Side other, bool ignoreTime)
        {
            if (Message.Sequence != other.Message.Sequence || Message.Kind != other.Message.Kind) return false;
            if (!ignoreTime && Message.Time != other.Message.Time) return false;
            // Other bytes may mean the same: an older version wrote fewer fields.
            return _payload.AsSpan(0, _length).SequenceEqual(other._payload.AsSpan(0, other._length)) || Differing(other, ignoreTime).Count == 0;
        }

        internal string Difference(Side other, bool ignoreTime)
            => Message.Kind != other.Message.Kind ? "other kinds" : $"{string.Join(", ", Differing(other, ignoreTime))} differ{(Differing(other, ignoreTime).Count == 1 ? "s" : "")}";

        List<string> Differing(Side other, bool ignoreTime)
        {
            if (!Message.Result.IsOk || !other.Message.Result.IsOk) return ["undecodable payloads"];
            var (mine, theirs) = (FieldList.Of(Message), FieldList.Of(other.Message));
            var names = mine.Zip(theirs).Where(pair => pair.First != pair.Second && !(ignoreTime && pair.First.Type == FieldType.Time)).Select(pair => pair.First.Name);
            return [.. names];
        }

        internal string Line() => LineWriter.Of(Message);

        internal string? End() => Reader.FindPresentEnd() is { Kind: not LogEndKind.Clean } end ? end.ToString() : null;

        public void Dispose() => Reader.Dispose();
    }

    /// <summary>A message's fields as text.</summary>
    sealed class FieldList : IFieldSink
    {
        readonly List<(string Name, string Value, FieldType Type)> _fields = [];

        internal static List<(string Name, string Value, FieldType Type)> Of(JournalMessage message)
        {
            var list = new FieldList();
            message.Show(list);
            return list._fields;
        }

        void IFieldSink.Put(string name, ReadOnlySpan<byte> value, FieldType type, bool isDefault) => _fields.Add((name, Encoding.ASCII.GetString(value), type));
    }
}
