using System.Security.Cryptography;
using System.Text;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Abbreviations, spellings and lay terms that mean the same: one group a line, forms separated by «=». Read at query time:
/// a query that holds one form seeks them all, so an index need not be built again when the file grows.
/// </summary>
public sealed class Synonyms
{
    private readonly Dictionary<string, string[][]> groupByForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> longestByFirstTerm = new(StringComparer.Ordinal);

    private Synonyms(IEnumerable<string> lines)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            Add(line);
        }

        Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>The groups that come with the program.</summary>
    public static Synonyms BuiltIn { get; } = new(PassagePack.ResourceLines("synonyms.txt"));

    /// <summary>SHA-256 of the groups in order, lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>Groups.</summary>
    public int Count { get; private set; }

    /// <summary>Groups from lines of text; «#» begins a comment.</summary>
    /// <exception cref="InvalidDataException">A form stands in two groups.</exception>
    public static Synonyms Read(IEnumerable<string> lines) =>
        new((lines ?? throw new ArgumentNullException(nameof(lines))).Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#'));

    /// <summary>The built-in groups and those of a file.</summary>
    public static Synonyms WithFile(string file) => Read([.. PassagePack.ResourceLines("synonyms.txt"), .. File.ReadLines(file)]);

    /// <summary>All forms of the longest one that begins at a term, and how many terms that one has; null and 1 where none does.</summary>
    internal (string[][]? Forms, int Length) At(IReadOnlyList<string> terms, int start)
    {
        for (int length = Math.Min(longestByFirstTerm.GetValueOrDefault(terms[start]), terms.Count - start); length > 0; length--)
        {
            if (groupByForm.TryGetValue(string.Join(' ', terms.Skip(start).Take(length)), out string[][]? forms))
            {
                return (forms, length);
            }
        }

        return (null, 1);
    }

    private void Add(string line)
    {
        string[][] forms = [.. line.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static form => TextAnalyzer.Terms(form).ToArray()).Where(static form => form.Length > 0)
            .DistinctBy(static form => string.Join(' ', form))];
        Count++;
        foreach (string[] form in forms)
        {
            if (!groupByForm.TryAdd(string.Join(' ', form), forms))
            {
                throw new InvalidDataException($"The synonym '{string.Join(' ', form)}' of the line '{line}' stands in two groups; leave it in one.");
            }

            longestByFirstTerm[form[0]] = Math.Max(longestByFirstTerm.GetValueOrDefault(form[0]), form.Length);
        }
    }
}
