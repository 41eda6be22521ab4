using System.Text.Json;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Functions.Embedding;
using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ClinSeek.Functions.Tests.Embedding;

/// <summary>A package of random weights, made by tools/tiny-embedding, held against what numpy made of the same weights.</summary>
public sealed class OnnxEmbedderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("embedding").FullName;

    private static string Package => Path.Combine(AppContext.BaseDirectory, "Fixtures", "tiny-embedding");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Generate_KnownTexts_GivesTheTokensAndVectorsOfTheReference()
    {
        using var embedder = new OnnxEmbedder(EmbeddingPackage.Read(Package));
        EmbeddingPackage package = EmbeddingPackage.Read(Package);
        var tokenizer = new WordPieceTokenizer(package.Pieces, package.Lowercase, package.MaxTokens);
        using JsonDocument golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Package, "golden.json"), TestContext.Current.CancellationToken));
        foreach (JsonProperty text in golden.RootElement.EnumerateObject())
        {
            tokenizer.Encode(text.Name).ShouldBe(text.Value.GetProperty("tokens").EnumerateArray().Select(static token => token.GetInt64()), text.Name);
            float[] vector = (await embedder.GenerateAsync([text.Name], cancellationToken: TestContext.Current.CancellationToken)).Single().Vector.ToArray();
            vector.ShouldBe(text.Value.GetProperty("vector").EnumerateArray().Select(static number => number.GetSingle()), 1e-5, text.Name);
        }
    }

    [Theory]
    [InlineData("É Heart", new long[] { 2, 17, 4, 3 })]
    [InlineData("heart\u0000\ufffdfailure", new long[] { 2, 1, 3 })]
    [InlineData("", new long[] { 2, 3 })]
    [InlineData("心heart", new long[] { 2, 1, 4, 3 })]
    [InlineData("heart-failure", new long[] { 2, 4, 20, 5, 3 })]
    [InlineData("heart heart heart heart heart heart heart heart heart heart heart heart heart", new long[] { 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3 })]
    public void Encode_OddTexts_AreTokensAllTheSame(string text, long[] tokens)
    {
        EmbeddingPackage package = EmbeddingPackage.Read(Package);
        new WordPieceTokenizer(package.Pieces, package.Lowercase, package.MaxTokens).Encode(text).ShouldBe(tokens);
    }

    [Fact]
    public async Task Vocabulary_WithALocalModel_IsSearchedByItsStoredVectors()
    {
        string csv = Path.Combine(_folder, "diagnoses.csv");
        string store = Path.Combine(_folder, "vocabularies.db");
        await File.WriteAllTextAsync(csv, "candidate\nHeart failure\nPulmonary embolism\n", TestContext.Current.CancellationToken);
        VocabularyImporter.Import(store, csv, "diagnoses", null, null, TestContext.Current.CancellationToken);
        VocabularyEmbedder embedder = VocabularyEmbedder.Of(Settings(Package), null).ShouldNotBeNull();
        using IEmbeddingGenerator<string, Embedding<float>> generator = embedder.Generator;
        (await VocabularyEmbedding.EmbedAsync(store, "diagnoses", embedder.Model, generator, TestContext.Current.CancellationToken)).ShouldBe(2);

        ReadOnlyMemory<float> query = (await generator.GenerateAsync(["embolism pulmonary"], cancellationToken: TestContext.Current.CancellationToken)).Single().Vector;
        CandidateHits hits = new VocabularyStore(store).ByVector("diagnoses", embedder.Model, Unit(query.Span), 0.5, 5).ShouldNotBeNull();
        (hits.Hits[0].Candidate, Math.Round(hits.Hits[0].Score!.Value, 3)).ShouldBe(("Pulmonary embolism", 1.0));
    }

    [Theory]
    [InlineData("model.onnx", "SHA-256")]
    [InlineData("vocab.txt", "[CLS]")]
    [InlineData("model.json", "no description")]
    public void Read_DamagedPackage_SaysWhatIsWrong(string file, string says)
    {
        foreach (string name in new[] { "model.onnx", "vocab.txt", "model.json" })
        {
            File.Copy(Path.Combine(Package, name), Path.Combine(_folder, name));
        }

        File.WriteAllText(Path.Combine(_folder, file), "x");
        Should.Throw<UserErrorException>(() => EmbeddingPackage.Read(_folder)).Message.ShouldContain(says);
        File.Delete(Path.Combine(_folder, file));
        Should.Throw<UserErrorException>(() => VocabularyEmbedder.Of(Settings(_folder), null)).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Of_NothingConfigured_IsNone() => VocabularyEmbedder.Of(new ConfigurationBuilder().Build(), null).ShouldBeNull();

    private static float[] Unit(ReadOnlySpan<float> vector)
    {
        float[] unit = vector.ToArray();
        float length = MathF.Sqrt(unit.Sum(static number => number * number));
        return Array.ConvertAll(unit, number => number / length);
    }

    private static IConfiguration Settings(string folder) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [EmbeddingPackage.Setting] = folder }).Build();
}
