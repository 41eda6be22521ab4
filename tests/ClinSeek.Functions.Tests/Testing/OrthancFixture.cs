using ClinSeek.Peers.Orthanc;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>An Orthanc for the tests of a class.</summary>
public sealed class OrthancFixture : IAsyncLifetime
{
    private OrthancServer? _server;

    public Uri Root => _server!.Root;

    public async ValueTask InitializeAsync() => _server = await OrthancServer.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
