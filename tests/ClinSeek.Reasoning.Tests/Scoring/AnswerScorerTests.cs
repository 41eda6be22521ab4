using ClinSeek.Reasoning.Scoring;

namespace ClinSeek.Reasoning.Tests.Scoring;

public sealed class AnswerScorerTests
{
    private static readonly string[] Organs = ["Acute kidney injury", "Acute heart failure", "Pneumonia"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("yes", "Yes, it does.", GoldKind.YesNo, 1.0)]
    [InlineData("no", "Yes.", GoldKind.YesNo, 0.0)]
    [InlineData("3", "There were 3 admissions.", GoldKind.Count, 1.0)]
    [InlineData("3", "30", GoldKind.Count, 0.0)]
    [InlineData("2180-05-06", "On 2180-05-06 at noon", GoldKind.Moment, 1.0)]
    [InlineData("2180-05-06", "May 6, 2180", GoldKind.Moment, 1.0)]
    [InlineData("2180-05-06 14:30:00", "2180-05-06 14:30", GoldKind.Moment, 1.0)]
    [InlineData("2180-05-06 14:30:00", "2180-05-06", GoldKind.Moment, 0.0)]
    [InlineData("I50.9", "The code is i50.9.", GoldKind.Identifier, 1.0)]
    [InlineData("I50.9", "I50.91", GoldKind.Identifier, 0.0)]
    [InlineData("Pneumonia", "pneumonia", GoldKind.Label, 1.0)]
    [InlineData("Pneumonia", "Acute heart failure", GoldKind.Label, 0.0)]
    public async Task Row47_MultimodalScoring_TheFormTellsWhereItCan(string gold, string answer, GoldKind kind, double f1)
    {
        AnswerScore score = await new AnswerScorer().ScoreAsync("?", [answer], [gold], Organs, Stop);

        (score.Kind, score.F1, score.ScoredBy).ShouldBe((kind, f1, "form"));
    }

    [Theory]
    [InlineData("The left atrium is enlarged", "Enlargement of the left atrium", GoldKind.Text)]
    [InlineData("3", "three", GoldKind.Count)]
    [InlineData("Pneumonia", "An infection of the lung", GoldKind.Label)]
    [InlineData("yes", "It seems so", GoldKind.YesNo)]
    public async Task Row47_MultimodalScoring_WordsTakeAJudge(string gold, string answer, GoldKind kind)
    {
        AnswerScore unjudged = await new AnswerScorer().ScoreAsync("?", [answer], [gold], Organs, Stop);
        AnswerScore judged = await new AnswerScorer(new Judge(true)).ScoreAsync("?", [answer], [gold], Organs, Stop);

        (unjudged.Kind, unjudged.F1, unjudged.ScoredBy).ShouldBe((kind, null, "nobody"));
        (judged.F1, judged.ScoredBy).ShouldBe((1, "judge"));
    }

    [Fact]
    public async Task Row47_MultimodalScoring_TheFormStandsAboveTheJudgeAndTheirAgreementIsTold()
    {
        var lenient = new AnswerScorer(new Judge(true));
        AnswerScore wrong = await lenient.ScoreAsync("?", ["4"], ["3"], null, Stop);
        AnswerScore right = await lenient.ScoreAsync("?", ["3"], ["3"], null, Stop);

        (wrong.F1, wrong.ScoredBy, wrong.Judged!.Match).ShouldBe((0, "form", true));
        JudgeAgreement.Of([wrong, right]).ShouldBe(new JudgeAgreement(2, 0.5, 0));
        JudgeAgreement.Of([right]).ShouldBe(new JudgeAgreement(1, 1, null));
    }

    [Fact]
    public async Task Row47_MultimodalScoring_SeveralAnswersAreASetRawAndMapped()
    {
        AnswerScore score = await new AnswerScorer().ScoreAsync("?", ["acute kidney injuries, pneumonia, gout"], ["Acute kidney injury", "Pneumonia"], Organs, Stop);

        score.ScoredBy.ShouldBe("set");
        score.Raw!.ShouldBe(new SetScore(1.0 / 3, 0.5, 0.4, 0.25, Exact: false));
        score.Mapped!.F1.ShouldBe(0.8, 1e-9);
        score.F1.ShouldBe(score.Mapped.F1);
    }

    [Theory]
    [InlineData("acute kidney injuries", "Acute kidney injury")]
    [InlineData("gout", "gout")]
    [InlineData("", "")]
    public void Map_OnlyWhatIsNearEnough_BecomesALabel(string name, string expected) => new VocabularyMap(Organs).Map(name).ShouldBe(expected);

    [Fact]
    public async Task ScoreAsync_NoAnswer_IsWrongAndNotUnknown() =>
        (await new AnswerScorer(new Judge(true)).ScoreAsync("?", [" "], ["Pneumonia"], Organs, Stop)).F1.ShouldBe(0);

    private sealed class Judge(bool verdict) : IAnswerJudge
    {
        public Task<JudgeVerdict> JudgeAsync(string question, GoldAnswer gold, string answer, CancellationToken cancellationToken) =>
            Task.FromResult(new JudgeVerdict(verdict, "as told"));
    }
}
