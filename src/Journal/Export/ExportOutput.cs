using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Journal.Export;

/// <summary>
/// The bytes of messages, written in place. They go to a stream in large pieces, or stay until they are cleared where there is none.
/// </summary>
sealed class ExportOutput(Stream? stream = null)
{
    const int FlushLength = 1 << 16;
    const int MessageLengthMax = 1 << 15; // Every field of the longest message at its longest, several times over.

    const long NanosPerSecond = 1_000_000_000, SecondsPerDay = 86_400;
    const int TimeLength = 30;

    byte[] _bytes = new byte[FlushLength + MessageLengthMax];
    readonly byte[] _day = new byte[10];
    long _dayNumber = long.MinValue;
    int _length;

    /// <summary>A message ends; there is room for the next one then.</summary>
    internal void EndMessage()
    {
        if (_length < _bytes.Length - MessageLengthMax) return;
        if (stream is null) Array.Resize(ref _bytes, 2 * _bytes.Length);
        else Send(stream);
    }

    /// <summary>Sends what there is, if there is a stream.</summary>
    internal void Flush()
    {
        if (stream is null) return;
        Send(stream);
        stream.Flush();
    }

    void Send(Stream to)
    {
        to.Write(_bytes, 0, _length);
        _length = 0;
    }

    internal int Length => _length;

    /// <summary>What was added since it was last sent or cleared.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    internal ReadOnlySpan<byte> Span(int begin, int length) => _bytes.AsSpan(begin, length);

    /// <summary>Forgets what is there.</summary>
    internal void Clear() => _length = 0;

    internal Span<byte> Rest => _bytes.AsSpan(_length);

    internal void Advance(int count) => _length += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(byte value) => _bytes[_length++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    internal void AddInteger(long value)
    {
        value.TryFormat(Rest, out var count, default, CultureInfo.InvariantCulture);
        _length += count;
    }

    internal void AddDecimal(long raw) => _length += FixedPoint.Format(raw, Rest);

    /// <summary>ISO 8601 with nanoseconds; days are formatted once.</summary>
    internal void AddTime(Timestamp time)
    {
        var (seconds, nanos) = Math.DivRem(time.Nanos, NanosPerSecond);
        if (nanos < 0) (seconds, nanos) = (seconds - 1, nanos + NanosPerSecond);
        var (day, second) = Math.DivRem(seconds, SecondsPerDay);
        if (second < 0) (day, second) = (day - 1, second + SecondsPerDay);
        if (day != _dayNumber) SetDay(day);
        var text = _bytes.AsSpan(_length, TimeLength);
        _day.CopyTo(text);
        text[10] = (byte)'T';
        Digits(text.Slice(11, 2), second / 3600);
        text[13] = (byte)':';
        Digits(text.Slice(14, 2), second / 60 % 60);
        text[16] = (byte)':';
        Digits(text.Slice(17, 2), second % 60);
        text[19] = (byte)'.';
        Digits(text.Slice(20, 9), nanos);
        text[29] = (byte)'Z';
        _length += TimeLength;
    }

    void SetDay(long day)
    {
        _dayNumber = day;
        DateTime.UnixEpoch.AddDays(day).TryFormat(_day, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    static void Digits(Span<byte> text, long value)
    {
        for (var i = text.Length - 1; i >= 0; i--, value /= 10) text[i] = (byte)('0' + value % 10);
    }
}
