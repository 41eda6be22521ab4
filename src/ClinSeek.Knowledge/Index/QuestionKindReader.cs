using System.Collections.Frozen;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>Reads from cue words what a question asks for or a section answers.</summary>
internal sealed class QuestionKindReader
{
    private readonly FrozenDictionary<string, (string[] Cue, QuestionKinds Kind)[]> cues;

    private QuestionKindReader(IEnumerable<string> lines) =>
        cues = lines.SelectMany(Cues).GroupBy(static cue => cue.Cue[0]).ToFrozenDictionary(
            static group => group.Key,
            static group => group.OrderByDescending(static cue => cue.Cue.Length).ToArray(),
            StringComparer.Ordinal);

    public static QuestionKindReader BuiltIn { get; } = new(PassagePack.ResourceLines("question-kinds.txt"));

    /// <summary>The kinds that some terms name, and which of the terms say so.</summary>
    public (QuestionKinds Kinds, bool[] IsCue) Read(IReadOnlyList<string> terms)
    {
        var kinds = QuestionKinds.None;
        bool[] isCue = new bool[terms.Count];
        for (int at = 0; at < terms.Count; at++)
        {
            foreach ((string[] cue, QuestionKinds kind) in cues.GetValueOrDefault(terms[at]) ?? [])
            {
                if (Stands(cue, terms, at))
                {
                    kinds |= kind;
                    isCue.AsSpan(at, cue.Length).Fill(true);
                }
            }
        }

        return (kinds, isCue);
    }

    private static IEnumerable<(string[] Cue, QuestionKinds Kind)> Cues(string line)
    {
        string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Enum.TryParse(parts[0], out QuestionKinds kind)
            ? parts[1].Split(',').Select(cue => (TextAnalyzer.Terms(cue).ToArray(), kind))
            : throw new InvalidDataException($"'{line}' is no kind of question with its cues.");
    }

    private static bool Stands(string[] cue, IReadOnlyList<string> terms, int at)
    {
        if (at + cue.Length > terms.Count)
        {
            return false;
        }

        for (int word = 0; word < cue.Length; word++)
        {
            if (terms[at + word] != cue[word])
            {
                return false;
            }
        }

        return true;
    }
}
