using System.Text.RegularExpressions;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Whole cases with a language model over HTTP, from the configuration to the sealed record.</summary>
public sealed class LanguageModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public LanguageModelTests() => _source = SamplePatient.Write(_folder["record"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_ModelThatCites_DecidesAndRecordsReasonerAndUsage()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "model-1");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        (view.Answer, view.Steps, model.Answered).ShouldBe(("Acute heart failure", 3, 3));
        view.Reasoner.ShouldBe("language-model/2;prompt@3;profile@default;model@" + ScriptedModel.ModelName);
        view.Citations.Select(static citation => (citation.Id.ToString(), citation.Quote)).ShouldContain(("e2.1", "NT-proBNP"));
        view.Citations.Single(static citation => citation.Quote == "NT-proBNP").Source.ShouldBe("Observation/o1");
        view.Hypotheses[0].Name.ShouldBe("Acute heart failure");
        view.Hypotheses[0].For.Select(static id => id.ToString()).ShouldBe(["e1.1"]);
        view.Caveats.ShouldContain(static caveat => caveat.Contains("not calibrated", StringComparison.Ordinal));
        for (int step = 1; step <= 3; step++)
        {
            (await host.Get<CaseRecord>().FindTurnAsync(CaseId.Parse("model-1"), step, Stop))!.Usage
                .ShouldBe(new ModelUsage(ScriptedModel.ModelName, ScriptedModel.PromptTokens, ScriptedModel.CompletionTokens));
        }

        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_Model_SendsNoNameAndNoPathAndOnlyKnownIdentifiers()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        await host.AskAsync(Request(), "model-2");

        string sent = string.Join('\n', model.Bodies);
        Regex.IsMatch(sent, @"\b(Doe|Jane)\b").ShouldBeFalse("the patient's name went out");
        sent.ShouldNotContain(_folder.Path);
        sent.ShouldNotContain("model-2");

        // What does go out, on purpose: the record's logical ids and, once the model reads the table of the patient, the birth date.
        sent.ShouldContain("Observation/o1");
        sent.ShouldContain("Patient/p1");
        sent.ShouldContain("1950-04-01");
        model.Bodies[0].ShouldNotContain("1950-04-01");
        sent.ShouldNotContain("D-dimer after the cut-off");
    }

    [Fact]
    public async Task Ask_InventedEvidenceOnce_IsSentBackAndMended()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request =>
            request is { Step: >= 3, SentBack: false } ? ModelScript.Finish("e9.9", "NT-proBNP", "peptide") : ModelScript.Honest(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "model-3");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        (view.Steps, model.Answered).ShouldBe((3, 4));
        view.Claims.Count.ShouldBe(2);
        model.Bodies[^1].ShouldContain("e9.9");
        view.Citations.ShouldNotContain(static citation => citation.Id == new EvidenceId(9, 9));
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_InventedEvidenceEveryTime_LosesThatClaimAfterOneReAsk()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request =>
            request.Step >= 3 ? ModelScript.Finish("e9.9", "NT-proBNP", "peptide") : ModelScript.Honest(request));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "model-4");

        (view.Status, view.Answer, view.Steps, model.Answered).ShouldBe((CaseStatus.Decided, "Acute heart failure", 3, 4));
        view.Claims.ShouldHaveSingleItem().Citations.ShouldAllBe(static citation => citation.Id == new EvidenceId(1, 2));
        view.Caveats.ShouldContain(static caveat => caveat.Contains("left out", StringComparison.Ordinal));
        view.Citations.ShouldNotContain(static citation => citation.Id == new EvidenceId(9, 9));
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Ask_EndpointLimitsRequestsOnce_WaitsAndGoesOnWithoutRepeatingAnAnsweredCall()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request =>
            request.Number == 2 ? ModelReply.Refuse(429, 1) : ModelScript.Honest(request));
        await using (ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint))
        {
            CaseView view = await host.AskAsync(Request(), "model-5");
            view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
            (view.Steps, model.Answered, model.Bodies.Count).ShouldBe((3, 3, 4));
            model.Bodies[2].ShouldBe(model.Bodies[1]);
            await host.ShouldHoldAsync(view);
        }

        await using ProductHost again = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        (await again.Cases.ResumeAllAsync(Stop)).ShouldBeEmpty();
        model.Bodies.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Ask_EndpointFailsEveryTime_AbstainsWithTheCause()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static _ => ModelReply.Refuse(503, 1));
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path, model.Endpoint);

        CaseView view = await host.AskAsync(Request(), "model-6");

        (view.Status, view.Answer, model.Answered).ShouldBe((CaseStatus.Abstained, null, 0));
        view.Reason.ShouldNotBeNull().ShouldContain("could not be reached");
        view.Reason.ShouldContain("503");
        await host.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Resume_EndpointWasDownAndHostStopped_GoesOnAndAsksNothingTwice()
    {
        int port = ScriptedModel.FreePort();
        int down;
        await using (ScriptedModel first = await ScriptedModel.StartAsync(ModelScript.Honest, port))
        await using (ProductHost host = await ProductHost.StartAsync(_folder.Path, first.Endpoint))
        {
            await host.Cases.StartAsync(Request(), CaseId.Parse("model-7"), Stop);
            while (first.Answered == 0)
            {
                await Task.Delay(5, Stop);
            }

            // Goes away after at least one answer; whatever was answered is stored or asked again, and acted on once.
            await first.DisposeAsync();
            down = first.Answered;
        }

        await using ScriptedModel second = await ScriptedModel.StartAsync(ModelScript.Honest, port);
        await using ProductHost next = await ProductHost.StartAsync(_folder.Path, second.Endpoint);
        await next.Cases.ResumeAllAsync(Stop);

        CaseView view = (await next.Cases.GetAsync(CaseId.Parse("model-7"), Stop))!;
        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        view.Steps.ShouldBe(3);
        (down + second.Answered).ShouldBeInRange(3, 4);
        await next.ShouldHoldAsync(view);
    }

    [Fact]
    public async Task Status_EndpointDown_CaseIsUnfinishedAndSaysThatItWaits()
    {
        await using (ProductHost host = await ProductHost.StartAsync(_folder.Path, ScriptedModel.At(ScriptedModel.FreePort())))
        {
            await host.Cases.StartAsync(Request(), CaseId.Parse("model-8"), Stop);
            while (!(await PhaseAsync(host, "model-8")).Contains("wait", StringComparison.Ordinal))
            {
                await Task.Delay(20, Stop);
            }

            (await host.Cases.GetAsync(CaseId.Parse("model-8"), Stop))!.Status.ShouldBe(CaseStatus.Running);
        }

        await using ScriptedModel model = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost next = await ProductHost.StartAsync(_folder.Path, model.Endpoint);
        (await next.Cases.ResumeAllAsync(Stop)).ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Decided);
        await next.ShouldHoldAsync((await next.Cases.GetAsync(CaseId.Parse("model-8"), Stop))!);
    }

    [Fact]
    public async Task Resume_ModelNoLongerConfigured_FailsWithTheCauseUntilItIsAgain()
    {
        await using (ScriptedModel first = await ScriptedModel.StartAsync(static request =>
            request.Number == 1 ? ModelScript.Honest(request) : ModelReply.Refuse(503, 1)))
        await using (ProductHost host = await ProductHost.StartAsync(_folder.Path, first.Endpoint))
        {
            await host.Cases.StartAsync(Request(), CaseId.Parse("model-9"), Stop);
            while (!(await PhaseAsync(host, "model-9")).Contains("wait", StringComparison.Ordinal))
            {
                await Task.Delay(5, Stop);
            }
        }

        await using (ProductHost without = await ProductHost.StartAsync(_folder.Path))
        {
            CaseView stuck = await without.EndAsync("model-9");
            stuck.Status.ShouldBe(CaseStatus.Failed);
            stuck.Reason.ShouldNotBeNull().ShouldContain("'language-model'");
            stuck.Reason.ShouldContain("Model:Endpoint");
        }

        await using ScriptedModel second = await ScriptedModel.StartAsync(ModelScript.Honest);
        await using ProductHost next = await ProductHost.StartAsync(_folder.Path, second.Endpoint);
        (await next.Cases.ResumeAllAsync(Stop)).ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Decided);
        CaseView view = (await next.Cases.GetAsync(CaseId.Parse("model-9"), Stop))!;
        (view.Steps, second.Answered).ShouldBe((3, 2));
        view.Hypotheses.ShouldAllBe(static hypothesis => hypothesis.Basis == WeightBasis.Stated);
        await next.ShouldHoldAsync(view);
    }

    private static async Task<string> PhaseAsync(ProductHost host, string id) =>
        (await host.Get<CaseInstances>().FindAsync(CaseId.Parse(id), Stop))?.SerializedCustomStatus ?? string.Empty;

    private CaseRequest Request() => ProductHost.Request(SamplePatient.Id, _source, SamplePatient.Cutoff);
}
