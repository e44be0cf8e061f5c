using System.Diagnostics;

namespace Gateway.Latency.Tests;

public class IntervalRecorderTests
{
    [Fact]
    public void Each_interval_has_its_own_values_and_times()
    {
        var recorder = new IntervalRecorder(1000, "match");
        recorder.Record(5);
        recorder.Record(7);
        var first = recorder.NextInterval(2000);
        Assert.Equal(("match", 1000, 2000, 2, 7), (first.Tag, first.StartMillis, first.EndMillis, first.TotalCount, first.Max));
        recorder.Record(9);
        var second = recorder.NextInterval(3000);
        Assert.Equal(("match", 2000, 3000, 1, 9), (second.Tag, second.StartMillis, second.EndMillis, second.TotalCount, second.Max));
        Assert.Equal(0, recorder.NextInterval(4000).TotalCount);
    }

    [Fact]
    public async Task No_value_is_lost_or_counted_twice_while_intervals_are_taken()
    {
        const int Intervals = 20_000;
        var recorder = new IntervalRecorder(0, highest: 1023);
        var (enough, recorded) = (false, 0L);
        var writer = Task.Factory.StartNew(
            () =>
            {
                // A lap of 1024 different values at a time, so that in the end each must be there equally often.
                for (; !Volatile.Read(ref enough); recorded += 1024)
                    for (var value = 0; value < 1024; value++) recorder.Record(value);
            },
            TaskCreationOptions.LongRunning);

        var sum = new LatencyHistogram(1023);
        // However late the writer's thread comes to a processor, the two meet.
        var busy = 0;
        var time = Stopwatch.StartNew();
        for (var (done, taken) = (false, 0); !done; taken++)
        {
            if (taken >= Intervals && busy > 1 || time.Elapsed > Patience.Limit) Volatile.Write(ref enough, true);
            done = writer.IsCompleted;
            var interval = recorder.NextInterval(0);
            if (interval.TotalCount != 0) busy++;
            // The interval stands still once it is handed out: its total agrees with its counts.
            var counted = 0L;
            foreach (var count in interval.Counts) counted += count;
            Assert.Equal(interval.TotalCount, counted);
            sum.Add(interval);
        }
        await writer;

        Assert.True(busy > 1, "The writer has never met the reader.");
        Assert.Equal(recorded, sum.TotalCount);
        for (var value = 0; value < 1024; value++) Assert.Equal(recorded / 1024, sum.Counts[value]);
    }

    [Fact]
    public void Recording_and_taking_intervals_allocate_nothing()
    {
        var recorder = new IntervalRecorder(0);
        var histogram = new LatencyHistogram();
        void Work()
        {
            for (var i = 0; i < 1000; i++)
            {
                recorder.Record(i * 1000L);
                histogram.Record(i * 1_000_000_000L * 10);
                histogram.RecordWithExpectedInterval(1000, 100);
            }
            histogram.Add(recorder.NextInterval(1));
            Assert.True(histogram.Percentile(99) > 0);
        }
        for (var i = 0; i < 3; i++) Work();
        Assert.Equal(0, Garbage.Of(Work));
        Assert.True(Garbage.Of(() => GC.KeepAlive(new object())) >= 24);
    }
}
