using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Functions.Cases;

/// <summary>Gives each piece of evidence that hypotheses or claims name at least one citation.</summary>
internal static class CitationIndex
{
    private const int LongestQuote = 160;

    /// <summary>The citations of the claims, and one for each other piece of evidence that a hypothesis names, in the order found.</summary>
    public static IReadOnlyList<Citation> Of(
        IReadOnlyList<Claim> claims, IReadOnlyList<Hypothesis> hypotheses, IReadOnlyDictionary<EvidenceId, EvidenceItem> evidence)
    {
        List<Citation> cited = [.. claims.SelectMany(static claim => claim.Citations).Distinct()];
        var known = cited.Select(static citation => citation.Id).ToHashSet();
        IEnumerable<EvidenceId> named = hypotheses.SelectMany(static hypothesis => hypothesis.For.Concat(hypothesis.Against)).Distinct();
        cited.AddRange(named.Where(id => !known.Contains(id)).Select(id => From(id, evidence.GetValueOrDefault(id))));
        return [.. cited.OrderBy(static citation => citation.Id.Step).ThenBy(static citation => citation.Id.Ordinal)];
    }

    private static Citation From(EvidenceId id, EvidenceItem? item)
    {
        if (item is null)
        {
            return new Citation(id, "missing", "missing", string.Empty);
        }

        return item.Result.Locators is [{ } first, ..]
            ? new Citation(id, first.Source, first.Position, first.Quote ?? Shorten(item.Result.Text))
            : new Citation(id, item.Call.Name, "result", Shorten(item.Result.Text));
    }

    private static string Shorten(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        string line = end < 0 ? text : text[..end];
        return line.Length <= LongestQuote ? line : line[..LongestQuote];
    }
}
