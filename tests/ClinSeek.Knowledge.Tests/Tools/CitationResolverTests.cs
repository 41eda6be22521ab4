using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Tests.Testing;
using ClinSeek.Knowledge.Tools;

namespace ClinSeek.Knowledge.Tests.Tools;

public sealed class CitationResolverTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resolve_LinesOfAnOpenedPage_GivesKeptPageAndSpan()
    {
        var browser = new Browser(KnowledgeIndex.BuiltIn);
        await browser.CallAsync("browser.open", new { id = "knowledge:fena" });

        CitationResolution found = await new CitationResolver(browser.History(), browser.Pages).ResolveAsync("as in 【0†L0-L1】.", null, None);

        found.Problem.ShouldBeNull();
        found.Page!.Address.ShouldBe("knowledge:fena");
        found.Text.ShouldBe(string.Join('\n', found.Page.Lines.Take(2)));
        found.PageHash.ShouldBe(KnowledgePage.HashOf(found.Page.ToBytes()));
        found.PageHash.ShouldBe(browser.Evidence[0].Result.Rows[0].GetProperty("page").GetString());
    }

    [Fact]
    public async Task Resolve_IndexChangedMeanwhile_StillMeansWhatWasShown()
    {
        KnowledgeIndex before = KnowledgeIndex.InMemory([Passages.Of("gout", "Gout", "the old text")]);
        var browser = new Browser(before);
        await browser.CallAsync("browser.open", new { id = "knowledge:gout" });
        before.Dispose();

        CitationResolution found = await new CitationResolver(browser.History(), browser.Pages).ResolveAsync("【0†L0】", "the old  text", None);

        found.Problem.ShouldBeNull();
        found.Text.ShouldBe("the old text");
    }

    [Theory]
    [InlineData("no citation", null, "no citation")]
    [InlineData("【7†L0】", null, "no page at cursor 7")]
    [InlineData("【0†L9999】", null, "has lines 0 to")]
    [InlineData("【0†L3-L1】", null, "has lines 0 to")]
    [InlineData("【0†L0】", "words that do not stand there", "does not stand")]
    [InlineData("【99999999999†L0】", null, "no citation")]
    public async Task Resolve_Wrong_SaysWhy(string citation, string? quote, string said)
    {
        var browser = new Browser(KnowledgeIndex.BuiltIn);
        await browser.CallAsync("browser.open", new { id = "knowledge:fena" });

        CitationResolution found = await new CitationResolver(browser.History(), browser.Pages).ResolveAsync(citation, quote, None);

        found.Page.ShouldBeNull();
        found.Problem!.ShouldContain(said);
    }

    [Fact]
    public void Find_Text_GivesEveryCitationInOrder() =>
        CitationResolver.Find("a 【0†L1】 b 【12†L3-L5】 c 【3†link】").ShouldBe(["【0†L1】", "【12†L3-L5】"]);
}
