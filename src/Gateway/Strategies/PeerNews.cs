namespace Gateway.Strategies;

/// <summary>
/// What peers make happen, told to operators: a burst of lines and then so many a second, or whoever can open a connection could fill the disk with them.
/// What is left out is counted and told with the next line. Used on the sessions' thread only.
/// </summary>
/// <param name="tell">Takes the lines.</param>
/// <param name="time">Says how fast they come.</param>
sealed class PeerNews(Action<string> tell, TimeProvider time)
{
    /// <summary>Lines at once.</summary>
    internal const int Burst = 500;

    /// <summary>Lines a second after that.</summary>
    internal const int PerSecond = 20;

    readonly long _start = time.GetTimestamp();
    // The lines told so far stand for this time: it is ahead of the clock by what of the burst is used up.
    TimeSpan _told = TimeSpan.FromSeconds(-(double)Burst / PerSecond);
    long _leftOut;

    internal void Tell(string text)
    {
        var now = time.GetElapsedTime(_start);
        var oldest = now - TimeSpan.FromSeconds((double)Burst / PerSecond);
        if (_told < oldest) _told = oldest;
        if (_told >= now)
        {
            _leftOut++;
            return;
        }

        _told += TimeSpan.FromSeconds(1.0 / PerSecond);
        tell(_leftOut == 0 ? text : $"{text} ({_leftOut} lines about peers before this one were left out)");
        _leftOut = 0;
    }
}
