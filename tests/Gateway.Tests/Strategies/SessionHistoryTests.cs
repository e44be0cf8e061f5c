using Gateway.Journal.Sessions;
using Gateway.Messages;
using Gateway.Strategies;

namespace Gateway.Tests.Strategies;

/// <summary>The numbers of a session after a crash, from what the logs tell: both begin again at 1, or neither.</summary>
public sealed class SessionHistoryTests
{
    const long Reset = 5_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reset_whose_message_was_not_journaled_any_more_counts_for_both_numbers(bool snapshot)
    {
        using var before = new SessionHistory(100);
        Request(before, 1, 1_000, 20);
        Record(before);
        using var history = snapshot ? SavedAndLoaded(before) : null;
        var taken = history ?? before;
        Request(taken, 2, Reset + 10, 21); // Was in the ring when the numbers began again.
        taken.Complete();
        Assert.Equal((1, 1), (taken.Of(1).NextTarget, taken.Of(1).Sent.Next));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_reset_that_both_logs_tell_of_leaves_the_requests_behind_it_counted(bool snapshot, bool recordLast)
    {
        using var before = new SessionHistory(100);
        Request(before, 1, 1_000, 20);
        if (!recordLast) Record(before);
        var message = new Inbound { Kind = InboundKind.SessionLoggedOut, Session = 1, Sequence = 2, Time = new(Reset + 10), SendingTime = new(Reset) };
        message.SessionLoggedOut.SequenceReset = true;
        before.OnInbound(in message);
        using var history = snapshot ? SavedAndLoaded(before) : null;
        var taken = history ?? before;
        Request(taken, 3, Reset + 20, 3);
        if (recordLast) Record(taken); // It is given with the next report, which may come late.
        taken.Complete();
        Assert.Equal(4, taken.Of(1).NextTarget);
    }

    [Fact]
    public void A_journal_of_an_earlier_release_does_not_say_when_and_is_right_all_the_same()
    {
        using var history = new SessionHistory(100);
        Request(history, 1, 1_000, 20);
        Record(history);
        var message = new Inbound { Kind = InboundKind.SessionLoggedOn, Session = 1, Sequence = 2, Time = new(Reset + 10) };
        message.SessionLoggedOn.SequenceReset = true;
        history.OnInbound(in message);
        Request(history, 3, Reset + 20, 7);
        history.Complete();
        Assert.Equal(8, history.Of(1).NextTarget);
    }

    static void Request(SessionHistory history, long sequence, long time, long number)
    {
        var message = new Inbound { Kind = InboundKind.CancelOrder, Session = 1, Sequence = sequence, Time = new(time), SessionSequence = number };
        history.OnInbound(in message);
    }

    static void Record(SessionHistory history)
    {
        var record = new SessionRecord { Sequence = 1, Type = SessionRecordType.OutgoingReset, Session = 1, MsgSeqNum = 1, Time = new(Reset) };
        history.OnRecord(in record);
    }

    static SessionHistory SavedAndLoaded(SessionHistory history)
    {
        using var stream = new MemoryStream();
        history.Save(stream);
        stream.Position = 0;
        var loaded = new SessionHistory(100);
        loaded.Load(stream);
        return loaded;
    }
}
