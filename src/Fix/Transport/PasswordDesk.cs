using System.Net;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>
/// Checks the passwords of Logons on a thread of its own, one after the other, so that no session waits for a hash but the one that logs on.
/// Who claims what stands in a line of its own, and the lines take turns: a flood of wrong passwords from one address, or for one
/// session, holds up neither another address nor another session. A line whose password was wrong is looked at again after a second.
/// </summary>
sealed class PasswordDesk : IDisposable
{
    const int WaitingMax = 1_024;
    const int LineMax = 4;
    const long RetryMillis = 1_000;

    readonly Lock _gate = new();
    readonly AutoResetEvent _asked = new(false);
    readonly Dictionary<(IPAddress?, SessionId), Line> _lines = [];
    readonly Queue<Line> _turns = new();
    Thread? _worker;
    int _waiting;
    volatile bool _isStopping;

    /// <summary>One address that says to be one session.</summary>
    sealed class Line((IPAddress?, SessionId) claim)
    {
        public (IPAddress?, SessionId) Claim => claim;

        public Queue<PasswordCheck> Waiting { get; } = new();

        public long NotBefore { get; set; }
    }

    /// <summary>Puts a password in its line; null when the line is full.</summary>
    public PasswordCheck? Ask(EndPoint? remote, FixSession session, ReadOnlySpan<byte> password)
    {
        (IPAddress?, SessionId) claim = ((remote as IPEndPoint)?.Address, session.Id);
        lock (_gate)
        {
            if (_waiting == WaitingMax || _lines.TryGetValue(claim, out Line? line) && line.Waiting.Count == LineMax)
                return null;
            if (line is null)
            {
                _lines[claim] = line = new Line(claim);
                _turns.Enqueue(line);
            }
            PasswordCheck check = new(session.Settings.PasswordHash, password.ToArray());
            line.Waiting.Enqueue(check);
            _waiting++;
            if (_worker is null)
            {
                _worker = new Thread(Run) { IsBackground = true, Name = "passwords" };
                _worker.Start();
            }
            _asked.Set();
            return check;
        }
    }

    void Run()
    {
        while (!_isStopping)
        {
            if (Next() is not { } next)
                _asked.WaitOne(HasLines ? (int)RetryMillis / 10 : Timeout.Infinite);
            else if (!next.Check.Run())
                next.Line.NotBefore = Environment.TickCount64 + RetryMillis;
        }
    }

    bool HasLines
    {
        get
        {
            lock (_gate)
                return _turns.Count > 0;
        }
    }

    /// <summary>The first password of the next line that may be looked at; lines that are over are forgotten on the way.</summary>
    (Line Line, PasswordCheck Check)? Next()
    {
        lock (_gate)
        {
            for (int left = _turns.Count; left > 0; left--)
            {
                Line line = _turns.Dequeue();
                if (Environment.TickCount64 < line.NotBefore || line.Waiting.Count > 0)
                    _turns.Enqueue(line);
                else
                    _lines.Remove(line.Claim);
                if (Environment.TickCount64 < line.NotBefore || !line.Waiting.TryDequeue(out PasswordCheck? check))
                    continue;
                _waiting--;
                return (line, check);
            }
            return null;
        }
    }

    public void Dispose()
    {
        _isStopping = true;
        _asked.Set();
        _worker?.Join();
        _asked.Dispose();
    }
}

/// <summary>The check of one password.</summary>
/// <param name="hash">See <see cref="PasswordHash"/>.</param>
/// <param name="password">The password said.</param>
sealed class PasswordCheck(string hash, byte[] password)
{
    volatile bool _isDone;
    volatile bool _isAbandoned;

    /// <summary>True once <see cref="IsRight"/> is known.</summary>
    public bool IsDone => _isDone;

    /// <summary>The password is the one that was hashed.</summary>
    public bool IsRight { get; private set; }

    /// <summary>Nobody waits for it any more.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Does the work; false for a wrong password.</summary>
    public bool Run()
    {
        if (_isAbandoned)
            return true;
        IsRight = PasswordHash.Verify(hash, password);
        _isDone = true;
        return IsRight;
    }
}
