using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Configuration;

/// <summary>Checks TLS settings by reading their files, and makes the options of a port or of a connection.</summary>
static class TlsFiles
{
    internal static void Check(TlsConfiguration? tls, string key, bool isPort, ConfigurationErrors errors)
    {
        if (tls is null) return;
        errors.Require(!isPort || tls.CertificateFile.Length > 0, $"{key}:certificateFile", "is needed at a port.");
        errors.Require(isPort || !tls.RequireClientCertificate, $"{key}:requireClientCertificate", "is for a port; an exchange decides that for itself.");
        errors.Require(!isPort || tls.TargetHost.Length == 0, $"{key}:targetHost", "is for connections to an exchange.");
        errors.Require(!isPort || !tls.RequireClientCertificate || tls.TrustFile.Length > 0, $"{key}:trustFile", "is needed to judge the clients' certificates.");
        errors.Require(tls.CertificateFile.Length > 0 == tls.KeyFile.Length > 0, $"{key}:keyFile", "certificateFile and keyFile go together.");
        if (tls is { CertificateFile.Length: > 0, KeyFile.Length: > 0 }) Try(() => Certificate(tls).Dispose(), $"{key}:certificateFile", errors);
        if (tls.TrustFile.Length > 0) Try(() => Read(tls.TrustFile), $"{key}:trustFile", errors);
    }

    /// <summary>Options of a port.</summary>
    internal static SslServerAuthenticationOptions Server(TlsConfiguration tls) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(Certificate(tls), Read(tls.CertificateFile), offline: true),
        ClientCertificateRequired = tls.RequireClientCertificate,
        CertificateChainPolicy = Trust(tls),
    };

    /// <summary>Options of a connection to <paramref name="host"/>.</summary>
    internal static SslClientAuthenticationOptions Client(TlsConfiguration tls, string host) => new()
    {
        TargetHost = tls.TargetHost.Length > 0 ? tls.TargetHost : host,
        ClientCertificateContext = tls.CertificateFile.Length == 0 ? null : SslStreamCertificateContext.Create(Certificate(tls), Read(tls.CertificateFile), offline: true),
        CertificateChainPolicy = Trust(tls),
    };

    static X509ChainPolicy? Trust(TlsConfiguration tls)
    {
        if (tls.TrustFile.Length == 0) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Read(tls.TrustFile));
        return policy;
    }

    static X509Certificate2 Certificate(TlsConfiguration tls)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(tls.KeyFile) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            throw new IOException($"'{tls.KeyFile}' can be read by others; only its owner may (chmod 600)");
        return X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile);
    }

    static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new CryptographicException($"'{file}' holds no certificate");
    }

    static void Try(Action read, string key, ConfigurationErrors errors)
    {
        if (Problem(read) is { } problem) errors.Add(key, problem);
    }

    /// <summary>What is wrong with files that are read, as a sentence; null when nothing is.</summary>
    internal static string? Problem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return error.Message.TrimEnd('.') + ".";
        }
    }
}
