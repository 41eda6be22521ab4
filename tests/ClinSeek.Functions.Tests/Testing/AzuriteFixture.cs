using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Storage.Http;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>One Azurite for all tests, started when the first one asks for it; each test has containers of its own.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> _server = new(static () => AzuriteServer.StartAsync());

    /// <summary>A name that no other test has.</summary>
    public static string NewContainerName() => "test-" + Guid.NewGuid().ToString("N");

    public Task<AzuriteServer> ServerAsync() => _server.Value;

    /// <summary>A container through a client of its own, as another process would have it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="endpoint">Where to go instead of to Azurite itself, such as to a proxy.</param>
    /// <param name="time">The client's clock.</param>
    /// <param name="networkTimeout">How long one try may take.</param>
    internal async Task<BlobContainer> ContainerAsync(string name, Uri? endpoint = null, TimeProvider? time = null, TimeSpan? networkTimeout = null)
    {
        AzuriteServer server = await ServerAsync();
        return Container(AzuriteServer.ConnectionStringOf(endpoint ?? server.BlobEndpoint), name, time, networkTimeout);
    }

    internal static BlobContainer Container(string connection, string name, TimeProvider? time = null, TimeSpan? networkTimeout = null, int pageSize = 5000)
    {
        BlobAddress.TryParse(connection, out BlobAddress? address, out string? problem).ShouldBeTrue(problem);
        var options = new ServicePipelineOptions(firstDelay: TimeSpan.FromMilliseconds(5), networkTimeout);
        return new BlobContainer(new BlobRequests(address!, name, time ?? TimeProvider.System, options: options), make: true, pageSize);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
