using System.Text.Json;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Network;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Knowledge.Tests.Index;

public sealed class EmbeddingTests
{
    private static readonly Passage[] Some =
    [
        Passages.Of("joint", "Podagra", "crystals in the great toe"),
        Passages.Of("heart", "Tamponade", "fluid around the heart"),
        Passages.Of("lung", "Empyema", "pus around the lung"),
    ];

    [Fact]
    public async Task Search_WithEmbeddings_FindsWhatSharesNoWordAndIsKeptOnDisk()
    {
        using var folder = new TemporaryFolder();
        await using ScriptedServer server = await ScriptedServer.StartAsync(AnswerAsync);
        using GuardedHttp http = new(new FetchPolicy { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true }, TimeProvider.System);
        var embedder = new OpenAIEmbedder(new EmbeddingOptions { Endpoint = server.Address + "v1/", Model = "tiny", Key = "k", Batch = 2 }, http);
        using (IndexFile file = IndexFile.OpenOrCreate(folder.At("index.db")))
        {
            file.Import(new ImportOrigin("some", "1", "", ""), Some, TestContext.Current.CancellationToken);
            (await file.EmbedAsync(embedder, TestContext.Current.CancellationToken)).ShouldBe(3);
            (await file.EmbedAsync(embedder, TestContext.Current.CancellationToken)).ShouldBe(0);
        }

        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"), embedder: embedder);
        index.Search("gout", 3).Hits.ShouldBeEmpty();
        PassageHits hits = await index.SearchAsync("gout", 2, TestContext.Current.CancellationToken);

        hits.Hits[0].Passage.Id.ShouldBe("joint");
        server.Asked.First().ShouldContain("Authorization: Bearer k");
        server.Asked.First().ShouldContain("\"model\":\"tiny\"");
    }

    [Fact]
    public async Task Search_ModelIsDown_GoesOnByWords()
    {
        using var folder = new TemporaryFolder();
        await using ScriptedServer server = await ScriptedServer.StartAsync(AnswerAsync);
        using GuardedHttp http = new(new FetchPolicy { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true }, TimeProvider.System);
        using (IndexFile file = IndexFile.OpenOrCreate(folder.At("index.db")))
        {
            file.Import(new ImportOrigin("some", "1", "", ""), Some, TestContext.Current.CancellationToken);
            await file.EmbedAsync(new OpenAIEmbedder(new EmbeddingOptions { Endpoint = server.Address + "v1/", Model = "tiny" }, http), TestContext.Current.CancellationToken);
        }

        using KnowledgeIndex index = KnowledgeIndex.Open(folder.At("index.db"), embedder: new OpenAIEmbedder(new EmbeddingOptions { Endpoint = "http://127.0.0.1:9/v1/", Model = "tiny" }, http));

        (await index.SearchAsync("tamponade", 2, TestContext.Current.CancellationToken)).Hits.ShouldHaveSingleItem().Passage.Id.ShouldBe("heart");
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":["x"]}]}""")]
    [InlineData("{}")]
    [InlineData("nothing")]
    public async Task Embed_GarbageAnswer_IsANamedFailure(string answer)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context => context.Response.WriteAsync(answer));
        using GuardedHttp http = new(new FetchPolicy { AllowedHosts = ["127.0.0.1"], AllowPrivateNetwork = true }, TimeProvider.System);

        await Should.ThrowAsync<SourceException>(() => new OpenAIEmbedder(new EmbeddingOptions { Endpoint = server.Address + "v1/", Model = "tiny" }, http).EmbedAsync(["a"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Merge_TwoRankings_SumsReciprocalRanks()
    {
        IReadOnlyList<string> merged = RankFusion.Merge<string>([["a", "b", "c"], ["c", "b", "d"]], static id => id);

        // b: 1/62 + 1/62, c: 1/63 + 1/61, a: 1/61, d: 1/63.
        merged.ShouldBe(["c", "b", "a", "d"]);
    }

    // A model that knows two meanings: of joints and of everything else.
    private static async Task AnswerAsync(HttpContext context)
    {
        context.Request.Body.Position = 0;
        using JsonDocument request = await JsonDocument.ParseAsync(context.Request.Body);
        var data = request.RootElement.GetProperty("input").EnumerateArray()
            .Select(static (text, index) => new { index, embedding = text.GetString()!.Contains("toe", StringComparison.Ordinal) || text.GetString() == "gout" ? new[] { 2f, 0.1f } : [0.1f, 3f] });
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { data = data.Reverse() }));
    }
}
