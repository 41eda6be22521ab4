using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Privacy;

/// <summary>A whole case with a model on a host that is not trusted.</summary>
public sealed class OutgoingCasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Row40_EndpointOutsideTheTrustList_SeesNoIdentifierAndCitesTheRecordAllTheSame()
    {
        string source = SamplePatient.Write(_folder["record"]);
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:TrustedHosts:0"] = "models.example.org" });
        CaseRequest request = ProductHost.Request(SamplePatient.Id, source, SamplePatient.Cutoff) with { Question = "Jane Doe, born 1950-04-01, is breathless since 2026-01-31. Why?" };

        CaseView view = await host.AskAsync(request, "outside-1");

        (view.Status, view.Answer).ShouldBe((CaseStatus.Decided, "Acute heart failure"), view.Reason);
        // The messages: the declarations of the tools have dates of their own as examples.
        string sent = string.Join('\n', model.Bodies.Select(static body => JsonDocument.Parse(body).RootElement.GetProperty("messages").GetRawText()));
        (sent.Contains("⟦name 1⟧", StringComparison.Ordinal) || sent.Contains("\\u27E6name 1\\u27E7", StringComparison.OrdinalIgnoreCase)).ShouldBeTrue(sent);
        foreach (string identifier in (string[])["Jane", "Doe", "1950-04-01", "2026-01-31", "2026-01-30"])
        {
            sent.ShouldNotContain(identifier, Case.Sensitive);
        }

        // The answer, its citations and the calls are in the record's own words again.
        view.Question.ShouldBe(request.Question);
        Citation cited = view.Citations.Single(static citation => citation.Quote == "NT-proBNP");
        cited.Source.ShouldBe("Observation/o1");
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_EndpointOnTheTrustList_SeesTheRecord()
    {
        string source = SamplePatient.Write(_folder["record"]);
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint, new Dictionary<string, string?> { ["Model:TrustedHosts:0"] = "127.0.0.1" });

        await host.AskAsync(ProductHost.Request(SamplePatient.Id, source, SamplePatient.Cutoff), "outside-2");

        string.Join('\n', model.Bodies).ShouldContain("2026-01-31");
    }
}
