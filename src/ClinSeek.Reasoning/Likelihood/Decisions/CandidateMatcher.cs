using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Finds the candidate answer that names a hypothesis.</summary>
internal static partial class CandidateMatcher
{
    /// <summary>The candidate whose words are those of the name or a synonym, as written in the list; null where there is none.</summary>
    public static string? Match(PackHypothesis hypothesis, IReadOnlyList<string> candidates)
    {
        HashSet<string> names = [.. hypothesis.Synonyms.Append(hypothesis.Name).Select(Words)];
        return candidates.FirstOrDefault(candidate => names.Contains(Words(candidate)));
    }

    private static string Words(string text) => NotWords().Replace(text.ToLowerInvariant().Replace("anaemia", "anemia", StringComparison.Ordinal).Replace("oedema", "edema", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NotWords();
}
