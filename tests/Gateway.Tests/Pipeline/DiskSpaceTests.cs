using Gateway.Pipeline;

namespace Gateway.Tests.Pipeline;

public sealed class DiskSpaceTests
{
    [Fact]
    public void Orders_stop_with_little_space_and_go_on_with_more_than_the_reserves_take()
    {
        var free = DiskSpace.StopBytes;
        var space = new DiskSpace("data", () => free);
        Assert.Null(Look(space));
        free--;
        Assert.Equal("less than 8 MiB are left on the disk of 'data'", Look(space));
        free = DiskSpace.ResumeBytes - 1;
        Assert.NotNull(Look(space));
        free++;
        Assert.Null(Look(space));
    }

    [Fact]
    public void A_disk_that_cannot_be_asked_stops_nothing() => Assert.Null(Look(new DiskSpace("/nowhere/at/all")));

    static string? Look(DiskSpace space)
    {
        space.Look();
        return space.Shortage;
    }
}
