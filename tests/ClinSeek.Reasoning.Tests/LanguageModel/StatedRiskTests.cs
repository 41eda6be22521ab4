using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Loop;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

/// <summary>The risk of a yes or no as models write it: as figures and words, in every dialect, beside a text, and quoted from evidence.</summary>
public sealed class StatedRiskTests
{
    private const string Question = "Will this patient die within 30 days?";
    private const string Support = """{"changes":[{"hypothesis":"heart_failure","kind":"support","weight":0.7,"evidence":["e1.1"]}]}""";
    private const string Claims = """ "claims":[{"text":"The peptide is raised, as in heart failure.","citations":[{"evidence":"e1.1","quote":"BNP 1240 pg/mL"}]}] """;

    [Theory]
    [InlineData("0.12", 0.12, 0.12)]
    [InlineData("12", 12, 12)]
    [InlineData("\"0.12\"", 0.12, 0.12)]
    [InlineData("\"12 %\"", 0.12, 0.12)]
    [InlineData("\"12%\"", 0.12, 0.12)]
    [InlineData("\"1 %\"", 0.01, 0.01)]
    [InlineData("\"about 12,5 percent\"", 0.125, 0.125)]
    [InlineData("\"10-15 %\"", 0.1, 0.15)]
    [InlineData("\"10 % to 15 %\"", 0.1, 0.15)]
    [InlineData("\"0.1-0.2\"", 0.1, 0.2)]
    [InlineData("\"<5%\"", 0, 0.05)]
    [InlineData("\"at least 90 percent\"", 0.9, 1)]
    [InlineData("\"1 in 8\"", 0.125, 0.125)]
    [InlineData("\"3/100\"", 0.03, 0.03)]
    [InlineData("\"12 % (high)\"", 0.12, 0.12)]
    [InlineData("\"-0.1\"", -0.1, -0.1)]
    [InlineData("[0.1, \"20 %\"]", 0.1, 0.2)]
    [InlineData("{\"low\":0.1,\"high\":\"20 %\"}", 0.1, 0.2)]
    [InlineData("{\"value\":0.3}", 0.3, 0.3)]
    public void Read_FormsThatModelsWrite_AreSharesOfOne(string json, double low, double high) => StatedRisk.Read(JsonElement.Parse(json)).ShouldBe((low, high));

    [Theory]
    [InlineData("\"low\"")]
    [InlineData("\"unlikely\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("[0.1,0.2,0.3]")]
    [InlineData("{}")]
    [InlineData("1e999")]
    [InlineData("\"12 mg/dL\"")]
    [InlineData("\"1 in 0\"")]
    [InlineData("\"99999999999999999999999999999999999999\"")]
    [InlineData("\"0.1-low\"")]
    [InlineData("\"NaN\"")]
    public void Read_WhatIsNoNumber_IsNoRisk(string json) => StatedRisk.Read(JsonElement.Parse(json)).ShouldBeNull();

    [Theory]
    [InlineData("Yes.\nRisk: 12 %", "12 %")]
    [InlineData("Yes, the risk of death within 30 days is about 12%.", "about 12%")]
    [InlineData("Yes (probability 0.3)", "0.3")]
    [InlineData("The probability is 10-15 %.", "10-15 %")]
    [InlineData("The risk is high within 30 days.", null)]
    [InlineData("The risk is 12 % and the probability 0.3.", null)]
    [InlineData("Troponin rose by 12 %.", null)]
    public void Find_Text_GivesTheOneRiskThatItStates(string text, string? stated) => StatedRisk.Find(text).ShouldBe(stated);

    [Fact]
    public void Salvage_YesWithARiskBesideIt_KeepsBoth()
    {
        FinishCall text = AnswerSalvage.Read("<answer>\n- Yes\n- **Risk:** 12 %\n</answer>")!;
        (text.Answer, text.Risk!.Value.GetString()).ShouldBe(("Yes", "12 %"));

        AnswerSalvage.Read("""I think {"answer":"No","risk":"3 %"} fits.""")!.Risk!.Value.GetString().ShouldBe("3 %");
        AnswerSalvage.Read("""{"response":["No"],"risk":0.03}""")!.Risk!.Value.GetDouble().ShouldBe(0.03);
        FinishCall sentence = AnswerSalvage.Read("Risk: 12 %")!;
        (sentence.Answer, sentence.Risk).ShouldBe(("Risk: 12 %", null));
    }

    public static TheoryData<string> Dialects { get; } = new(
        """<tool_call><function=finish><parameter=answer>Yes</parameter><parameter=risk>12 %</parameter></function></tool_call>""",
        """<tool_call>{"name":"finish","arguments":{"answer":"Yes","risk":"12 %"}}</tool_call>""",
        """<function=finish><parameter=answer>Yes</parameter><parameter=Risk>0.12</parameter></function>""",
        """finish(answer="Yes", risk=0.12)""",
        """[Tool Call: finish({"answer":"Yes","risk":0.12})""");

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Turn_RiskInAnyDialect_IsRead(string said)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support)).Says(said).Says(said);

        Decision decision = (await ModelCases.Reasoner(endpoint).TurnAsync(File())).Decision!;

