using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>
/// The app under the real durable extension, whose packages not every feed has: not a part of every run, but asked for by name.
/// </summary>
[Trait("Category", "Endurance")]
public sealed class DurableExtensionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_UnderTheRealExtension_SaysTheSameAsTheEmbeddedEngine()
    {
        await using ExtensionPeer peer = await StartAsync();
        await using ProductHost embedded = await ProductHost.StartAsync(_folder["embedded"]);

        foreach (string patient in (string[])["demo-01-arden", "demo-02-brook", "demo-07-grieg"])
        {
            CaseView expected = await embedded.AskAsync(ProductHost.Request(patient), "embedded-" + patient);
            string id = await StartCaseAsync(peer, patient);
            JsonElement view = await EndAsync(peer, id);

            view.GetProperty("status").GetString().ShouldBe(expected.Status == CaseStatus.Decided ? "decided" : "abstained", patient);
            view.GetProperty("answer").GetString().ShouldBe(expected.Answer, patient);
            IReadOnlyList<LogicalEntry> record = await LogicalPayloads.ReadAsync(embedded, "embedded-" + patient);
            await using ProductHost reader = ProductHost.Read(_folder["app"]);
            LogicalLedger.FirstDifference(record, await LogicalPayloads.ReadAsync(reader, id)).ShouldBeNull(patient);
            await reader.ShouldHoldAsync((await reader.Cases.GetAsync(CaseId.Parse(id), Stop))!);
        }
    }

    [Fact]
    public async Task Client_ManagementApiOfTheRealExtension_UnderstandsIt()
    {
        await using ExtensionPeer peer = await StartAsync();
        string id = await StartCaseAsync(peer, "demo-01-arden");
        await EndAsync(peer, id);
        HttpDurableTaskClient client = peer.Durable;

        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Stop);
        (ended.Name, ended.RuntimeStatus).ShouldBe((nameof(CaseOrchestrator), OrchestrationRuntimeStatus.Completed));
        ended.ReadInputAs<CaseRun>()!.CaseId.ShouldBe(id);
        (await client.GetHistoryAsync(id, Stop)).ShouldNotBeEmpty();
        (await client.GetAllInstancesAsync(new OrchestrationQuery { PageSize = 1 }).CountAsync(Stop)).ShouldBe(1);
        await Should.ThrowAsync<OrchestrationFinishedException>(() => client.TerminateInstanceAsync(id, cancellationToken: Stop));
        await Should.ThrowAsync<OrchestrationNotFoundException>(() => client.SuspendInstanceAsync("nobody", cancellationToken: Stop));
        (await client.GetInstanceAsync("nobody", cancellationToken: Stop)).ShouldBeNull();
        (await client.PurgeInstanceAsync(id, Stop)).PurgedInstanceCount.ShouldBe(1);

        await using ProductHost reader = ProductHost.Read(_folder["app"]);
        CheckReport replayed = (await reader.Cases.ReplayAsync(CaseId.Parse(id), Stop))!;
        replayed.Ok.ShouldBeTrue(replayed.Reason);
    }

    [Fact]
    public async Task Kill_HandlerUnderTheRealExtension_LosesNoCase()
    {
        await using ExtensionPeer peer = await StartAsync();
        var random = new Random(20260302);
        string[] ids = [await StartCaseAsync(peer, "demo-01-arden"), await StartCaseAsync(peer, "demo-02-brook")];
        for (int kill = 0; kill < 2; kill++)
        {
            await Task.Delay(random.Next(500, 3000), Stop);
            await peer.KillHandlerAsync();
        }

        foreach (string id in ids)
        {
            JsonElement view = await EndAsync(peer, id);
            view.GetProperty("status").GetString().ShouldBeOneOf("decided", "abstained");
            await using ProductHost reader = ProductHost.Read(_folder["app"]);
            await reader.ShouldHoldAsync((await reader.Cases.GetAsync(CaseId.Parse(id), Stop))!);
        }
    }

    private async Task<ExtensionPeer> StartAsync() => await ExtensionPeer.StartAsync(
        new Dictionary<string, string>
        {
            ["TASKHUB_NAME"] = "TestedHub",
            ["ClinSeek__Record"] = DemoRecord.Folder,
            ["ClinSeek__Data"] = Path.Combine(_folder["app"], "data"),
            ["ClinSeek__KeyFile"] = Path.Combine(_folder["app"], "keys.json"),
        },
        TestContext.Current.TestOutputHelper is { } output ? output.WriteLine : null, Stop);

    private static async Task<string> StartCaseAsync(ExtensionPeer peer, string patient)
    {
        using HttpResponseMessage accepted = await peer.Http.PostAsync(
            "api/cases", FunctionsApp.Body(new { patient, question = ProductHost.Question, cutoff = "2026-03-01T12:00:00Z" }), Stop);
        string text = await accepted.Content.ReadAsStringAsync(Stop);
        accepted.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("caseId").GetString()!;
    }

    private static async Task<JsonElement> EndAsync(ExtensionPeer peer, string id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        while (true)
        {
            using HttpResponseMessage answer = await peer.Http.GetAsync("api/cases/" + id, limit.Token);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token) is var view && FunctionsApp.IsEnded(view))
            {
                return view;
            }

            await Task.Delay(200, limit.Token);
        }
    }
}
