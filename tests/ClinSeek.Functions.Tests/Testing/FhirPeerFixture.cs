using ClinSeek.Functions.Hosting;
using ClinSeek.Peers.Fhir;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A FHIR server that holds the demo patients; one for all tests of a class.</summary>
public sealed class FhirPeerFixture : IAsyncLifetime
{
    private FhirPeer? _peer;

    public Uri Base => _peer!.Base;

    public async ValueTask InitializeAsync() => _peer = await FhirPeer.StartAsync(everything: true, Path.Combine(DemoRecord.Folder, "patients"));

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
    }
}
