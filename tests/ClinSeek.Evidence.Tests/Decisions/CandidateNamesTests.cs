using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class CandidateNamesTests
{
    private static readonly string[] Listed =
    [
        "Pulmonary embolism", "Hyperkalemia", "Stage 2 disease", "Stage 3 disease", "Iron-deficiency anaemia", "Diabetes mellitus, type II", "Gout", "HIV+",
        "Acute kidney injury", "prednisone", "prednisolone", "Crohn's disease",
    ];

    [Theory]
    [InlineData("Pulmonary embolism", "Pulmonary embolism")]
    [InlineData("  pulmonary   EMBOLISM ", "Pulmonary embolism")]
    [InlineData("- Pulmonary embolism.", "Pulmonary embolism")]
    [InlineData("2. \"Pulmonary embolism\"", "Pulmonary embolism")]
    [InlineData("Pulmonary embolsim", "Pulmonary embolism")]
    [InlineData("Pulmonay embolismm", "Pulmonary embolism")]
    [InlineData("iron deficiency anemia", "Iron-deficiency anaemia")]
    [InlineData("Diabetes mellitus type II", "Diabetes mellitus, type II")]
    [InlineData("Crohn’s disease", "Crohn's disease")]
    [InlineData("prednisone", "prednisone")]
    public void Find_NameThatMeansOneCandidate_GivesItsOwnSpelling(string said, string meant) => CandidateNames.Find(said, Listed).ShouldBe(meant);

    [Theory]
    [InlineData("Hypokalemia")]
    [InlineData("Stage 1 disease")]
    [InlineData("Diabetes mellitus, type I")]
    [InlineData("Gouty")]
    [InlineData("Goat")]
    [InlineData("HIV")]
    [InlineData("Acute kidney disease")]
    [InlineData("Embolism")]
    [InlineData("No pulmonary embolism")]
    [InlineData("")]
    [InlineData("...")]
    public void Find_NameThatMeansNone_GivesNone(string said) => CandidateNames.Find(said, Listed).ShouldBeNull();

    [Fact]
    public void Find_MisspeltNameThatIsNearTwo_GivesNone()
    {
        CandidateNames.Find("Arteritides", ["Arteritidas", "Arteritidez"]).ShouldBeNull();
        CandidateNames.Find("gout", ["Gout", "GOUT"]).ShouldBeNull();
        CandidateNames.Find("GOUT", ["Gout", "GOUT"]).ShouldBe("GOUT");
    }

    [Fact]
    public void Row51_AnyNameAtAll_NeverGivesWhatIsNotListed()
    {
        var random = new Random(20260301);
        for (int round = 0; round < 5_000; round++)
        {
            string name = Listed[random.Next(Listed.Length)];
            char[] letters = name.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next(32, 0x250);

            if (CandidateNames.Find(new string(letters), Listed) is { } found)
            {
                Listed.ShouldContain(found);
                found.ShouldBe(name);
            }
        }
    }
}
