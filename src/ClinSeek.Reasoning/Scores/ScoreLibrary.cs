using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Reasoning.Scores;

/// <summary>The scores that there are. Loading validates: a score that breaks a rule stops the start with a message naming it.</summary>
public sealed class ScoreLibrary
{
    private static readonly Lazy<ScoreLibrary> Embedded = new(static () => new ScoreLibrary(ReadEmbedded()));

    private readonly Dictionary<string, ScoreCalculator> _calculators;

    /// <summary>A library of scores.</summary>
    /// <exception cref="InvalidDataException">A score breaks a rule, or two have one key.</exception>
    public ScoreLibrary(IEnumerable<ScoreDefinition> definitions)
    {
        ScoreDefinition[] all = [.. definitions.OrderBy(static score => score.Key, StringComparer.Ordinal)];
        List<string> problems = [.. all.SelectMany(static score => ScoreValidator.Problems(score).Select(problem => $"{score.Key}: {problem}"))];
        problems.AddRange(all.GroupBy(static score => score.Key).Where(static same => same.Count() > 1).Select(static same => $"{same.Key}: more than one score has this key"));
        if (problems.Count > 0)
        {
            throw new InvalidDataException("A score cannot be used; correct it: " + string.Join("; ", problems.Take(20)));
        }

        Scores = all;
        _calculators = all.ToDictionary(static score => score.Key, static score => new ScoreCalculator(score), StringComparer.Ordinal);
    }

    /// <summary>The scores that come with the program.</summary>
    public static ScoreLibrary BuiltIn => Embedded.Value;

    /// <summary>The scores, in the order of their keys.</summary>
    public IReadOnlyList<ScoreDefinition> Scores { get; }

    /// <summary>The calculator of a score, or null where there is none of that key.</summary>
    public ScoreCalculator? Find(string key) => _calculators.GetValueOrDefault(key);

    /// <summary>Reads one score from JSON; unknown members are refused.</summary>
    /// <exception cref="InvalidDataException">The text is not a score.</exception>
    public static ScoreDefinition Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScoreDefinition>(json, Options) ?? throw new InvalidDataException("A score is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"A score cannot be read at {error.Path}, line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static IEnumerable<ScoreDefinition> ReadEmbedded()
    {
        Assembly assembly = typeof(ScoreLibrary).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("scores/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            yield return Read(stream);
        }
    }
}
