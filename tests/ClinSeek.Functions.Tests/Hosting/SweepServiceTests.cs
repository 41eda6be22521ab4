using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Hosting;

public sealed class SweepServiceTests
{
    [Fact]
    public async Task Start_CaseAcceptedByAHostThatDied_IsTakenUp()
    {
        using var folder = new TemporaryFolder();
        var id = CaseId.Parse("left-behind");
        await using (CaseWorld world = await CaseWorld.StartAsync(folder.Path))
        {
            CaseRequest request = CaseWorld.Request(SamplePatient.Write(folder["record"])) with { Reasoner = null };
            await world.Get<CaseRecord>().PutAsync(
                id, 0, DocumentNames.Accepted, new AcceptedCase(1, request, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);
        }

        await using WebApplication app = LocalHost.Build(
            new ClinSeekOptions { Data = folder["data"], KeyFile = folder["keys.json"], Port = 0 }, new ConfigurationBuilder().Build());
        await app.StartAsync(TestContext.Current.CancellationToken);
        var cases = app.Services.GetRequiredService<ICaseService>();
        await foreach (CaseProgress _ in cases.WatchAsync(id, TestContext.Current.CancellationToken))
        {
        }

        (await cases.GetAsync(id, TestContext.Current.CancellationToken))!.Status.ShouldBeOneOf(CaseStatus.Decided, CaseStatus.Abstained);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
