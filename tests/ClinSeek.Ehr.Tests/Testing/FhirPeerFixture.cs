using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Peers.Fhir;

[assembly: AssemblyFixture(typeof(FhirPeerFixture))]

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>One FHIR server for all tests that need one: the demo patients, and the larger synthetic ones where they are at hand.</summary>
public sealed class FhirPeerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<FhirPeer>> _peer = new(static () => FhirPeer.StartAsync(everything: true, Records()));

    public static string DemoPatients { get; } = FindDemoPatients();

    /// <summary>The server, started by the first test that asks for it.</summary>
    public async Task<Uri> BaseAsync() => (await _peer.Value).Base;

    public async ValueTask DisposeAsync()
    {
        if (_peer.IsValueCreated)
        {
            await (await _peer.Value).DisposeAsync();
        }
    }

    private static string[] Records() => SharedData.IsPresent
        ? [DemoPatients, Fixture.Folder, SharedData.At("fhir/synthea-smart"), SharedData.At("fhir/synthea-spezi")]
        : [DemoPatients, Fixture.Folder];

    private static string FindDemoPatients()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ClinSeek.Functions.sln")))
            {
                return Path.Combine(folder.FullName, "src", "ClinSeek.Functions", "Demo", "patients");
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
