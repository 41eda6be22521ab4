using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Knowledge.Tests.Index;

public sealed class QueryTextTests
{
    [Fact]
    public void Search_AnyText_NeverIsASyntaxError()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Of("a", "alpha beta", "gamma delta")]);
        Prop.ForAll<string?>(text => index.Search(text ?? string.Empty, 5).Hits.Count <= 5).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("\"unbalanced")]
    [InlineData("NEAR(a b, 3)")]
    [InlineData("title:alpha")]
    [InlineData("alpha AND")]
    [InlineData("NOT alpha")]
    [InlineData("alp* ^beta")]
    [InlineData("- + {} () ; DROP TABLE passage; --")]
    [InlineData("\0\ud800 alpha")]
    public void Search_FtsSyntax_IsReadAsWords(string text)
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Of("a", "alpha beta", "gamma delta")]);

        Should.NotThrow(() => index.Search(text, 5));
    }

    [Fact]
    public void Parse_AbbreviationInAPhrase_ExpandsToEveryForm()
    {
        ParsedQuery query = Parse("SOB in a patient with CHF");

        query.Concepts.Count.ShouldBe(2);
        query.Concepts[0].Forms.Select(static form => string.Join(' ', form)).ShouldContain("short of breath");
        query.Concepts[1].Forms.Select(static form => string.Join(' ', form)).ShouldContain("heart failur");
    }

    [Fact]
    public void Search_AnyFormOfAConcept_RanksAlike()
    {
        string[] Ids(string query) => [.. KnowledgeIndex.BuiltIn.Search(query, 5).Hits.Select(static hit => hit.Passage.Id)];

        Ids("breathless heart attack").ShouldBe(Ids("SOB MI"));
        Ids("dyspnea in congestive heart failure").ShouldBe(Ids("shortness of breath CHF"));
        Ids("failure").ShouldNotBeEmpty();
    }

    [Fact]
    public void Synonyms_FormInTwoGroups_IsRefused()
    {
        Should.Throw<InvalidDataException>(() => Synonyms.Read(["alpha = beta", "gamma = alpha"])).Message.ShouldContain("'alpha'");
    }

    [Fact]
    public void Parse_SameConceptTwice_AsksOnce()
    {
        Parse("PE pulmonary embolism pulmonary embolus").Concepts.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("How is it treated?", "Treatment")]
    [InlineData("Is dementia inherited or acquired?", "Inheritance")]
    [InlineData("How many people have it", "Frequency")]
    [InlineData("who is at risk for it", "Risk")]
    [InlineData("creatinine", "None")]
    public void Parse_Question_TellsItsKind(string text, string kind) => Parse(text).Kinds.ToString().ShouldBe(kind);

    private static ParsedQuery Parse(string text) =>
        new QueryText(new Vocabulary(0, 1, 1, [], []), Synonyms.BuiltIn, RankingOptions.Default).Parse(text);
}
