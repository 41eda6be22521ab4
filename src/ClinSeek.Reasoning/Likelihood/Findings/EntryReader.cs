using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Reads a finding from conditions, medication or procedures: an entry that counts makes it present; nothing makes it absent.</summary>
internal static class EntryReader
{
    private static readonly string[] NotCounted =
        ["entered-in-error", "cancelled", "refuted", "unconfirmed", "provisional", "differential", "not-done", "not-taken", "preparation", "draft", "stopped-before-start"];

    private static readonly string[] NotActive = ["inactive", "resolved", "remission"];

    private static readonly string[] NotThePatient = ["family history", "fh:", "no history", "suspected", "risk of", "at risk", "screening", "absence of", "exposure to"];

    /// <summary>The latest entry that counts, or null.</summary>
    public static Observed? Read(RecordView view, PackFinding finding, PackLookUp lookUp)
    {
        string table = lookUp.Kind switch { LookUpKind.Condition => "condition", LookUpKind.Medication => "medication", _ => "procedure" };
        foreach (RecordRow row in view.Rows(table))
        {
            if (Counts(row, finding) && view.InWindow(row.Time, finding.WindowHours) && Matches(row, lookUp))
            {
                string display = row.Text("display") ?? row.Text("code") ?? finding.Name;
                return new Observed(PackFinding.Present, row.Time, "", [row.Cite(display, display)]);
            }
        }

        return null;
    }

    private static bool Counts(RecordRow row, PackFinding finding)
    {
        string display = row.Text("display") ?? "";
        return !Is(row, "verification_status", NotCounted) && !Is(row, "status", NotCounted)
            && (finding.History || !Is(row, "clinical_status", NotActive))
            && !NotThePatient.Any(words => display.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            && (finding.History || !display.StartsWith("history of", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Is(RecordRow row, string column, string[] values) =>
        row.Text(column) is { } value && values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Matches(RecordRow row, PackLookUp lookUp)
    {
        string codes = row.Text("codes") ?? "";
        string display = row.Text("display") ?? "";
        return lookUp.Icd10Cm.Any(prefix => codes.Contains("|icd10cm|" + prefix, StringComparison.OrdinalIgnoreCase))
            || lookUp.Snomed.Any(code => codes.Contains($"|snomed|{code}|", StringComparison.Ordinal))
            || lookUp.Text.Any(text => display.Contains(text, StringComparison.OrdinalIgnoreCase));
    }
}
