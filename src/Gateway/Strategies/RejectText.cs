using System.Collections.Frozen;
using System.Text;
using Gateway.Messages;

namespace Gateway.Strategies;

/// <summary>Text (58) of a refusal: <c>CODE: limit=100 observed=200 scope=account:A1 headroom=-100</c>. Made of bytes, without a string.</summary>
static class RejectText
{
    /// <summary>Room for the longest text.</summary>
    internal const int LengthMax = 192;

    static readonly FrozenDictionary<RejectReason, (byte[] Code, RejectUnit Unit)> Reasons = Enum.GetValues<RejectReason>()
        .ToFrozenDictionary(reason => reason, reason => (Encoding.ASCII.GetBytes(reason.Words().Code), reason.Words().Unit));

    static readonly byte[][] Scopes = [.. Enum.GetNames<ScopeKind>().Select(name => Encoding.ASCII.GetBytes(name.ToLowerInvariant()))];

    /// <summary>Writes the text; returns its length.</summary>
    internal static int Write(in Rejection rejection, scoped ReadOnlySpan<byte> foreign, Span<byte> destination)
    {
        var (code, unit) = Reasons[rejection.Reason];
        var text = new TextCursor(destination);
        text.Add(code);
        var separator = ": "u8;
        if (unit != RejectUnit.None && (rejection.Scope != ScopeKind.None || (rejection.Limit | rejection.Observed) != 0)) separator = Values(ref text, rejection, unit);
        if (rejection.Scope != ScopeKind.None) separator = Scope(ref text, rejection, separator);
        if (rejection.Reason == RejectReason.TableFull && rejection.Scope == ScopeKind.None) separator = Table(ref text, rejection);
        if (rejection.HasHeadroom) separator = Headroom(ref text, rejection, unit);
        if (!foreign.IsEmpty)
        {
            text.Add(separator);
            text.Add("text="u8);
            text.Add(foreign);
        }

        return text.Length;
    }

    static ReadOnlySpan<byte> Values(scoped ref TextCursor text, scoped in Rejection rejection, RejectUnit unit)
    {
        text.Add(unit == RejectUnit.Time ? ": until="u8 : ": limit="u8);
        text.AddValue(rejection.Limit, unit);
        text.Add(" observed="u8);
        text.AddValue(rejection.Observed, unit);
        return " "u8;
    }

    static ReadOnlySpan<byte> Scope(scoped ref TextCursor text, scoped in Rejection rejection, ReadOnlySpan<byte> separator)
    {
        text.Add(separator);
        text.Add("scope="u8);
        text.Add(Scopes[(int)rejection.Scope]);
        if (!FixedText.IsEmpty(in rejection.Key))
        {
            text.Add(":"u8);
            text.Add(FixedText.AsSpan(in rejection.Key));
        }

        return " "u8;
    }

    // A full table has a name instead of a scope; refusals of older journals have neither.
    static ReadOnlySpan<byte> Table(scoped ref TextCursor text, scoped in Rejection rejection)
    {
        if (FixedText.IsEmpty(in rejection.Key)) return " "u8;
        text.Add(" table="u8);
        text.Add(FixedText.AsSpan(in rejection.Key));
        return " "u8;
    }

    // Of rules that count up to their limit: what is left of it, below zero what this request has too much.
    static ReadOnlySpan<byte> Headroom(scoped ref TextCursor text, scoped in Rejection rejection, RejectUnit unit)
    {
        text.Add(" headroom="u8);
        text.AddValue(rejection.Headroom, unit);
        return " "u8;
    }

    ref struct TextCursor(Span<byte> destination)
    {
        readonly Span<byte> _destination = destination;

        internal int Length { get; private set; }

        internal void Add(scoped ReadOnlySpan<byte> part)
        {
            var room = Math.Min(part.Length, _destination.Length - Length);
            part[..room].CopyTo(_destination[Length..]);
            Length += room;
        }

        internal void AddValue(long value, RejectUnit unit)
        {
            Span<byte> text = stackalloc byte[RejectUnits.TextLengthMax];
            Add(text[..unit.Format(value, text)]);
        }
    }
}
