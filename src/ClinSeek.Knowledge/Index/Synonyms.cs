using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// Abbreviations, spellings and lay terms that mean the same: one group a line, forms separated by «=». Text and queries
/// get one common term for every form of a group, so that a rarely used spelling does not count as a rare word.
/// </summary>
internal sealed class Synonyms
{
    private readonly Dictionary<string, Concept> conceptByForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> longestByFirstWord = new(StringComparer.Ordinal);

    public Synonyms(IEnumerable<string> lines)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            string[] forms = [.. line.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static form => string.Join(' ', QueryText.Words(form)))];
            var concept = new Concept(string.Create(CultureInfo.InvariantCulture, $"zzconcept{Count++}"), forms);
            foreach (string form in forms)
            {
                if (!conceptByForm.TryAdd(form, concept))
                {
                    throw new InvalidDataException($"The synonym '{form}' stands in two groups; leave it in one.");
                }

                string[] words = form.Split(' ');
                longestByFirstWord[words[0]] = Math.Max(longestByFirstWord.GetValueOrDefault(words[0]), words.Length);
            }
        }

        Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public static Synonyms BuiltIn { get; } = new(PassagePack.ResourceLines("synonyms.txt"));

    /// <summary>SHA-256 of the groups: an index answers only under those it was built with.</summary>
    public string Digest { get; }

    /// <summary>Groups.</summary>
    public int Count { get; private set; }

    /// <summary>The concept of the longest form that begins at a word, and how many words it has; null and 1 where none does.</summary>
    public (Concept? Concept, int Length) At(string[] words, int start)
    {
        for (int length = Math.Min(longestByFirstWord.GetValueOrDefault(words[start]), words.Length - start); length > 0; length--)
        {
            if (conceptByForm.TryGetValue(string.Join(' ', words, start, length), out Concept? concept))
            {
                return (concept, length);
            }
        }

        return (null, 1);
    }

    /// <summary>The words of a text, each known form followed by its concept's term: what the index holds.</summary>
    public string Annotate(string text)
    {
        string[] words = [.. QueryText.Words(text)];
        var annotated = new StringBuilder();
        for (int at = 0; at < words.Length;)
        {
            (Concept? concept, int length) = At(words, at);
            annotated.AppendJoin(' ', words.AsSpan(at, length)).Append(' ');
            if (concept is not null)
            {
                annotated.Append(concept.Term).Append(' ');
            }

            at += length;
        }

        return annotated.ToString();
    }
}
