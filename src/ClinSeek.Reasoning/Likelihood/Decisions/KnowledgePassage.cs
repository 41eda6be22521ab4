using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Finds a passage about a hypothesis among what the knowledge tools gave.</summary>
internal static class KnowledgePassage
{
    private const int Shortest = 40;
    private const int Lines = 5;

    /// <summary>A claim that quotes a passage naming the hypothesis, opened pages first; null where none does.</summary>
    public static Claim? Cite(PackHypothesis hypothesis, RecordView view)
    {
        string[] names = [hypothesis.Name, .. hypothesis.Synonyms];
        foreach (string schema in new[] { ToolSchemas.Lines, ToolSchemas.Passages })
        {
            foreach (EvidenceItem item in view.Evidence.Where(item => item.Result.Schema == schema && item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated))
            {
                RecordRow[] rows = [.. item.Result.Rows.Select((_, index) => new RecordRow(item, index))];
                int first = Array.FindIndex(rows, row => Speaks(row, names));
                if (first >= 0)
                {
                    return Quote(hypothesis, schema == ToolSchemas.Lines ? rows[first..] : rows[first..(first + 1)]);
                }
            }
        }

        return null;
    }

    // A page is wrapped into lines, so a sentence takes several of them, each cited where it stands.
    private static Claim Quote(PackHypothesis hypothesis, RecordRow[] rows)
    {
        var citations = new List<Citation>();
        foreach (RecordRow row in rows.Take(Lines))
        {
            string text = EvidenceText.OneBlank(row.Text("text") ?? "");
            if (text.Length == 0)
            {
                break;
            }

            string quote = text.Length > 400 ? text[..400] : text;
            citations.Add(row.Cite(quote));
            if (quote.EndsWith('.'))
            {
                break;
            }
        }

        return new Claim($"Reference text on {hypothesis.Name}: «{string.Join(' ', citations.Select(static citation => citation.Quote))}»", citations);
    }

    private static bool Speaks(RecordRow row, string[] names) =>
        row.Text("text") is { Length: >= Shortest } text && names.Any(name => TermPattern.For(name).IsMatch(text) || TermPattern.For(name).IsMatch(row.Text("title") ?? ""));
}
