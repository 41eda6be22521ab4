using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>
/// Reads candidate answers as hypotheses of a pack: by name or synonym, by the name of a CCSR category, by words that hold a
/// name and no longer one of a rival, else by an ICD-10-CM or CCSR code that stands alone, first or in parentheses.
/// </summary>
internal static partial class CandidateReader
{
    /// <summary>What each candidate stands for, in the order of the list.</summary>
    public static IReadOnlyList<CandidateMeaning> Read(Pack pack, IReadOnlyList<string> candidates) => [.. candidates.Select(candidate => Read(pack, candidate))];

    private static CandidateMeaning Read(Pack pack, string candidate)
    {
        if (Denies().IsMatch(candidate))
        {
            return new CandidateMeaning(candidate, [], false);
        }

        string words = Words(Code().Replace(candidate, " "));
        PackHypothesis[] literal = [.. pack.Hypotheses.Where(hypothesis => Names(hypothesis).Contains(words, StringComparer.Ordinal))];
        if (literal.Length > 0)
        {
            return new CandidateMeaning(candidate, literal, true);
        }

        PackHypothesis[] category = [.. pack.Hypotheses.Where(hypothesis => hypothesis.Ccsr?.Values.Any(name => Words(name) == words) == true)];
        PackHypothesis[] meant = category.Length > 0 ? category : Held(pack, words);
        return new CandidateMeaning(candidate, meant.Length > 0 ? meant : Coded(pack, candidate), false);
    }

    // The words may stand apart, as in «heart failure, acute»; the longest name wins, and two of one length both count.
    private static PackHypothesis[] Held(Pack pack, string candidate)
    {
        HashSet<string> words = [.. candidate.Split(' ')];
        (PackHypothesis Hypothesis, int Length)[] held = [.. pack.Hypotheses
            .Where(static hypothesis => hypothesis.Key != Pack.NoneOfThese)
            .Select(hypothesis => (hypothesis, Names(hypothesis).Where(name => name.Split(' ').All(words.Contains)).Select(static name => name.Length).DefaultIfEmpty(0).Max()))
            .Where(static one => one.Item2 > 0)];
        return [.. held.Where(one => one.Length == held.Max(static other => other.Length)).Select(static one => one.Hypothesis)];
    }

    // A code belongs to the hypothesis with the longest prefix of it; a wider code than any prefix covers all that begin with it.
    private static PackHypothesis[] Coded(Pack pack, string candidate)
    {
        if (Code().Match(candidate) is not { Success: true } match)
        {
            return [];
        }

        string code = match.Groups["code"].Value.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
        PackHypothesis[] category = [.. pack.Hypotheses.Where(hypothesis => hypothesis.Ccsr?.ContainsKey(code) == true)];
        if (category.Length > 0)
        {
            return category;
        }

        (PackHypothesis Hypothesis, string Prefix)[] prefixes = [.. pack.Hypotheses.SelectMany(static hypothesis => (hypothesis.Icd10Cm ?? []).Select(prefix => (hypothesis, prefix.Replace(".", "", StringComparison.Ordinal))))];
        (PackHypothesis Hypothesis, string Prefix)[] holding = [.. prefixes.Where(one => code.StartsWith(one.Prefix, StringComparison.Ordinal))];
        return holding.Length > 0
            ? [.. holding.Where(one => one.Prefix.Length == holding.Max(static other => other.Prefix.Length)).Select(static one => one.Hypothesis).Distinct()]
            : [.. prefixes.Where(one => one.Prefix.StartsWith(code, StringComparison.Ordinal)).Select(static one => one.Hypothesis).Distinct()];
    }

    private static IEnumerable<string> Names(PackHypothesis hypothesis) => hypothesis.Synonyms.Append(hypothesis.Name).Select(Words);

    private static string Words(string text) => NotWords().Replace(QuestionWords.Fold(text), " ").Trim();

    [GeneratedRegex(@"^\s*(no|not|without|exclude[sd]?|absence of)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denies();

    [GeneratedRegex(@"(?:^\s*|[(\[]\s*(?:ICD-?10(?:-?CM)?:?\s*|CCSR:?\s*)?)(?<code>[A-Z]{3}\d{3}|[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|[A-Z]\d[0-9A-Z]{2,5})(?:\s*[)\]]|\s*$|\s*[-:–—|]\s|\s+(?=\p{Lu}))", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NotWords();
}
