using System.Net.Security;
using System.Security.Cryptography;

namespace Gateway.Configuration;

/// <summary>
/// Reads certificates again when their files change, beside the sessions' threads: the next handshake shows the new one, who is connected stays. Files that
/// cannot be used leave what was read before in place, and operators are told why.
/// </summary>
/// <param name="tell">Takes what operators want to know; from any thread.</param>
sealed class TlsRenewal(Action<string> tell) : IAsyncDisposable
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    readonly List<Action> _looks = [];
    readonly PeriodicTimer _timer = new(Period);
    Task? _looking;

    /// <summary>Options of each new connection to a port; null for plain TCP.</summary>
    internal Func<SslServerAuthenticationOptions>? Server(TlsConfiguration? tls)
        => tls is null ? null : Renewed(tls, "fix:tls", () => TlsFiles.Server(tls));

    /// <summary>Options of each new connection to an exchange; null for plain TCP.</summary>
    internal Func<SslClientAuthenticationOptions>? Client(TlsConfiguration? tls, string venue, string host)
        => tls is null ? null : Renewed(tls, $"venues:{venue}:fix:tls", () => TlsFiles.Client(tls, host));

    /// <summary>Looks at the files once a second from now on.</summary>
    internal void Start() => _looking = LookAsync();

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        lock (_lock)
            foreach (var look in _looks) look();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        if (_looking is not null) await _looking;
    }

    async Task LookAsync()
    {
        while (await _timer.WaitForNextTickAsync()) Look();
    }

    Func<T> Renewed<T>(TlsConfiguration tls, string key, Func<T> read) where T : class
    {
        var (options, seen) = (read(), Content(tls));
        lock (_lock) _looks.Add(Look);
        return () => Volatile.Read(ref options);

        void Look()
        {
            var content = Content(tls);
            if (content == seen) return;
            seen = content;
            if (TlsFiles.Problem(() => Volatile.Write(ref options, read())) is { } problem) tell($"{key}: {problem} What was read before stays in use.");
            else tell($"{key}: the files have changed and are used from the next handshake on.");
        }
    }

    // Not their times: a file may be a link to another one that is exchanged. One that is missing is a content, too.
    static string Content(TlsConfiguration tls)
        => string.Concat(new[] { tls.CertificateFile, tls.KeyFile, tls.TrustFile }.Where(file => file.Length > 0).Select(Digest));

    static string Digest(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.GetType().Name;
        }
    }
}
