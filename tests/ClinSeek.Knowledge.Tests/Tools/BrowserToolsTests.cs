using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Tests.Testing;
using ClinSeek.Knowledge.Tools;

namespace ClinSeek.Knowledge.Tests.Tools;

public sealed class BrowserToolsTests
{
    private readonly Browser browser = new(KnowledgeIndex.BuiltIn);

    [Fact]
    public async Task Search_Words_ShowsLinksInTheDisplayForm()
    {
        ToolResult result = await browser.CallAsync("browser.search", new { query = "BNP in heart failure", topn = 3 });

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Schema.ShouldBe(ToolSchemas.Passages);
        result.Rows.Count.ShouldBe(3);
        string[] lines = result.Text.Split('\n');
        lines[0].ShouldBe("[0] BNP in heart failure (search:BNP%20in%20heart%20failure)");
        lines[1].ShouldMatch(@"^\*\*viewing lines \[0 - \d+\] of \d+\*\*$");
        lines[3].ShouldBe("L0: # Search Results");
        lines[5].ShouldStartWith("L2:   * 【0†");
        result.Next.ShouldNotBeNull();
        result.Total.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task EveryResult_Always_HasALocatorARowWhoseQuoteStandsInTextAndDocument()
    {
        var source = new LocalIndexSource(KnowledgeIndex.BuiltIn);
        await browser.CallAsync("browser.search", new { query = "acute kidney injury", topn = 20 });
        await browser.CallAsync("browser.open", new { id = 0, cursor = 0 });
        await browser.CallAsync("browser.find", new { pattern = "source" });

        foreach (ToolResult result in browser.Evidence.Select(static item => item.Result))
        {
            result.Locators.Count.ShouldBe(result.Rows.Count);
            result.Rows.Count.ShouldBeGreaterThan(0);
            result.Text.Length.ShouldBeLessThanOrEqualTo(24_000);
            foreach (Locator locator in result.Locators)
            {
                KnowledgePage page = (await source.OpenAsync("knowledge:" + locator.Source, false, TestContext.Current.CancellationToken))!;
                int line = int.Parse(locator.Position[1..], System.Globalization.CultureInfo.InvariantCulture);
                if (locator.Quote is { } quote)
                {
                    string.Join('\n', page.Lines.Skip(Math.Max(0, line - 2)).Take(3)).ShouldContain(quote);
                    result.Text.ShouldContain(quote);
                }
            }
        }
    }

    [Fact]
    public async Task Open_LinkOfAnEarlierSearch_ShowsThePassageWithItsSource()
    {
        ToolResult search = await browser.CallAsync("browser.search", new { query = "FENa" });
        ToolResult page = await browser.CallAsync("browser.open", new { id = 0 });

        page.Outcome.ShouldBe(ToolOutcome.Ok);
        page.Schema.ShouldBe(ToolSchemas.Lines);
        page.Rows[0].GetProperty("document").GetString().ShouldBe(search.Rows[0].GetProperty("document").GetString());
        page.Text.ShouldStartWith("[1] ");
        page.Text.ShouldContain("Source: ");
        page.Text.ShouldContain("See also: 【0†");
        page.Rows[0].GetProperty("page").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Open_LinkOnAPassage_FollowsIt()
    {
        await browser.CallAsync("browser.open", new { id = "knowledge:fena" });

        ToolResult next = await browser.CallAsync("browser.open", new { id = 0 });

        next.Rows[0].GetProperty("document").GetString().ShouldBe(KnowledgeIndex.BuiltIn.Find("fena")!.Related[0]);
    }

    [Fact]
    public async Task Open_LongPassage_PagesToItsEnd()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Long("long", 300)]);
        var own = new Browser(index);
        ToolResult first = await own.CallAsync("browser.open", new { id = "long" });
        first.Outcome.ShouldBe(ToolOutcome.Truncated);
        first.Text.Length.ShouldBeLessThan(5_000);

        int seen = first.Shown;
        while (own.Evidence[^1].Result.Next is not null)
        {
            ToolResult more = await own.CallAsync("browser.open", new { cursor = -1, loc = seen, num_lines = 1_000_000 });
            seen += more.Shown;
        }