        // Without claims it does not stand; what was read of it does.
        decision.Abstention.ShouldNotBeNull().ShouldContain("at least one claim");
        endpoint.Requests.Last().Messages().Select(static message => message.GetRawText()).ShouldContain(static text => text.Contains("Sent back", StringComparison.Ordinal) && !text.Contains("risk «", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turn_OwnNumber_IsStated()
    {
        Decision decision = await DecideAsync($$"""{"answer":"Yes, probably.","risk":"12 %",{{Claims}}}""");

        decision.Result.ShouldBe(new YesNoAnswer(true, Risk.Of(0.12, RiskBasis.Stated)));
        decision.Answer.ShouldBe("Yes, probably.");
    }

    [Fact]
    public async Task Turn_NumberThatEvidenceStates_IsQuotedAtItsPlace()
    {
        Decision decision = await DecideAsync($$"""{"answer":"Yes","risk":0.17,"risk_citation":{"evidence":"e1.1","quote":"mortality 17 %"},{{Claims}}}""");

        Risk risk = decision.Result.ShouldBeOfType<YesNoAnswer>().Risk.ShouldNotBeNull();
        (risk.Low, risk.High, risk.Basis).ShouldBe((0.17, 0.17, RiskBasis.Quoted));
        risk.Citation.ShouldBe(new Citation(EvidenceId.Parse("e1.1"), "Observation/o1", "observation#1", "mortality 17 %"));
    }

    [Theory]
    [InlineData("""  "risk":12 """, "not between 0 and 1")]
    [InlineData("""  "risk":"20-10 %" """, "wrong order")]
    [InlineData("""  "risk":"low" """, "«low» is not a number")]
    [InlineData("""  "risk":0.18,"risk_citation":{"evidence":"e1.1","quote":"mortality 17 %"} """, "does not stand in its quote")]
    [InlineData("""  "risk":0.17,"risk_citation":{"evidence":"e1.1","quote":"BNP 1240"} """, "does not stand in its quote")]
    [InlineData("""  "risk":0.17,"risk_citation":{"evidence":"e1.1","quote":"mortality was 17 %"} """, "literally")]
    [InlineData("""  "risk":0.17,"risk_citation":{"evidence":"e7.1","quote":"mortality 17 %"} """, "e7.1")]
    [InlineData("""  "risk":0.17,"risk_citation":{"evidence":"e1.1"} """, "names no evidence with a quote")]
    [InlineData("""  "risk":0.17,"risk_citation":"e1.1" """, "names no evidence with a quote")]
    public async Task Turn_RiskThatDoesNotStand_IsSentBackOnceThenLeftOutAndMarked(string risk, string why)
    {
        string ending = $$"""{"answer":"Yes",{{risk}},{{Claims}}}""";
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support), ("finish", ending)).Calls(("finish", ending));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(File());

        endpoint.Requests.Count.ShouldBe(2);
        turn.Notes!.ShouldContain(note => note.Kind == TurnNoteKind.SentBack && note.Text.Contains(why, StringComparison.Ordinal));
        Decision decision = turn.Decision!;
        decision.Result.ShouldBe(new YesNoAnswer(true), decision.Abstention);
        decision.Caveats.ShouldContain(caveat => caveat.StartsWith("The model's risk was left out.", StringComparison.Ordinal) && caveat.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turn_RiskCorrectedWhenSentBack_Stands()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support), ("finish", $$"""{"answer":"Probably","risk":0.3,{{Claims}}}""")).Calls(("finish", $$"""{"answer":"Yes","risk":0.3,{{Claims}}}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(File());

        turn.Notes!.ShouldContain(static note => note.Kind == TurnNoteKind.SentBack && note.Text.Contains("begins with yes or no", StringComparison.Ordinal));
        turn.Decision!.Result.ShouldBe(new YesNoAnswer(true, Risk.Of(0.3, RiskBasis.Stated)));
    }

    [Fact]
    public async Task Turn_RiskWhereNoneIsWanted_IsLeftOutWithoutAnotherCall()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support), ("finish", $$"""{"answer":"heart failure","risk":0.3,{{Claims}}}"""));

        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(File("Why is the patient breathless?"));

        turn.Decision!.Answer.ShouldBe("heart failure");
        turn.Notes!.ShouldContain(static note => note.Kind == TurnNoteKind.Refused && note.Text.Contains("risk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prompt_QuestionForYesOrNo_AsksForBothAndFinishDeclaresThem()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support), ("finish", """{"abstention":"no"}"""));

        await ModelCases.Reasoner(endpoint).TurnAsync(File());

        JsonElement request = endpoint.Requests.Single();
        request.Messages()[1].GetProperty("content").GetString()!.ShouldContain("Answer wanted: yes or no");
        JsonElement finish = request.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function")).Single(static tool => tool.GetProperty("name").GetString() == "finish");
        finish.GetProperty("parameters").GetProperty("properties").TryGetProperty("risk", out _).ShouldBeTrue();
    }

    private static async Task<Decision> DecideAsync(string ending)
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Calls(("update_hypotheses", Support), ("finish", ending));
        ReasonerTurn turn = await ModelCases.Reasoner(endpoint).TurnAsync(File());
        endpoint.Requests.Count.ShouldBe(1, string.Join(' ', turn.Notes?.Select(static note => note.Text) ?? []));
        return turn.Decision!;
    }

    private static CaseFile File(string question = Question) => ModelCases.File(
    [
        ModelCases.Step(1, new ReasonerTurn
        {
            Reasoner = "language-model",
            Hypotheses = [new("heart_failure", Evidence.Hypotheses.HypothesisEventKind.Proposed, "heart failure", null, 0.4, Evidence.Hypotheses.WeightBasis.Stated, [])],
            Calls = [new Evidence.Tools.ToolCall("ehr.run_sql_query", """{"sql_query":"SELECT 1"}""", "call_a")],
        }, static _ => ModelCases.Rows("BNP 1240 pg/mL, mortality 17 % by the score")),
    ], question: question);
}
