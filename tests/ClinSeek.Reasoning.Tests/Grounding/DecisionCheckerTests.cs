using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Reasoning.Tests.Grounding;

public sealed class DecisionCheckerTests
{
    private static readonly EvidenceItem Lab = new(EvidenceId.Parse("e1.0"), new ToolCall("ehr.run_sql_query", "{}"), new ToolResult
    {
        Outcome = ToolOutcome.Ok,
        Schema = ToolSchemas.EhrRows,
        Text = "BNP | 1240 pg/mL | 2026-03-01",
        Rows = [JsonElement.Parse("""{"display":"BNP","value_num":1240,"unit":"pg/mL"}""")],
        Locators = [new Locator("Observation/o1", "observation#1", "BNP 1240 pg/mL")],
        Shown = 1,
        Total = 1,
    });

    private static readonly EvidenceItem Nothing = new(EvidenceId.Parse("e1.1"), new ToolCall("ehr.run_sql_query", "{}"), ToolResult.Of(ToolOutcome.Empty, "Nothing matched."));

    private static readonly HypothesisBoard Board = HypothesisBoard.Fold([new HypothesisEvent("hf", HypothesisEventKind.Proposed, "heart failure", null, 0.5, WeightBasis.Stated, [])]);

    private static Citation Cite(string quote = "BNP 1240 pg/mL", string id = "e1.0", string source = "Observation/o1") => new(EvidenceId.Parse(id), source, "observation#1", quote);

    private static Decision Good(Claim? claim = null, string? answer = "heart failure", string? abstention = null) => new()
    {
        Answer = answer,
        Abstention = abstention,
        Ranking = Board.Live,
        Claims = [claim ?? new Claim("BNP was 1,240 pg/mL (computed: LR 4.6 (Wang 2005)).", [Cite()])],
    };

    private static GroundingReport Check(Decision decision, params string[] candidates) =>
        DecisionChecker.Check(decision, new CaseRequest("p", "q", new CutoffTime(DateTimeOffset.UnixEpoch), candidates.Length > 0 ? candidates : null, CaseBudget.Default, "s"), [Lab, Nothing], Board);

    [Fact]
    public void Check_GroundedDecision_Stands() => Check(Good()).Problems.ShouldBeEmpty();

    [Fact]
    public void Check_QuoteWithOtherWhiteSpace_Stands() => Check(Good(new Claim("BNP is raised", [Cite("BNP  1240\npg/mL")]))).Ok.ShouldBeTrue();

    [Fact]
    public void Check_QuoteFromTheRowOnly_Stands() => Check(Good(new Claim("BNP is raised", [Cite("BNP 1240")]))).Ok.ShouldBeTrue();

    public static TheoryData<string, Decision> Bad => new()
    {
        { "no citation", Good(new Claim("BNP is high", [])) },
        { "does not have", Good(new Claim("BNP is high", [Cite(id: "e9.9")])) },
        { "literally", Good(new Claim("BNP is high", [Cite("BNP 9999 pg/mL")])) },
        { "gave nothing", Good(new Claim("BNP is absent", [Cite("Nothing matched.", "e1.1", "x")])) },
        { "states 900", Good(new Claim("BNP was 900 pg/mL", [Cite()])) },
        { "source", Good(new Claim("BNP is high", [Cite(source: "Observation/other")])) },
        { "literally", Good(new Claim("BNP is high", [Cite("   ")])) },
        { "is empty", Good(new Claim(" ", [Cite()])) },
        { "at least one claim", Good() with { Claims = [] } },
        { "not both and not neither", Good(answer: null) },
        { "not both and not neither", Good(abstention: "unsure") },
        { "not in the ranking", Good() with { Ranking = [] } },
        { "never proposed", Good() with { Ranking = [.. Board.Live, Board.Live[0] with { Key = "other" }] } },
        { "not between 0 and 1", Good() with { Ranking = [Board.Live[0] with { Weight = 2 }] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_UngroundedDecision_SaysWhatIsWrong(string problem, Decision decision)
    {
        GroundingReport report = Check(decision);

        report.Ok.ShouldBeFalse();
        report.Problems.ShouldContain(one => one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("heart failure", true)]
    [InlineData("Heart Failure", true)]
    [InlineData("heart failure; pneumonia", true)]
    [InlineData("gout", false)]
    [InlineData("heart failure; gout", false)]
    public void Check_Candidates_OnlyTheListIsAllowed(string answer, bool ok) => Check(Good(answer: answer), "heart failure", "pneumonia").Ok.ShouldBe(ok);

    [Theory]
    [InlineData("S3 and C3 and B12 are names", "x", new string[0])]
    [InlineData("was 1,240", "1240 pg/mL", new string[0])]
    [InlineData("was 7.0", "7 g/dL", new string[0])]
    [InlineData("was 71", "7.1 g/dL", new[] { "71" })]
    [InlineData("ratio (computed: 2.5 (from 5 and 2)) of 3", "5 2", new[] { "3" })]
    public void Unquoted_Numbers_AreFoundOutsideComputed(string claim, string quote, string[] unquoted) => ClaimNumbers.Unquoted(claim, [quote]).ShouldBe(unquoted);
}
