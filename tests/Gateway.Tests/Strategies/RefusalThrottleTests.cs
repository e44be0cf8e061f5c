using Gateway.Journal;
using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

public sealed class RefusalThrottleTests
{
    const long Second = 1_000_000_000, Frame = JournalOptions.FrameBytesMax;

    long _room = 64 << 20;
    long _now = Second;

    [Fact]
    public void All_pass_while_it_is_off()
    {
        var throttle = new RefusalThrottle(() => 0, () => 1);
        var allowance = default(RefusalAllowance);
        for (var i = 0; i < 100_000; i++) Assert.True(throttle.Admits(ref allowance, 1, _now));
    }

    [Fact]
    public void A_quarter_of_the_room_passes_at_once_and_the_rest_is_never_used_up()
    {
        var throttle = new RefusalThrottle(() => _room, () => 1) { IsOn = true };
        var allowance = default(RefusalAllowance);
        Use(throttle, ref allowance);
        Assert.InRange(_room, (64 << 20) / 4 * 3 - Frame, (64 << 20) / 4 * 3 + Frame);
        for (var second = 0; second < 600; second++)
        {
            _now += Second;
            Use(throttle, ref allowance);
        }

        Assert.InRange(_room, 800 << 10, 1 << 20); // 48 MiB, less by a 150th each second.
    }

    [Fact]
    public void However_little_is_left_there_is_a_turn_for_every_request()
    {
        _room = 3 * Frame;
        var throttle = new RefusalThrottle(() => _room, () => 2) { IsOn = true };
        var allowance = default(RefusalAllowance);
        Assert.True(throttle.Admits(ref allowance, 1, _now));
        Assert.False(throttle.Admits(ref allowance, 1, _now));
        Assert.False(throttle.Admits(ref allowance, 1, _now - Second / 2)); // A clock that is set back.
        Assert.True(throttle.Admits(ref allowance, 1, _now + 200 * Second));
        Assert.True(throttle.Admits(ref allowance, 100, _now + 100_000 * Second));
    }

    [Fact]
    public void Each_session_has_its_share_and_each_shortage_its_own()
    {
        var throttle = new RefusalThrottle(() => _room, () => 2) { IsOn = true };
        var allowance = default(RefusalAllowance);
        var other = default(RefusalAllowance);
        var left = _room;
        Use(throttle, ref allowance);
        Assert.InRange(left - _room, (64 << 20) / 10, (64 << 20) / 8);
        Assert.True(throttle.Admits(ref other, 1, _now));
        throttle.IsOn = false;
        throttle.IsOn = true;
        Assert.True(throttle.Admits(ref allowance, 1, _now));
    }

    void Use(RefusalThrottle throttle, ref RefusalAllowance allowance)
    {
        while (throttle.Admits(ref allowance, 1, _now)) _room -= Frame;
    }
}
