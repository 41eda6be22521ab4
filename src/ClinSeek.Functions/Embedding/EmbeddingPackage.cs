using System.Security.Cryptography;
using System.Text.Json;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Embedding;

/// <summary>
/// A text embedding model as a folder: <c>model.onnx</c> (a BERT-like encoder), <c>vocab.txt</c> (a WordPiece a line) and
/// <c>model.json</c>, which says how texts become tokens and tokens one vector.
/// </summary>
internal sealed record EmbeddingPackage
{
    /// <summary>The settings' name of the folder, in the section <c>Vocabularies</c>.</summary>
    public const string Setting = "Vocabularies:EmbeddingModel";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web);

    /// <summary>The model's name; vectors are kept under it and the graph's digest.</summary>
    public required string Name { get; init; }

    /// <summary>Hex SHA-256 of <c>model.onnx</c>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether texts are read in lower case and without accents.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Tokens of one text at most, the two marks with them; the rest of a text is not read.</summary>
    public int MaxTokens { get; init; } = 128;

    /// <summary><c>mean</c> over the tokens, or the vector of the first one (<c>cls</c>). Without meaning for a graph that gives one vector a text.</summary>
    public string Pooling { get; init; } = "mean";

    /// <summary>The graph.</summary>
    public ReadOnlyMemory<byte> Graph { get; private init; }

    /// <summary>The WordPieces, each at the place of its number.</summary>
    public IReadOnlyList<string> Pieces { get; private init; } = [];

    /// <summary>What vectors are kept under: another graph gives other vectors.</summary>
    public string Id => $"{Name}@{Sha256[..12]}";

    /// <summary>Reads a folder.</summary>
    /// <exception cref="UserErrorException">It is no such package; the message says what is wrong.</exception>
    public static EmbeddingPackage Read(string folder)
    {
        try
        {
            EmbeddingPackage package = JsonSerializer.Deserialize<EmbeddingPackage>(File.ReadAllBytes(Path.Combine(folder, "model.json")), Strict) ?? throw Wrong("model.json is empty");
            byte[] graph = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
            if (!Convert.ToHexString(SHA256.HashData(graph)).Equals(package.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw Wrong("model.onnx has not the SHA-256 of model.json");
            }

            string[] pieces = [.. File.ReadLines(Path.Combine(folder, "vocab.txt")).Select(static line => line.TrimEnd())];
            string[] missing = [.. WordPieceTokenizer.Marks.Except(pieces)];
            return package.Name.Length == 0 ? throw Wrong("name is empty")
                : package.MaxTokens is < 3 or > 8192 ? throw Wrong("maxTokens is a number from 3 to 8192")
                : package.Pooling is not ("mean" or "cls") ? throw Wrong("pooling is mean or cls")
                : missing.Length > 0 ? throw Wrong($"vocab.txt has no {string.Join(", ", missing)}")
                : package with { Graph = graph, Pieces = pieces };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Wrong(fault is JsonException ? "model.json is no description of an embedding model" : "model.onnx, vocab.txt or model.json cannot be read", fault);
        }
    }

    private static UserErrorException Wrong(string problem, Exception? inner = null) =>
        new($"The embedding model of {Setting.Replace(":", "__", StringComparison.Ordinal)} cannot be used: {problem}.", exitCode: 2, inner: inner);
}
