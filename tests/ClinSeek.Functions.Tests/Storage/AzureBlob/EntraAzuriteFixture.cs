using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Azurite;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>An Azurite that speaks HTTPS and takes Entra tokens, whose audience, issuer and time it checks.</summary>
public sealed class EntraAzuriteFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate = LoopbackCertificate.Create();

    public AzuriteServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder["certificate.pem"], _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["key.pem"], _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Server = await AzuriteServer.StartAsync(new AzuriteOptions { CertificateFile = _folder["certificate.pem"], CertificateKeyFile = _folder["key.pem"] });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _certificate.Dispose();
        _folder.Dispose();
    }

    internal HttpPipelineTransport Transport() => LoopbackCertificate.Transport(_certificate);
}
