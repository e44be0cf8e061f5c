namespace Gateway.Configuration;

/// <summary>TLS of one port or of one connection to an exchange. Files are PEM.</summary>
public sealed class TlsConfiguration
{
    /// <summary>Certificate that is shown, with the intermediate ones behind it; needed at a port, optional towards an exchange.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Its private key; only its owner may read the file.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Authorities whose certificates are believed; those of the system when empty.</summary>
    public string TrustFile { get; set; } = "";

    /// <summary>Port: the client must show a certificate that <see cref="TrustFile"/> vouches for.</summary>
    public bool RequireClientCertificate { get; set; }

    /// <summary>Towards an exchange: name that is asked for (SNI) and must be on its certificate; the host of the address when empty.</summary>
    public string TargetHost { get; set; } = "";
}
