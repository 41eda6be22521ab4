using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A certificate for this machine that nobody but its own transport trusts.</summary>
internal static class LoopbackCertificate
{
    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>A transport that trusts this certificate and no other.</summary>
    public static HttpPipelineTransport Transport(X509Certificate2 certificate)
    {
        string thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return new HttpClientTransport(new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, offered, _, _) => offered?.GetCertHashString(HashAlgorithmName.SHA256) == thumbprint,
            },
        }));
    }
}
