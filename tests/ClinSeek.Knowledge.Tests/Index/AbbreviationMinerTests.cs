using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Tests.Index;

public sealed class AbbreviationMinerTests
{
    [Theory]
    [InlineData("In normal pressure hydrocephalus (NPH) the gait is wide.", "nph", "normal pressur hydrocephalu")]
    [InlineData("Acute respiratory distress syndrome (ARDS) is severe.", "ard", "acut respiratori distress syndrom")]
    [InlineData("It is called deep vein thrombosis (DVT).", "dvt", "deep vein thrombosi")]
    public void Find_Explained_GivesThePair(string text, string abbreviation, string meaning) =>
        AbbreviationMiner.Find(text).ShouldBe([(abbreviation, meaning)]);

    [Theory]
    [InlineData("See the guideline (NICE) for more.")]
    [InlineData("The results (2020) were good (see below).")]
    [InlineData("(ABC) at the start")]
    [InlineData("a dose of ten (MG)")]
    public void Find_NotExplained_GivesNothing(string text) => AbbreviationMiner.Find(text).ShouldBeEmpty();
}
