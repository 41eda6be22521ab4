using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>A passage with all that the index stores of it but the numbers of its terms: made by many threads at once.</summary>
internal sealed record AnalyzedPassage(
    Passage Passage, byte[] Record, byte[] Hash, long TextHash, string[] Title, string[] Focus, string[] Body, QuestionKinds Sections,
    IReadOnlyList<(string Short, string Long)> Abbreviations)
{
    public static AnalyzedPassage Of(Passage passage)
    {
        byte[] record = JsonSerializer.SerializeToUtf8Bytes(passage, PassageJson.Default.Passage);
        string[] title = [.. TextAnalyzer.Terms(passage.Title)];
        string[] focus = passage.Focus is { Length: > 0 } named ? [.. TextAnalyzer.Terms(named)] : [.. Subject(passage.Title)];
        string text = string.Join('\n', passage.Text);
        return new AnalyzedPassage(
            passage,
            record,
            SHA256.HashData(record),
            BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            title,
            [.. focus, .. passage.Synonyms.SelectMany(TextAnalyzer.Terms)],
            [.. TextAnalyzer.Terms(text)],
            QuestionKindReader.BuiltIn.Read(passage.Section is { Length: > 0 } section ? [.. TextAnalyzer.Terms(section)] : title).Kinds,
            text.Contains('(', StringComparison.Ordinal) || passage.Title.Contains('(', StringComparison.Ordinal) ? [.. AbbreviationMiner.Find(passage.Title + '\n' + passage.Focus + '\n' + text)] : []);
    }

    // Without a focus the words of the title stand for it, but for those that say nothing or only the kind of question.
    private static IEnumerable<string> Subject(string title)
    {
        string[] words = [.. TextAnalyzer.Words(title)];
        string[] terms = [.. words.Select(TextAnalyzer.Stem)];
        bool[] isCue = QuestionKindReader.BuiltIn.Read(terms).IsCue;
        return terms.Where((_, at) => !isCue[at] && !TextAnalyzer.IsStopWord(words[at]));
    }
}
