using ClinSeek.Evidence.Cases;
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
    private const int Longest = 400;

    /// <summary>A claim that quotes a sentence about the hypothesis, opened pages first; null where there is none.</summary>
    public static Claim? Cite(PackHypothesis hypothesis, RecordView view)
    {
        string[] names = [hypothesis.Name, .. hypothesis.Synonyms];
        foreach (string schema in new[] { ToolSchemas.Lines, ToolSchemas.Passages })
        {
            foreach (EvidenceItem item in view.Evidence.Where(item => item.Result.Schema == schema && item.Result.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated))
            {
                RecordRow[] rows = [.. item.Result.Rows.Select((_, index) => new RecordRow(item, index))];
                IEnumerable<RecordRow[]> texts = schema == ToolSchemas.Lines ? Paragraphs(rows) : rows.Select(static row => new[] { row });
                if (Best([.. texts], names) is { } claim)
                {
                    return claim(hypothesis);
                }
            }
        }

        return null;
    }

    // A page is wrapped into lines: those of a paragraph are read as one text, and cited where they stand. From its source on
    // it speaks of itself: the title of an article that it cites says nothing of a disease.
    private static IEnumerable<RecordRow[]> Paragraphs(RecordRow[] rows)
    {
        var paragraph = new List<RecordRow>();
        foreach (RecordRow row in rows)
        {
            string text = row.Text("text")?.Trim() ?? "";
            if (text.StartsWith("Source: ", StringComparison.Ordinal))
            {
                break;
            }

            if ((text.Length == 0 || text[0] is '#' or '-' or '*' or '|') && paragraph.Count > 0)
            {
                yield return [.. paragraph];
                paragraph.Clear();
            }

            if (text.Length > 0 && text[0] != '#')
            {
                paragraph.Add(row);
            }
        }

        if (paragraph.Count > 0)
        {
            yield return [.. paragraph];
        }
    }

    private static Func<PackHypothesis, Claim>? Best(IReadOnlyList<RecordRow[]> texts, string[] names)
    {
        bool Names(string text) => names.Any(name => TermPattern.For(name).IsMatch(text));
        (RecordRow[] Rows, (int Index, string Text) Sentence)[] whole = [.. texts.SelectMany(static rows => Sentences(rows).Select(sentence => (rows, sentence)))];
        // A sentence that names it, else one from a page about it, else the line that names it.
        foreach (Func<(RecordRow[] Rows, (int Index, string Text) Sentence), bool> wanted in new Func<(RecordRow[] Rows, (int Index, string Text) Sentence), bool>[]
        {
            one => Names(one.Sentence.Text),
            one => Names(one.Rows[0].Text("title") ?? ""),
        })
        {
            if (whole.FirstOrDefault(wanted) is { Rows: { } rows, Sentence: var sentence })
            {
                return hypothesis => Quote(hypothesis, sentence.Text, Lines(rows, sentence));
            }
        }

        return texts.SelectMany(static rows => rows).FirstOrDefault(row => row.Text("text") is { Length: >= Shortest and <= Longest } text && Names(text)) is { } line
            ? hypothesis => Quote(hypothesis, EvidenceText.OneBlank(line.Text("text")!), [line.Cite(EvidenceText.OneBlank(line.Text("text")!))])
            : null;
    }

    private static Claim Quote(PackHypothesis hypothesis, string text, IReadOnlyList<Citation> citations) => new($"Reference text on {hypothesis.Name}: «{text}»", citations);

    private static IEnumerable<(int Index, string Text)> Sentences(RecordRow[] rows) =>
        PassageSentences.Of(Join(rows)).Where(static sentence => sentence.Text.Length is >= Shortest and <= Longest);

    private static string Join(RecordRow[] rows) => string.Join(' ', rows.Select(static row => EvidenceText.OneBlank(row.Text("text") ?? "")));

    // The whole lines that the sentence runs over; of a row that holds far more than it, the sentence alone.
    private static List<Citation> Lines(RecordRow[] rows, (int Index, string Text) sentence)
    {
        var citations = new List<Citation>();
        int start = 0;
        foreach (RecordRow row in rows)
        {
            string line = EvidenceText.OneBlank(row.Text("text") ?? "");
            if (start < sentence.Index + sentence.Text.Length && sentence.Index < start + line.Length)
            {
                citations.Add(row.Cite(rows.Length == 1 ? sentence.Text : line));
            }

            start += line.Length + 1;
        }

        return citations;
    }
}
