using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Fix.Tests;

static class TestCertificates
{
    /// <summary>A certificate that vouches for itself, valid from yesterday to tomorrow.</summary>
    public static X509Certificate2 SelfSigned(string name)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
