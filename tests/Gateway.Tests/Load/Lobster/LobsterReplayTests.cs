using Gateway.Bench.EndToEnd.Lobster;

namespace Gateway.Tests.Load.Lobster;

/// <summary>A hand-written file of two levels. Prices in dollars times 10,000; each book row is ask, size, bid, size and the second level of both.</summary>
public sealed class LobsterReplayTests
{
    const string None = "9999999999,0,-9999999999,0";

    [Fact]
    public void Each_kind_of_message_becomes_its_order()
    {
        var replay = Play(
        [
            ("34200.1,5,0,1,1000000,1", $"1010000,50,1000000,20,{None}"),
            ("34200.2,1,7,30,1000000,1", $"1010000,50,1000000,50,{None}"),
            ("34200.3,2,7,10,1000000,1", $"1010000,50,1000000,40,{None}"),
            ("34200.4,1,8,5,1005000,-1", $"1005000,5,1000000,40,1010000,50,-9999999999,0"),
            ("34200.5,4,8,5,1005000,-1", $"1010000,50,1000000,40,{None}"),
            ("34200.6,5,0,9,1004900,1", $"1010000,50,1000000,40,{None}"),
            ("34200.7,7,0,0,-1,-1", $"1010000,50,1000000,40,{None}"),
            ("34200.8,3,7,20,1000000,1", $"1010000,50,1000000,20,{None}"),
        ]);
        Assert.Equal(
        [
            "submit ? buy 20@1000000", "submit ? sell 50@1010000", "submit 7 buy 30@1000000", "reduce 7 to 20", "submit 8 sell 5@1005000",
            "ioc buy 5@1005000", "cancel 7",
        ], replay.Venue.Requests);
        Assert.Equal((7, 7, 1), (replay.Tally.Compared, replay.Tally.Agreed, replay.Tally.HitKnown));
    }

    [Fact]
    public void Executions_with_one_time_stamp_are_one_aggressor_that_hits_the_oldest_first()
    {
        var replay = Play(TwoKnownOrders(
            ("34200.5,4,99,20,1000000,1", $"1010000,50,1000000,60,{None}"),
            ("34200.5,5,0,3,1000000,1", $"1010000,50,1000000,60,{None}"),
            ("34200.5,4,7,30,1000000,1", $"1010000,50,1000000,30,{None}"),
            ("34200.5,4,8,10,1000000,1", $"1010000,50,1000000,20,{None}")));
        Assert.Equal("ioc sell 60@1000000", replay.Venue.Requests[^1]);
        Assert.Equal((1, 2, 1), (replay.Tally.Aggressors, replay.Tally.HitKnown, replay.Tally.HitUnknown));
        Assert.Equal(replay.Tally.Compared, replay.Tally.Agreed);
    }

    [Fact]
    public void A_venue_without_time_priority_is_found_out()
    {
        var replay = Play(TwoKnownOrders(
            ("34200.5,4,99,20,1000000,1", $"1010000,50,1000000,60,{None}"),
            ("34200.6,4,7,30,1000000,1", $"1010000,50,1000000,30,{None}"),
            ("34200.7,3,8,30,1000000,1", $"1010000,50,9999999999,0,{None}")), unfair: true);
        Assert.True(replay.Tally.HitWrong > 0);
        Assert.NotEmpty(replay.Tally.Faults);
        // The level is laid anew after each fault, so that one does not bring the next.
        Assert.Equal(1, replay.Venue.Resting);
    }

    [Fact]
    public void A_file_that_skips_the_queue_is_no_fault_of_the_venue()
    {
        var replay = Play(TwoKnownOrders(
            ("34200.5,4,8,30,1000000,1", $"1010000,50,1000000,50,{None}"),
            ("34200.6,4,99,20,1000000,1", $"1010000,50,1000000,30,{None}"),
            ("34200.7,4,7,30,1000000,1", $"1010000,50,-9999999999,0,{None}")));
        Assert.Equal((1, 1, 1, 0), (replay.Tally.HitNotFirst, replay.Tally.HitUnknown, replay.Tally.HitKnown, replay.Tally.HitWrong));
    }

