using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>Embeddings from an OpenAI-compatible endpoint (<c>POST embeddings</c>).</summary>
public sealed class OpenAIEmbedder(EmbeddingOptions options, GuardedHttp http) : ITextEmbedder
{
    /// <inheritdoc/>
    public string Model => options.Model;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new List<float[]>(texts.Count);
        foreach (string[] batch in texts.Chunk(options.Batch))
        {
            Fetched answer = await http.SendAsync(target => Request(target, batch), new Uri(new Uri(options.Endpoint), "embeddings"), cancellationToken);
            vectors.AddRange(Vectors(answer, batch.Length));
        }

        return vectors;
    }

    private static float[][] Vectors(Fetched answer, int count)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Content);
            float[][] vectors = [.. document.RootElement.GetProperty("data").EnumerateArray()
                .OrderBy(static row => row.GetProperty("index").GetInt32())
                .Select(static row => row.GetProperty("embedding").EnumerateArray().Select(static number => number.GetSingle()).ToArray())];
            return vectors.Length == count && vectors.All(vector => vector.Length > 0 && vector.Length == vectors[0].Length && vector.All(float.IsFinite))
                ? vectors
                : throw new SourceException($"{answer.Address.Host} sent {vectors.Length} embeddings for {count} texts, or of unequal or unusable form.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SourceException($"{answer.Address.Host} sent no embeddings.", error);
        }
    }

    private HttpRequestMessage Request(Uri target, string[] texts)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = JsonContent.Create(new Dictionary<string, object> { ["model"] = options.Model, ["input"] = texts, ["encoding_format"] = "float" }),
        };
        if (options.Key is { Length: > 0 } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return message;
    }
}
