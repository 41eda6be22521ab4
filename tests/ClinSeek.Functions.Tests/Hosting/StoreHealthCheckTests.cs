using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Azurite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Tests.Hosting;

/// <summary>The store's part of <c>/health</c>, on either store.</summary>
public sealed class StoreHealthCheckTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_StoreThatCanBeWritten_IsHealthy()
    {
        (await CheckAsync(new FileCaseObjects(new CasePaths(_folder.Path)))).Status.ShouldBe(HealthStatus.Healthy);
        (await CheckAsync(new BlobCaseObjects(await azurite.ContainerAsync(AzuriteFixture.NewContainerName())))).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Check_StoreThatCannotBeWritten_IsUnhealthyAndSaysWhy()
    {
        string wrongKey = (await azurite.ServerAsync()).ConnectionString.Replace(AzuriteServer.Key, "d3Jvbmc=", StringComparison.Ordinal);

        HealthCheckResult folder = await CheckAsync(new FileCaseObjects(new CasePaths(_folder["missing"])));
        HealthCheckResult container = await CheckAsync(new BlobCaseObjects(AzuriteFixture.Container(wrongKey, "any")));

        folder.Status.ShouldBe(HealthStatus.Unhealthy);
        folder.Description!.ShouldContain("cannot be written");
        container.Status.ShouldBe(HealthStatus.Unhealthy);
        container.Description!.ShouldContain("account key");
    }

    private static Task<HealthCheckResult> CheckAsync(ICaseObjects objects) => new StoreHealthCheck(objects).CheckHealthAsync(new HealthCheckContext(), Stop);
}