    [Fact]
    public void A_level_that_leaves_the_band_is_forgotten_and_taken_from_the_book_when_it_returns()
    {
        var replay = Play(
        [
            ("34200.1,5,0,1,1000000,1", "1010000,50,1000000,20,1020000,10,990000,5"),
            ("34200.2,1,7,30,1005000,1", "1010000,50,1005000,30,1020000,10,1000000,20"),
            ("34200.3,3,7,30,1005000,1", "1010000,50,1000000,20,1020000,10,990000,8"),
        ]);
        Assert.Equal(["cancel ?", "cancel 7", "submit ? buy 8@990000"], replay.Venue.Requests[^3..]);
        Assert.Equal((1, 1), (replay.Tally.LeftBand, replay.Tally.CameIntoView));
        Assert.Equal(replay.Tally.Compared, replay.Tally.Agreed);
    }

    [Fact]
    public void A_sweep_through_the_band_finds_the_levels_behind_it()
    {
        var replay = Play(
        [
            ("34200.1,5,0,1,1000000,1", "1010000,50,1000000,20,1020000,10,990000,5"),
            ("34200.2,4,91,50,1010000,-1", "1020000,10,1000000,20,1030000,40,990000,5"),
            ("34200.2,4,92,10,1020000,-1", "1030000,40,1000000,20,1040000,60,990000,5"),
            ("34200.2,4,93,15,1030000,-1", "1030000,25,1000000,20,1040000,60,990000,5"),
        ]);
        Assert.Contains("ioc buy 75@1030000", replay.Venue.Requests);
        Assert.Equal((3, 3, 3), (replay.Tally.Compared, replay.Tally.Agreed, replay.Tally.HitUnknown));
    }

    [Fact]
    public void What_the_file_changes_without_a_message_is_counted_and_mended()
    {
        var replay = Play(
        [
            ("34200.1,5,0,1,1000000,1", $"1010000,50,1000000,20,{None}"),
            ("34200.2,5,0,1,1000000,1", $"1010000,50,1000000,25,{None}"),
            ("34200.3,5,0,1,1000000,1", $"1010000,50,1001000,5,9999999999,0,1000000,25"),
            ("34200.4,5,0,1,1000000,1", $"1010000,50,1000000,25,{None}"),
            ("34200.5,5,0,1,1000000,1", $"1010000,50,1000000,25,{None}"),
        ]);
        var tally = replay.Tally;
        Assert.Equal((4, 1, 1, 1, 1, 0), (tally.Compared, tally.Agreed, tally.Resized, tally.Appeared, tally.Vanished, tally.Wrong));
    }

    [Fact]
    public void Files_of_different_length_are_refused()
        => Assert.Throws<UserErrorException>(() => new LobsterFiles(new StringReader("1,1,1,1,1,1\n"), new StringReader(""), 1));

    static (string, string)[] TwoKnownOrders(params (string, string)[] then) =>
    [
        ("34200.1,5,0,1,1000000,1", $"1010000,50,1000000,20,{None}"),
        ("34200.2,1,7,30,1000000,1", $"1010000,50,1000000,50,{None}"),
        ("34200.3,1,8,30,1000000,1", $"1010000,50,1000000,80,{None}"),
        .. then,
    ];

    static (LobsterTally Tally, PaperVenue Venue) Play((string Message, string Book)[] rows, bool unfair = false)
    {
        var files = new LobsterFiles(Text(rows.Select(row => row.Message)), Text(rows.Select(row => row.Book)), levels: 2);
        var tally = new LobsterTally(files);
        var venue = new PaperVenue(tally) { Unfair = unfair };
        new LobsterReplay(files, venue, tally).Run(CancellationToken.None);
        return (tally, venue);
    }

    static StringReader Text(IEnumerable<string> lines) => new(string.Join('\n', lines));
}
