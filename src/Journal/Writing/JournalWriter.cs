using Gateway.Journal.Files;
using Gateway.Journal.Format;
using Gateway.Journal.Reading;
using Gateway.Journal.Recovery;
using Gateway.Messages;

namespace Gateway.Journal.Writing;

/// <summary>
/// A journal directory, open for append by this process alone. One thread appends and calls <see cref="Commit"/> at the end of each turn
/// of work; it never waits for the disk. An effect may leave once <see cref="LogWriter.CommittedSequence"/> of the inbound log covers its cause.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    readonly IDisposable _lock;
    readonly Housekeeper? _housekeeper;
    readonly List<LogWriter> _logs = [];
    readonly bool _onDisk;
    bool _disposed;

    JournalWriter(string directory, JournalOptions options, Text64 runId, Timestamp now, IDisposable directoryLock, Housekeeper? housekeeper)
    {
        _lock = directoryLock;
        _housekeeper = housekeeper;
        _onDisk = options.Durability == Durability.Disk;
        Directory = directory;
        Files = options.Files;
        var opener = new LogOpener(directory, options, runId, now, housekeeper);
        try
        {
            var inbound = _onDisk ? new Committer(options.Background, "inbound", null) { Postpone = options.Postpone } : null;
            var outbound = _onDisk ? new Committer(options.Background, "outbound", inbound) { Postpone = options.Postpone } : null;
            var sessions = _onDisk ? new Committer(options.Background, "sessions", inbound) { Postpone = options.Postpone, OutlivesCause = true } : null;
            _logs.Add(Inbound = opener.Open(LogName.Inbound, (s, a, t, l) => new InboundLog(s, inbound, a, t, l, runId)));
            _logs.Add(Outbound = opener.Open(LogName.Outbound, (s, a, t, l) => new OutboundLog(s, outbound, a, t, l, runId)));
            _logs.Add(Sessions = opener.Open(LogName.Sessions, (s, a, t, l) => new SessionsLog(s, sessions, a, t, l, runId)));
        }
        catch
        {
            _logs.ForEach(log => log.Release());
            throw;
        }

        Recovery = opener.Ends;
        // The sessions log may have an appending thread of its own.
        Inbound.PublishAll = Outbound.PublishAll = CommitMessages;
        Sessions.PublishAll = Sessions.Publish;
        foreach (var log in _logs) log.Supply.ShortageChanged = OnShortage;
        var supplies = _logs.ConvertAll(log => log.Supply);
        if (housekeeper is not null) housekeeper.Start(supplies);
        else supplies.ForEach(supply => supply.Keep());
    }

    /// <summary>The journal directory.</summary>
    public string Directory { get; }

    internal IJournalFiles Files { get; }

    /// <summary>The truth.</summary>
    public InboundLog Inbound { get; }

    /// <summary>The evidence.</summary>
    public OutboundLog Outbound { get; }

    /// <summary>Administrative FIX messages and sequence resets.</summary>
    public SessionsLog Sessions { get; }

    /// <summary>How each log ended when it was opened: what was cut is told here.</summary>
    public IReadOnlyList<LogEnd> Recovery { get; }

    /// <summary>The worst of the three logs; any thread may read it.</summary>
    public JournalHealth Health => _logs.Max(log => log.Health);

    /// <summary>Why it is not <see cref="JournalHealth.Writable"/>; empty when it is.</summary>
    public string HealthReason => _logs.Find(log => log.Health == Health)!.HealthReason;

    /// <summary>
    /// Bytes that are left for anything but the shutdown, in the log that lacks its next segment and has the least; <see cref="long.MaxValue"/> when none does.
    /// Any thread may read it; it may be a moment old.
    /// </summary>
    public long ReserveBytes
    {
        get
        {
            var least = long.MaxValue;
            foreach (var log in _logs) least = Math.Min(least, log.ReserveBytes);
            return least;
        }
    }

    /// <summary>
    /// Called on a background thread when a committed sequence or the health has changed, to wake up whoever waits for it. It must be short and
    /// must not throw.
    /// </summary>
    public Action? Changed
    {
        get => Inbound.Changed;
        set => _logs.ForEach(log => log.Changed = value);
    }

    /// <summary>
    /// Called on a background thread when segments can no longer be prepared, or can be again: what is left of the present ones is small for a
    /// busy gateway, so somebody has to act at once. It must be short and must not throw.
    /// </summary>
    public Action? ShortageChanged { get; set; }

    /// <summary>Takes the lock, recovers the three logs and opens them for append.</summary>
    /// <param name="directory">The journal directory; made if missing.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="runId">Unique per start; stands in the header of each segment that this run begins.</param>
    /// <param name="now">Time for the header of the first segment.</param>
    /// <exception cref="JournalLockedException">Another process writes this journal.</exception>
    /// <exception cref="JournalDamagedException">A log is damaged in the middle.</exception>
    /// <exception cref="IOException">The directory cannot be written, or has no room for the first segments.</exception>
    public static JournalWriter Open(string directory, JournalOptions options, Text64 runId, Timestamp now)
    {
        options.Check();
        options.Files.CreateDirectory(directory);
        var directoryLock = options.Files.Lock(Path.Combine(directory, JournalPath.LockFile));
        var housekeeper = options.Background ? new Housekeeper() : null;
        try
        {
            return new(directory, options, runId, now, directoryLock, housekeeper);
        }
        catch
        {
            housekeeper?.Dispose();
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Asks for everything appended so far to be committed, the inbound log first. Never waits under <see cref="JournalOptions.Background"/>; does
    /// nothing under <see cref="Durability.Process"/>, where an append is its own commit.
    /// </summary>
    public void Commit()
    {
        CommitMessages();
        if (_onDisk) Sessions.Publish();
    }

    /// <summary>
    /// As <see cref="Commit"/>, but leaves the sessions log alone, whose records <see cref="SessionsLog.Commit"/> asks for: another thread may be
    /// appending to it.
    /// </summary>
    public void CommitMessages()
    {
        if (!_onDisk) return;
        Inbound.Publish();
        Outbound.Publish();
    }

    void OnShortage()
    {
        Changed?.Invoke();
        ShortageChanged?.Invoke();
    }

    /// <summary>Commits what is left, closes the files and releases the lock.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _housekeeper?.Dispose();
        foreach (var log in _logs) log.Release();
        _lock.Dispose();
    }
}
