using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.Testing;
using Asked = ClinSeek.Functions.Tests.Cli.Program;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Whole cases whose question wants yes or no, with the risk that a model states or quotes.</summary>
public sealed class StatedRiskCaseTests : IDisposable
{
    private const string Question = "Does this patient have heart failure?";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Ask_YesWithARiskOfTheModelsOwn_IsDecidedShownSealedAndReplayed()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => Reply(request, () => new { answer = "Yes", risk = "85-95 %", claims = Claims(request) }));
        var environment = new Dictionary<string, string> { ["Model__Endpoint"] = model.Endpoint.ToString(), ["Model__Name"] = ScriptedModel.ModelName };

        ProgramResult asked = await Asked.RunAsync(_folder.Path, environment, "ask", "--patient", "demo-01-arden", "--type", "yes-no", Question);

        asked.ExitCode.ShouldBe(0, asked.Error + asked.Output);
        asked.Output.ShouldContain("risk 0.85-0.95 as stated by the model, not calibrated");
        string id = JsonDocument.Parse((await Asked.RunAsync(_folder.Path, environment, "cases", "--json")).Output).RootElement[0].GetProperty("caseId").GetString()!;
        JsonElement result = (await Asked.RunAsync(_folder.Path, environment, "show", id, "--json")).Json.GetProperty("result");
        JsonElement risk = result.GetProperty("risk");
        (result.GetProperty("kind").GetString(), result.GetProperty("yes").GetBoolean(), risk.GetProperty("low").GetDouble(), risk.GetProperty("high").GetDouble(), risk.GetProperty("basis").GetString())
            .ShouldBe(("yesNo", true, 0.85, 0.95, "stated"));
        (await Asked.RunAsync(_folder.Path, environment, "verify", id, "--key")).ExitCode.ShouldBe(0);
        (await Asked.RunAsync(_folder.Path, environment, "replay", id)).ExitCode.ShouldBe(0);
    }

    [Fact(Timeout = 120_000)]
    public async Task Ask_RiskQuotedFromWhatDoesNotStateIt_IsSentBackThenLeftOutAndTheAnswerStands()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => Reply(request, () => new
        {
            answer = "Yes", risk = 0.42, risk_citation = new { evidence = "e2.1", quote = request.Quote("e2.1", "NT-proBNP") }, claims = Claims(request),
        }));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        CaseRequest request = ProductHost.Request(SamplePatient.Id, SamplePatient.Write(_folder["record"]), SamplePatient.Cutoff) with
        {
            Question = Question, Form = new QuestionForm(QuestionType.YesNo, Inferred: false),
        };

        CaseView view = await host.AskAsync(request, "risk-1");

        (view.Status, view.Result).ShouldBe((CaseStatus.Decided, new YesNoAnswer(true)), view.Reason);
        view.Caveats.ShouldContain(static caveat => caveat.Contains("risk was left out", StringComparison.Ordinal) && caveat.Contains("0.42", StringComparison.Ordinal));
        model.Bodies.Count(static body => body.Contains("Sent back: The risk 0.42 does not stand in its quote", StringComparison.Ordinal)).ShouldBe(1);
        await host.ShouldHoldAsync(view);
    }

    private static ModelReply Reply(ModelRequest request, Func<object> finish) => request.Step < 3 ? ModelScript.Honest(request) : ModelReply.Call(
        ("update_hypotheses", new { changes = new[] { new { hypothesis = "pulmonary_embolism", kind = "refuted", weight = 0.05, evidence = new[] { "e2.1" } } } }),
        ("finish", finish()));

    private static object[] Claims(ModelRequest request) =>
        [new { text = "The natriuretic peptide was measured.", citations = new[] { new { evidence = "e2.1", quote = request.Quote("e2.1", "NT-proBNP|[A-Z][a-z]{3,}") } } }];
}
