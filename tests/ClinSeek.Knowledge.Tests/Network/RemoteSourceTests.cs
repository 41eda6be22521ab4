using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Network;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Knowledge.Tests.Network;

public sealed class RemoteSourceTests
{
    private const string Article = """
        <?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://dtd.nlm.nih.gov/x.dtd">
        <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>101</PMID><Article><Journal><JournalIssue><Volume>7</Volume><PubDate><Year>2020</Year></PubDate></JournalIssue><ISOAbbreviation>J Test</ISOAbbreviation></Journal>
        <ArticleTitle>Urate and <i>gout</i></ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination><Abstract><AbstractText Label="METHODS">We measured urate.</AbstractText><AbstractText Label="RESULTS">It was high.</AbstractText></Abstract>
        <AuthorList><Author><LastName>Doe</LastName><Initials>J</Initials></Author><Author><LastName>Roe</LastName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>
        """;

    [Fact]
    public async Task PubMed_SearchOpenFind_WorkThroughTheBrowser()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context => context.Request.Path.Value switch
        {
            "/esearch.fcgi" => context.Response.WriteAsync("""{"esearchresult":{"count":"57","idlist":["101","102"]}}"""),
            "/esummary.fcgi" => context.Response.WriteAsync("""{"result":{"uids":["101","102"],"101":{"title":"Urate and gout","source":"J Test","pubdate":"2020","authors":[{"name":"Doe J"}]},"102":{"title":"Other","source":"J Test","pubdate":"2019","authors":[]}}}"""),
            "/efetch.fcgi" => context.Response.WriteAsync(Article),
            _ => Status(context, 404),
        });
        using GuardedHttp http = Http(server);
        var browser = new Browser(new KnowledgeSources([new PubMedSource(new PubMedOptions { Endpoint = server.Address.ToString(), Key = "k1" }, http, TimeProvider.System)]));

        ToolResult search = await browser.CallAsync("search_knowledge", new { query = "gout & urate" });
        search.Text.ShouldContain("【0†Urate and gout】");
        search.Total.ShouldBe(57);

        ToolResult page = await browser.CallAsync("open_document", new { id = 0 });
        page.Text.ShouldContain("RESULTS: It was high.");
        page.Text.ShouldContain("Doe J et al. J Test 2020;7:1-9");
        (await browser.CallAsync("find_in_document", new { pattern = "HIGH" })).Shown.ShouldBe(1);
        (await browser.CallAsync("browser.open", new { id = "https://pubmed.ncbi.nlm.nih.gov/101/" })).Outcome.ShouldBe(ToolOutcome.Ok);

        server.Asked.First().ShouldContain("term=gout%20%26%20urate");
        server.Asked.First().ShouldContain("api_key=k1");
    }

    [Fact]
    public async Task WebSearch_SearXng_ShowsAllowedHostsOnlyAndKeepsTheCitedPage()
    {
        string body = "<html><head><title>Gout</title><script>steal()</script></head><body><nav>menu</nav><main><h1>Gout</h1><p>Urate crystals in <a href='/joints'>joints</a>.</p></main></body></html>";
        ScriptedServer? own = null;
        await using ScriptedServer server = await ScriptedServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/search" => context.Response.WriteAsync(JsonSerializer.Serialize(new { results = new[] { new { url = "https://evil.example/gout", title = "Evil", content = "x" }, new { url = own!.Address + "gout", title = "Gout page", content = "Urate crystals in joints" } } })),
            "/gout" => Html(context, body),
            _ => Status(context, 404),
        });
        own = server;
        using GuardedHttp http = Http(server);
        var policy = new FetchPolicy { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true };
        var browser = new Browser(new KnowledgeSources([new WebSearchSource(new WebSearchOptions { Endpoint = server.Address + "search" }, http, http, policy, TimeProvider.System)]));

        ToolResult search = await browser.CallAsync("browser.search", new { query = "gout" });
        search.Shown.ShouldBe(1);
        search.Text.ShouldNotContain("evil.example");
        search.Text.ShouldContain("1 web results on hosts that are not allowed were left out.");

        ToolResult page = await browser.CallAsync("browser.open", new { id = 0 });
        page.Text.ShouldContain("Urate crystals in 【0†joints】.");
        page.Text.ShouldNotContain("steal");
        body = "<html><body>changed meanwhile</body></html>";

        (await browser.CallAsync("browser.open", new { id = 0, cursor = 0 })).Text.ShouldContain("Urate crystals");
        (await browser.CallAsync("browser.open", new { id = server.Address + "gout" })).Text.ShouldContain("changed meanwhile");
        (await browser.CallAsync("browser.find", new { pattern = "urate", cursor = 1 })).Outcome.ShouldBe(ToolOutcome.Ok);
    }

    [Fact]
    public async Task WebSearch_Serper_SendsKeyAndScrubbedQueryOnly()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context => context.Response.WriteAsync("""{"organic":[{"link":"https://www.cdc.gov/gout","title":"Gout","snippet":"About gout"}]}"""));
        using GuardedHttp http = Http(server);
        var options = new WebSearchOptions { Kind = WebSearchKind.Serper, Endpoint = server.Address + "search", Key = "serper-key" };
        var scrubber = new QueryScrubber(PatientIdentifiers.From([JsonDocument.Parse("""{"resourceType":"Patient","name":[{"family":"Zebrowski","given":["Ludmila"]}],"identifier":[{"value":"MRN-00417"}]}""").RootElement]));
        var browser = new Browser(new KnowledgeSources([new WebSearchSource(options, http, http, new FetchPolicy { AllowedHosts = ["cdc.gov"] }, TimeProvider.System)]), scrubber);

        ToolResult result = await browser.CallAsync("browser.search", new { query = "Ludmila Zebrowski, MRN-00417, born 1950-02-03: gout" });

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Text.ReplaceLineEndings(" ").ShouldContain("may identify the patient");
        string asked = server.Asked.ShouldHaveSingleItem();
        asked.ShouldContain("X-API-KEY: serper-key");
        asked.ShouldContain("gout");
        foreach (string secret in new[] { "udmila", "ebrowski", "00417", "1950" })
        {
            asked.ShouldNotContain(secret);
            result.Text.ShouldNotContain(secret);
        }

        (await browser.CallAsync("browser.search", new { query = "Ludmila Zebrowski" })).Outcome.ShouldBe(ToolOutcome.Denied);
        (await browser.CallAsync("browser.open", new { id = "https://www.cdc.gov/?q=Zebrowski" })).Outcome.ShouldBe(ToolOutcome.Denied);
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("image/png", "only text and HTML")]
    [InlineData("", "no stated type")]
    public async Task Open_NotText_SaysSo(string type, string said)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.ContentType = type.Length > 0 ? type : null;
            return context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 }).AsTask();
        });
        using GuardedHttp http = Http(server);
        var browser = new Browser(new KnowledgeSources([new WebSearchSource(new WebSearchOptions { Endpoint = server.Address + "s" }, http, http, new FetchPolicy { AllowedHosts = [] }, TimeProvider.System)]));

        ToolResult result = await browser.CallAsync("browser.open", new { id = server.Address.ToString() });

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(said);
    }

    [Fact]
    public async Task AzureSearch_SearchAndOpen_UseTheConfiguredFields()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context => context.Request.Path.Value switch
        {
            "/indexes('guides')/docs/search.post.search" => Json(context, """{"@odata.count":9,"value":[{"@search.score":2.5,"key":"g1","name":"Gout guide","body":"Treat early.\nUrate below 6."}]}"""),
            "/indexes('guides')/docs('g1')" => Json(context, """{"key":"g1","name":"Gout guide","body":"Treat early.\nUrate below 6.","journal":"Guide 2024"}"""),
            _ => Status(context, 404),
        });
        var options = new AzureSearchOptions { Endpoint = "https://guides.search.windows.net", Index = "guides", Key = "azure-key", KeyField = "key", TitleField = "name", TextField = "body", SourceField = "journal" };
        using var http = new HttpClient(new ToLoopback(server.Address));
        var browser = new Browser(new KnowledgeSources([new AzureSearchSource(options, http, TimeProvider.System)]));

        ToolResult search = await browser.CallAsync("browser.search", new { query = "urate target" });
        search.Total.ShouldBe(9);
        search.Text.ShouldContain("【0†Gout guide】");

        (await browser.CallAsync("browser.open", new { id = 0 })).Text.ShouldContain("Source: Guide 2024");
        (await browser.CallAsync("browser.open", new { id = "azure-search:none" })).Text.ShouldContain("no document at that address");
        server.Asked.First().ShouldContain("api-key: azure-key");
    }

    [Fact]
    public async Task AzureSearch_Refused_NamesWhatToCheck()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(static context => Status(context, 403));
        using var http = new HttpClient(new ToLoopback(server.Address));
        var source = new AzureSearchSource(new AzureSearchOptions { Endpoint = "https://x.search.windows.net", Index = "i", Key = "k" }, http, TimeProvider.System);

        (await Should.ThrowAsync<SourceException>(() => source.SearchAsync("gout", 5, TestContext.Current.CancellationToken))).Message.ShouldContain("status 403");
    }

    [Fact]
    public async Task Sources_OneIsDown_TheOthersAnswerAndItIsNamed()
    {
        using var http = new GuardedHttp(new FetchPolicy { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true }, TimeProvider.System);
        var sources = new KnowledgeSources([new PubMedSource(new PubMedOptions { Endpoint = "http://127.0.0.1:9/" }, http, TimeProvider.System), new LocalIndexSource(KnowledgeIndex.BuiltIn)]);
        var browser = new Browser(sources);

        ToolResult both = await browser.CallAsync("browser.search", new { query = "heart failure" });
        both.Outcome.ShouldNotBe(ToolOutcome.Failed);
        both.Text.ReplaceLineEndings(" ").ShouldContain("'pubmed' gave nothing");
        (await browser.CallAsync("browser.search", new { query = "gout", source = "pubmed" })).Outcome.ShouldBe(ToolOutcome.Failed);
        (await browser.CallAsync("browser.search", new { query = "gout", source = "nowhere" })).Text.ShouldContain("the sources are pubmed, local");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"esearchresult":5}""")]
    public async Task PubMed_GarbageAnswer_IsANamedFailure(string answer)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context => context.Response.WriteAsync(answer));
        using GuardedHttp http = Http(server);
        var source = new PubMedSource(new PubMedOptions { Endpoint = server.Address.ToString() }, http, TimeProvider.System);

        await Should.ThrowAsync<SourceException>(() => source.SearchAsync("gout", 5, TestContext.Current.CancellationToken));
    }

    private static GuardedHttp Http(ScriptedServer server) =>
        new(new FetchPolicy { AllowedHosts = [server.Address.Host], AllowPrivateNetwork = true, Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Html(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    private static Task Json(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; odata.metadata=minimal";
        return context.Response.WriteAsync(json);
    }

    /// <summary>The client insists on https; the loopback server speaks http.</summary>
    private sealed class ToLoopback(Uri address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http", Host = address.Host, Port = address.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
