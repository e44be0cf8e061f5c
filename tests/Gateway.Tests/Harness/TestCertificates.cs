using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Harness;

/// <summary>An authority and certificates of it, as PEM files in a folder.</summary>
sealed class TestCertificates
{
    readonly string _folder;
    readonly X509Certificate2 _authority;

    internal TestCertificates(TemporaryDirectory folder, string name)
    {
        _folder = folder.Path;
        Name = name;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(TrustFile, _authority.ExportCertificatePem());
    }

    internal string Name { get; }

    internal string TrustFile => Path.Combine(_folder, Name + ".ca.pem");

    /// <summary>What a client of the house trusts.</summary>
    internal X509ChainPolicy Policy
    {
        get
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(TrustFile);
            return policy;
        }
    }

    /// <summary>Where a host's certificate and key are.</summary>
    internal (string CertificateFile, string KeyFile) Files(string host) => (Path.Combine(_folder, $"{Name}.{host}.pem"), Path.Combine(_folder, $"{Name}.{host}.key"));

    /// <param name="host">The name it is for.</param>
    /// <param name="days">How long it is valid from now; negative for one that has expired.</param>
    internal (string CertificateFile, string KeyFile) Make(string host, int days = 20)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-20), DateTimeOffset.UtcNow.AddDays(days).AddHours(days < 0 ? 12 : 0), RandomNumberGenerator.GetBytes(8));
        var (certificateFile, keyFile) = Files(host);
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return (certificateFile, keyFile);
    }
}
