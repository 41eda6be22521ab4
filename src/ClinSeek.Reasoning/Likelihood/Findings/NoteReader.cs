using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Reads a finding from notes and report conclusions. Only a stated phrase makes it present, only a denied one or a stated
/// opposite makes it absent; hedged, past and family mentions say nothing. The latest note that says something counts, and
/// one that contradicts itself says nothing.
/// </summary>
internal static class NoteReader
{
    /// <summary>What the notes say, or null; <paramref name="conflict"/> tells whether a note contradicts itself.</summary>
    public static Observed? Read(RecordView view, PackFinding finding, PackLookUp lookUp, out bool conflict)
    {
        conflict = false;
        IEnumerable<NoteText> notes = lookUp.In
            .SelectMany(view.Notes)
            .Where(note => view.InWindow(note.Time, finding.WindowHours))
            .OrderByDescending(static note => note.Time ?? DateTimeOffset.MinValue);
        foreach (NoteText note in notes)
        {
            List<Observed> said = [.. note.Sentences.Select(sentence => Say(note, sentence, finding, lookUp)).OfType<Observed>()];
            if (said.Count == 0)
            {
                continue;
            }

            conflict = said.Any(one => one.State != said[0].State);
            return conflict ? null : said[0];
        }

        return null;
    }

    private static Observed? Say(NoteText note, Sentence sentence, PackFinding finding, PackLookUp lookUp)
    {
        List<Match> opposites = [.. lookUp.Opposites.SelectMany(term => TermPattern.For(term).Matches(sentence.Text))];
        if (opposites.Find(match => Reading(sentence, match) == Assertion.Stated) is { } opposite)
        {
            return Make(note, sentence, opposite, PackFinding.Absent);
        }

        foreach (Match match in lookUp.Terms.SelectMany(term => TermPattern.For(term).Matches(sentence.Text)).Where(match => !opposites.Any(other => Overlap(match, other))))
        {
            Assertion assertion = Reading(sentence, match);
            if (assertion == Assertion.Stated || (assertion == Assertion.Past && finding.History))
            {
                return Make(note, sentence, match, PackFinding.Present);
            }

            if (assertion == Assertion.Denied)
            {
                return Make(note, sentence, match, PackFinding.Absent);
            }
        }

        return null;
    }

    private static Assertion Reading(Sentence sentence, Match match)
    {
        if (sentence.Section.Contains("family", StringComparison.Ordinal))
        {
            return Assertion.Family;
        }

        if (sentence.Section is "indication" or "plan" or "recommendations" or "recommendation" or "clinical question" or "reason for exam" or "differential diagnosis" or "differential" or "instructions" or "discharge instructions")
        {
            return Assertion.Hedged;
        }

        Assertion assertion = AssertionReader.Read(sentence.Text, match.Index, match.Length);
        return assertion == Assertion.Stated && (sentence.Section.Contains("past", StringComparison.Ordinal) || sentence.Section is "pmh" or "pmhx")
            ? Assertion.Past
            : assertion;
    }

    private static bool Overlap(Match one, Match other) => one.Index < other.Index + other.Length && other.Index < one.Index + one.Length;

    private static Observed? Make(NoteText note, Sentence sentence, Match match, string state) =>
        note.Cite(sentence, match.Index, match.Length) is { } citation ? new Observed(state, note.Time, "", [citation]) : null;
}
