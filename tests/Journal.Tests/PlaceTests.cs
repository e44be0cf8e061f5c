using Gateway.Journal.Export;

namespace Gateway.Journal.Tests;

/// <summary>Places in a journal as users name them.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("0", 0L, null)]
    [InlineData("20260131", 20260131L, null)]
    [InlineData("1970-01-01T00:00:00.000000001Z", null, 1L)] // As the journal itself prints it, to the nanosecond.
    [InlineData("1970-01-01T00:00:01.5Z", null, 1_500_000_000L)]
    [InlineData("1970-01-01 00:01", null, 60_000_000_000L)]
    [InlineData("1970-01-02", null, 86_400_000_000_000L)]
    [InlineData("1970-01-01T01:00:00.25+01:00", null, 250_000_000L)]
    [InlineData("19700101-00:00:01.000123", null, 1_000_123_000L)]
    [InlineData("9999-12-31", null, long.MaxValue)] // Open to the end, not before the beginning.
    [InlineData("0001-01-01", null, long.MinValue)]
    public void A_place_is_a_sequence_or_a_time(string text, long? sequence, long? nanos)
    {
        Assert.True(JournalPlace.TryParse(text, out var place));
        Assert.Equal((sequence, nanos), (place.Sequence, place.Time?.Nanos));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1,000")]
    [InlineData("soon")]
    [InlineData("09:30")] // Of which day?
    [InlineData("1/2/2026")]
    [InlineData("2026-01-31.5")]
    [InlineData("2026-01-31T09:30:00.Z")]
    [InlineData("2026-01-31T09:30:00.1234567890Z")]
    [InlineData("2026-02-30")]
    [InlineData(".5")]
    public void What_is_neither_is_refused(string text) => Assert.False(JournalPlace.TryParse(text, out _));
}
