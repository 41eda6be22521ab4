using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Every claim of every demo decision resolves: asked of the program, and looked up in the stored bytes that the auditor has verified.</summary>
public sealed class DemoGroundingTests : IDisposable
{
    /// <summary>A process each time; the program's own verification, which is held against it elsewhere, runs for every case.</summary>
    private const int AuditEvery = 5;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Row22_EveryClaimOfEveryDemoDecision_Resolves()
    {
        string key = _folder["case-key.json"];
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);
        int claims = 0;
        foreach ((int index, Xunit.ITheoryDataRow row) in DemoAnswersTests.Rows().Index())
        {
            object?[] cells = row.GetData();
            string id = $"demo-{index}";
            CaseView view = await host.AskAsync(ProductHost.Request((string)cells[0]!, cutoff: (string?)cells[2] ?? "2026-03-01T12:00:00Z") with { Question = (string)cells[1]! }, id);
            view.Dropped.ShouldBeEmpty(id);
            (view.Status == CaseStatus.Decided).ShouldBe(view.Claims.Count > 0 && view.Answer is not null, id);

            // The auditor, who shares no code with the writer, vouches for the blobs; in them each citation is looked up.
            await File.WriteAllBytesAsync(key, (await host.KeysAsync(id)).Export(), Stop);
            if (index % AuditEvery == 0)
            {
                var (exit, _, printed) = await AuditorProcess.RunAsync(Path.Combine(_folder.Path, "data", "cases", id), "--public-key", LocalKeyProvider.PublicKeyFile(_folder["keys.json"]), "--case-key", key);
                exit.ShouldBe(0, printed);
            }

            (await host.Cases.VerifyAsync(CaseId.Parse(id), withKey: true, view.LedgerHead, Stop))!.Ok.ShouldBeTrue(id);
            IReadOnlyList<CaseStep> steps = await host.Get<CaseRecord>().StepsAsync(CaseId.Parse(id), view.Steps, Stop);
            var evidence = steps.SelectMany(static step => step.Evidence).ToDictionary(static item => item.Id);
            foreach (var citation in view.Claims.SelectMany(static claim => claim.Citations))
            {
                var item = evidence[citation.Id];
                Collapse(item.Result.Text + " " + string.Join(' ', item.Result.Locators.Select(static place => place.Quote)) + " " + string.Join(' ', item.Result.Rows.Select(Cells))).ShouldContain(Collapse(citation.Quote), Case.Sensitive, $"{id} {citation}");
                item.Result.Locators.ShouldContain(place => place.Source == citation.Source, $"{id} {citation}");
            }

            claims += view.Claims.Count;
        }

        claims.ShouldBeGreaterThan(20);
    }

    private static string Cells(JsonElement row) => row.ValueKind != JsonValueKind.Object ? "" : string.Join(' ', row.EnumerateObject()
        .Select(static cell => cell.Value.ValueKind == JsonValueKind.String ? cell.Value.GetString() : cell.Value.ValueKind == JsonValueKind.Null ? "" : cell.Value.GetRawText()).Where(static text => text!.Length > 0));

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
