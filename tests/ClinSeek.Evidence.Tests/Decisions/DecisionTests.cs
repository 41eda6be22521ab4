using System.Text.Json;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class DecisionTests
{
    public static TheoryData<DecisionAnswer, string> Answers { get; } = new()
    {
        { new DifferentialAnswer([new RankedDiagnosis("Sepsis", 0.7, WeightBasis.Stated, "sepsis"), new RankedDiagnosis("Gout")]), "differential" },
        { new ChoiceAnswer(["A", "B"]), "choice" },
        { new YesNoAnswer(true, new Risk(0.1, 0.2, RiskBasis.Score, "curb_65")), "yesNo" },
        { new YesNoAnswer(false), "yesNo" },
        { new ListAnswer(["aspirin", "heparin"]), "list" },
        { new TextAnswer("A sentence."), "text" },
    };

    [Fact]
    public void Json_Abstention_ComesBackAsItWas()
    {
        var abstention = new Decision { Answer = null, Abstention = "Too little is known." };

        string json = JsonSerializer.Serialize(abstention, EvidenceJson.Options);

        json.ShouldContain("\"answer\":null");
        Decision? read = JsonSerializer.Deserialize<Decision>(json, EvidenceJson.Options);
        read!.Answer.ShouldBeNull();
        read.Abstention.ShouldBe(abstention.Abstention);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Row48_EveryTypeOfAnswer_ComesBackAsItWas(DecisionAnswer answer, string kind)
    {
        var decision = new Decision { Answer = answer.Show(), Type = QuestionType.FreeText, Result = answer };

        string json = JsonSerializer.Serialize(decision, EvidenceJson.Options);

        json.ShouldContain($"\"result\":{{\"kind\":\"{kind}\"");
        Decision read = JsonSerializer.Deserialize<Decision>(json, EvidenceJson.Options)!;
        JsonSerializer.Serialize(read, EvidenceJson.Options).ShouldBe(json);
        read.Result!.Names.ShouldBe(answer.Names);
        read.FormatVersion.ShouldBe(2);
    }

    [Fact]
    public void Json_MembersInAnotherOrder_StillTellTheType() =>
        JsonSerializer.Deserialize<DecisionAnswer>("""{"chosen":["A"],"kind":"choice"}""", EvidenceJson.Options).ShouldBeOfType<ChoiceAnswer>().Chosen.ShouldBe(["A"]);

    [Fact]
    public void Json_TheFirstVersionsForm_StillReads()
    {
        const string Old = """
            {"formatVersion":1,"answer":"Sepsis","ranking":[],"claims":[{"text":"c","citations":[{"id":"e1.1","source":"Observation/1","locator":"observation#1","quote":"q"}]}],"wouldChange":[],"caveats":["x"]}
            """;

        Decision read = JsonSerializer.Deserialize<Decision>(Old, EvidenceJson.Options)!;

        (read.FormatVersion, read.Answer, read.Type, read.Result).ShouldBe((1, "Sepsis", null, null));
        read.Claims.Single().Citations.Single().Quote.ShouldBe("q");
        read.Dropped.ShouldBeEmpty();
    }
}
