using System.Collections.Concurrent;
using System.Text.Json;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.FunctionsHost;
using ClinSeek.Peers.FunctionsHost.Hub;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>Two hosts, each with its own handler process and folder, on one task hub: what a plan does when it scales out.</summary>
public sealed class ScaleOutTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_TwoHandlersThatShareStorageAndKeys_WorkOnOneCase()
    {
        var settings = new Dictionary<string, string>(await BlobSettings.NewAsync(azurite)) { ["ClinSeek__KeyFile"] = _folder["shared-keys.json"] };
        using var hub = new TaskHub();
        var workers = new ConcurrentDictionary<string, ConcurrentBag<string>>();
        int turn = 0;
        HostScript Script(string name) => new()
        {
            // A host waits until it is its turn, so that both have work whoever is faster.
            Before = async invocation =>
            {
                if (invocation.Trigger == "activityTrigger")
                {
                    workers.GetOrAdd(invocation.InstanceId!, static _ => []).Add(name);
                    await Task.Delay(Interlocked.Increment(ref turn) % 2 * 20);
                }
            },
        };
        await using FunctionsApp first = await FunctionsApp.StartAsync(_folder["first"], Script("first"), hub, settings);
        await using FunctionsApp second = await FunctionsApp.StartAsync(_folder["second"], Script("second"), hub, settings);

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => first.StartCaseAsync(TrapHost.Patient)));
        JsonElement[] views = await Task.WhenAll(ids.Select(id => second.EndAsync(id)));

        views.ShouldAllBe(static view => view.GetProperty("status").GetString() == "decided");
        views.Select(static view => view.GetProperty("answer").GetString()).Distinct().Count().ShouldBe(1);
        workers.Values.ShouldContain(static names => names.Distinct().Count() == 2, "no case had its activities on both handlers");
        await using ProductHost reader = ProductHost.Read(_folder["reader"], settings);
        foreach (string id in ids)
        {
            await reader.ShouldHoldAsync((await reader.Cases.GetAsync(Evidence.Cases.CaseId.Parse(id), TestContext.Current.CancellationToken))!);
        }
    }
}
