namespace ClinSeek.Peers.Azurite;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder that it keeps its data in; null keeps them in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>The loopback port; 0 takes a free one. A restarted Azurite takes its predecessor's.</summary>
    public int Port { get; init; }

    /// <summary>Whether queues and tables are served too, and versions of the protocol taken that Azurite does not know yet.</summary>
    public bool AllServices { get; init; }

    /// <summary>A certificate in PEM: then it speaks HTTPS and takes Entra tokens too, whose signature it does not check.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The certificate's private key in PEM.</summary>
    public string? CertificateKeyFile { get; init; }
}