        seen.ShouldBe(first.Total);
    }

    [Fact]
    public async Task Open_LinkIntoALongPassage_StartsFourLinesAboveTheHit()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Long("long", 300)]);
        var own = new Browser(index);
        await own.CallAsync("browser.search", new { query = "zebra200" });

        ToolResult page = await own.CallAsync("browser.open", new { id = "0" });

        page.Rows[0].GetProperty("line").GetInt32().ShouldBe(196);
    }

    [Fact]
    public async Task Open_ViewSource_ShowsTheStoredRecord()
    {
        ToolResult page = await browser.CallAsync("browser.open", new { id = "knowledge:fena", view_source = true });
        page.Text.ShouldContain("\"formatVersion\":1");

        ToolResult found = await browser.CallAsync("browser.find", new { pattern = "formatversion" });
        found.Shown.ShouldBe(1);
    }

    [Fact]
    public async Task Find_Pattern_GivesMatchesThatCanBeOpened()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Long("long", 300)]);
        var own = new Browser(index);
        await own.CallAsync("browser.open", new { id = "long" });

        ToolResult found = await own.CallAsync("browser.find", new { pattern = "ZEBRA25" });
        found.Rows.Select(static row => row.GetProperty("line").GetInt32()).ShouldBe([25, 250, 254, 258]);

        ToolResult page = await own.CallAsync("browser.open", new { id = 1 });
        page.Rows[0].GetProperty("line").GetInt32().ShouldBe(246);
    }

    [Fact]
    public async Task Find_ManyMatches_IsBounded()
    {
        using KnowledgeIndex index = KnowledgeIndex.InMemory([Passages.Long("long", 500)]);
        var own = new Browser(index);
        await own.CallAsync("browser.open", new { id = "long" });

        ToolResult found = await own.CallAsync("browser.find", new { pattern = "paragraph" });

        found.Outcome.ShouldBe(ToolOutcome.Truncated);
        found.Shown.ShouldBe(50);
        found.Total.ShouldBe(125);
        found.Text.Length.ShouldBeLessThanOrEqualTo(24_000);
        found.Text.ShouldContain("L0: # 【0†match at L0】");
    }

    [Fact]
    public async Task Cursor_CallsOfOneStepAndFailedOnes_CountsEveryBrowserCall()
    {
        await browser.CallAsync("browser.open", new { id = "https://example.org/" });
        ToolResult second = await browser.CallAsync("browser.search", new { query = "pneumonia" }, callsBefore: 2);

        second.Rows[0].GetProperty("cursor").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData("browser.search", "{}", "query must be")]
    [InlineData("browser.search", """{"query":"x","topn":"many"}""", "topn must be a whole number")]
    [InlineData("browser.open", "{}", "start with browser.search")]
    [InlineData("browser.open", """{"id":"https://example.org/a"}""", "nothing else is fetched")]
    [InlineData("browser.find", """{"pattern":"x"}""", "start with browser.search")]
    [InlineData("browser.find", """{"pattern":" "}""", "pattern must be")]
    [InlineData("browser.open", """{"id":{"a":1}}""", "No source")]
    [InlineData("browser.open", """{"id":"knowledge:fena","loc":999}""", "beyond the last line")]
    public async Task AnyTool_BadArguments_FailsWithWhatIsRight(string name, string arguments, string said)
    {
        ToolResult result = await browser.CallAsync(name, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object>>(arguments));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(said);
    }

    [Fact]
    public async Task AnyTool_WrongPage_SaysWhichAreRight()
    {
        await browser.CallAsync("browser.search", new { query = "pneumonia", topn = 2 });

        (await browser.CallAsync("browser.open", new { id = 7 })).Text.ShouldContain("links are 0 to 1");
        (await browser.CallAsync("browser.open", new { id = 0, cursor = 9 })).Text.ShouldContain("pages are at 0.");
        (await browser.CallAsync("browser.find", new { pattern = "x" })).Text.ShouldContain("opened document");
        (await browser.CallAsync("browser.open", new { cursor = 0, loc = 1 })).Text.ShouldContain("L2:   * 【0†");
    }

    [Fact]
    public async Task Search_NothingMatches_IsEmptyAndLeavesNoPage()
    {
        (await browser.CallAsync("browser.search", new { query = "xylophone" })).Outcome.ShouldBe(ToolOutcome.Empty);

        BrowserHistory.From(browser.Evidence, 0).Cursors.ShouldBeEmpty();
        BrowserHistory.From(browser.Evidence, 0).NextCursor.ShouldBe(1);
    }

    [Fact]
    public void Declarations_Always_MatchTheFunctions()
    {
        var tools = new KnowledgeTools(new BrowserSession(new KnowledgeSources([new LocalIndexSource(KnowledgeIndex.BuiltIn)]), BrowserHistory.Empty, new MemoryPageStore(), QueryScrubber.General));

        tools.Functions.Select(static function => (function.Name, function.Description, Schema: function.JsonSchema.GetRawText()))
            .ShouldBe(KnowledgeTools.Declarations.Select(static declared => (declared.Name, declared.Description, Schema: declared.JsonSchema.GetRawText())));
        KnowledgeTools.Declarations.Select(static declared => declared.Name).ShouldBe(["browser.search", "browser.open", "browser.find"]);
        tools.PlainFunctions.Select(static function => function.Name).ShouldBe(["search_knowledge", "open_document", "find_in_document"]);
    }
}
