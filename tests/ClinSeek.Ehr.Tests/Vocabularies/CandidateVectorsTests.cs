using ClinSeek.Ehr.Vocabularies;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tests.Vocabularies;

/// <summary>The nearest candidates are the nearest ones, whether their vectors are kept or read anew, and whatever happens to the table.</summary>
public sealed class CandidateVectorsTests : IDisposable
{
    private const int Count = 300;
    private const int Length = 19;

    private readonly string _folder = Directory.CreateTempSubdirectory("candidate-vectors").FullName;

    private string File => Path.Combine(_folder, "vocabularies.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ByVector_KeptOrReadAnew_GivesTheNearestInOrder()
    {
        await ImportAsync("", "first");
        var store = new VocabularyStore(File);
        float[] query = Vector("some query", 1);
        (string Name, double Score)[] expected = [.. Names("").Select(name => (name, Score: Vectors.Dot(query, Vector(name, 1)))).Where(static item => item.Score >= 0.1)
            .OrderByDescending(static item => item.Score).ThenBy(static item => item.name, StringComparer.Ordinal)];

        CandidateHits kept = store.ByVector("names", "first", query, 0.1, 7).ShouldNotBeNull();

        kept.Hits.Select(static hit => hit.Candidate).ShouldBe(expected.Take(7).Select(static item => item.Name));
        kept.Hits[0].Values.ShouldBe(["note"]);
        kept.Total.ShouldBe(expected.Length);
        using SqliteConnection connection = VocabularySchema.OpenToRead(File);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT c.text, e.vector FROM candidate c JOIN embedding e ON e.candidate = c.id ORDER BY c.text";
        using SqliteDataReader rows = command.ExecuteReader();
        var streamed = CandidateVectors.NearestOf(rows, query, 0.1, 7).ShouldNotBeNull();
        streamed.Total.ShouldBe(expected.Length);
        streamed.Best.Select(static hit => hit.Name).ShouldBe(kept.Hits.Select(static hit => hit.Candidate));
    }

    [Fact]
    public async Task ByVector_TableImportedAndEmbeddedAnew_ForgetsWhatItKept()
    {
        await ImportAsync("", "first");
        var store = new VocabularyStore(File);
        float[] query = Vector("other 7", 1);
        store.ByVector("names", "first", query, 0.99, 5).ShouldNotBeNull().Total.ShouldBe(0);
        store.ByVector("names", "second", query, 0.99, 5).ShouldBeNull();

        await ImportAsync("other ", "first");
        store.ByVector("names", "first", query, 0.99, 5).ShouldNotBeNull().Hits.ShouldHaveSingleItem().Candidate.ShouldBe("other 7");
        VocabularyImporter.Import(File, Write("third "), "names", null, null, Stop);
        store.ByVector("names", "first", query, 0.99, 5).ShouldBeNull();
        await VocabularyEmbedding.EmbedAsync(File, "names", "second", new Model(2), Stop);
        store.ByVector("names", "second", Vector("third 7", 2), 0.99, 5).ShouldNotBeNull().Hits.ShouldHaveSingleItem().Candidate.ShouldBe("third 7");
    }

    private async Task ImportAsync(string prefix, string model)
    {
        VocabularyImporter.Import(File, Write(prefix), "names", null, null, Stop);
        (await VocabularyEmbedding.EmbedAsync(File, "names", model, new Model(1), Stop)).ShouldBe(Count);
    }

    private string Write(string prefix)
    {
        string csv = Path.Combine(_folder, "names.csv");
        System.IO.File.WriteAllText(csv, "candidate,about\n" + string.Concat(Names(prefix).Select(static name => name + ",note\n")));
        return csv;
    }

    private static IEnumerable<string> Names(string prefix) => Enumerable.Range(0, Count).Select(place => $"{prefix}{place}".Trim()).Select(static name => name.Contains(' ', StringComparison.Ordinal) ? name : "name " + name);

    private static float[] Vector(string text, int seed)
    {
        var random = new Random(string.GetHashCode(text, StringComparison.Ordinal) ^ seed);
        var vector = new float[Length];
        foreach (ref float value in vector.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return Vectors.Normalised(vector);
    }

    private sealed class Model(int seed) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(Vector(text, seed)))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
