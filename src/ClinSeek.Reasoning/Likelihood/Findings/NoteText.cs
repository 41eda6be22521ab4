using System.Text;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>A note or a report's conclusion put together again from the parts that a query returned.</summary>
/// <param name="Time">Its time, or null.</param>
/// <param name="Text">The text from its beginning as far as it was read without a gap.</param>
/// <param name="Parts">Where each part begins in the text, with the row that holds it.</param>
internal sealed record NoteText(DateTimeOffset? Time, string Text, IReadOnlyList<(int Start, string Text, RecordRow Row)> Parts)
{
    /// <summary>How far a part of a note reaches, and how far the next one begins behind it.</summary>
    public const int PartLength = 1700;

    /// <summary>The distance between the beginnings of two parts; the rest overlaps.</summary>
    public const int PartStep = 1500;

    private const int LongestQuote = 120;

    private IReadOnlyList<Sentence>? _sentences;

    /// <summary>Its sentences, in order.</summary>
    public IReadOnlyList<Sentence> Sentences => _sentences ??= [.. SentenceSplitter.Split(Text)];

    /// <summary>Every note of a table, latest first.</summary>
    public static IReadOnlyList<NoteText> Read(RecordView view, string lookUp) =>
        [.. view.Rows(lookUp)
            .Where(static row => row.Text("text") is { Length: > 0 } && row.Text("status") is not ("entered-in-error" or "cancelled"))
            .GroupBy(static row => row.Text("resource") ?? row.Id.ToString())
            .Select(static rows => Assemble([.. rows.DistinctBy(static row => row.Number("part") ?? 0).OrderBy(static row => row.Number("part") ?? 0)]))
            .OfType<NoteText>()];

    /// <summary>Cites a sentence literally from a part that holds it, or the piece of it around a match.</summary>
    public Citation? Cite(Sentence sentence, int matchStart, int matchLength)
    {
        foreach ((int start, string text, RecordRow row) in Parts)
        {
            if (sentence.Start >= start && sentence.Start + sentence.Text.Length <= start + text.Length)
            {
                return row.Cite(Around(sentence.Text, matchStart, matchLength));
            }
        }

        int absolute = sentence.Start + matchStart;
        foreach ((int start, string text, RecordRow row) in Parts)
        {
            if (absolute >= start && absolute + matchLength <= start + text.Length)
            {
                return row.Cite(text.Substring(absolute - start, matchLength));
            }
        }

        return null;
    }

    // Whole words, more before than behind: what denies or dates a phrase mostly stands before it.
    private static string Around(string sentence, int start, int length)
    {
        if (sentence.Length <= LongestQuote)
        {
            return sentence;
        }

        int spare = Math.Max(0, LongestQuote - length);
        int from = Math.Max(0, start - (spare * 2 / 3));
        int to = Math.Min(sentence.Length, from + LongestQuote);
        from = from == 0 ? 0 : Math.Min(start, sentence.IndexOf(' ', from) is >= 0 and var blank ? blank : start);
        to = to == sentence.Length ? to : Math.Max(start + length, sentence.LastIndexOf(' ', to - 1));
        return sentence[from..to].Trim();
    }

    private static NoteText? Assemble(IReadOnlyList<RecordRow> rows)
    {
        if ((rows[0].Number("part") ?? 0) != 0)
        {
            return null;
        }

        var text = new StringBuilder();
        var parts = new List<(int, string, RecordRow)>();
        foreach (RecordRow row in rows)
        {
            int start = (int)(row.Number("part") ?? 0) * PartStep;
            string part = row.Text("text")!;
            if (start > text.Length || (start > 0 && text.Length != start - PartStep + PartLength))
            {
                break;
            }

            parts.Add((start, part, row));
            text.Length = start;
            text.Append(part);
        }

        return new NoteText(rows[0].Time, text.ToString(), parts);
    }
}
