using ClinSeek.Imaging.DicomWeb;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Peers.Orthanc;

[assembly: AssemblyFixture(typeof(OrthancFixture))]

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>One Orthanc for all tests of a run, started by the first that asks for it.</summary>
public sealed class OrthancFixture : IAsyncDisposable
{
    private readonly HttpMessageInvoker _transport = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Lazy<Task<OrthancServer>> _server = new(static () => OrthancServer.StartAsync());

    internal async Task<DicomWebClient> ClientAsync() =>
        new((await _server.Value).Root, _transport, new DicomWebLimits { RequestTimeout = TimeSpan.FromMinutes(2) }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }
}
