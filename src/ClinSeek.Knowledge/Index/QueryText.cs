using System.Collections.Frozen;
using System.Text;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>
/// A reader's words as an FTS5 expression. Only letters and digits pass, each word quoted, so no text whatever can
/// be an FTS5 operator or a syntax error.
/// </summary>
internal sealed class QueryText
{
    private const int MaxWords = 48;
    private static readonly FrozenSet<string> StopWords = PassagePack.ResourceLines("stop-words.txt").ToFrozenSet(StringComparer.Ordinal);

    private QueryText(IReadOnlyList<Concept> concepts) => Concepts = concepts;

    /// <summary>What is sought, each thing once. Empty where nothing searchable was said.</summary>
    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>Every word of every form, for choosing the line to show.</summary>
    public IReadOnlyList<string> AllWords => [.. Concepts.SelectMany(static concept => concept.Forms).SelectMany(static form => form.Split(' ')).Where(static word => !StopWords.Contains(word)).Distinct(StringComparer.Ordinal)];

    public static QueryText Parse(string text) => Parse(text, Synonyms.BuiltIn);

    public static QueryText Parse(string text, Synonyms synonyms)
    {
        string[] words = [.. Words(text).Take(MaxWords)];
        var concepts = new List<Concept>();
        for (int at = 0; at < words.Length;)
        {
            (Concept? concept, int length) = synonyms.At(words, at);
            concept ??= StopWords.Contains(words[at]) ? null : new Concept(words[at], [words[at]]);
            if (concept is not null && !concepts.Exists(known => known.Term == concept.Term))
            {
                concepts.Add(concept);
            }

            at += length;
        }

        return new QueryText(concepts);
    }

    /// <summary>Runs of letters and digits, in lower case.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>The FTS5 expression that wants every one of these concepts, or any of them.</summary>
    public static string ToMatch(IEnumerable<Concept> concepts, bool every) =>
        string.Join(every ? " AND " : " OR ", concepts.Select(static concept => "\"" + concept.Term + "\""));
}
