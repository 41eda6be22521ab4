using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>Recognises the presenting problem from the question, and where it names none, from the encounter's reason.</summary>
internal static partial class QuestionReader
{
    /// <summary>Reads a question against the packs and what the record gave so far.</summary>
    public static QuestionReading Read(string question, PackLibrary library, RecordView view)
    {
        string covered = string.Join("; ", library.Packs.Select(static pack => pack.Title));
        if (!AsksForCause().IsMatch(question))
        {
            return new QuestionReading(null, false, $"The question does not ask for the cause of a presenting problem. Without a language model only such questions are answered. Covered: {covered}.");
        }

        if (Earliest(question, library) is { } named)
        {
            return new QuestionReading(named, false, null);
        }

        if (OtherProblem().IsMatch(question))
        {
            return new QuestionReading(null, false, $"The question names a problem that no pack covers. Covered: {covered}.");
        }

        IReadOnlyList<RecordRow> encounters = view.Rows("encounter");
        foreach (RecordRow encounter in encounters)
        {
            if (FromEncounter(encounter, library) is { } recorded)
            {
                return new QuestionReading(recorded, false, null);
            }

            if (!string.IsNullOrWhiteSpace(encounter.Text("reason_text")) || !string.IsNullOrWhiteSpace(encounter.Text("reason_codes")))
            {
                break;
            }
        }

        bool asked = view.Evidence.Any(static item => ToolCalls.Same(item.Call, ToolCalls.Query(SqlCompiler.Encounters)));
        return asked
            ? new QuestionReading(null, false, $"Neither the question nor the reason of the latest encounter names a problem that a pack covers. Covered: {covered}.")
            : new QuestionReading(null, true, null);
    }

    private static Pack? Earliest(string text, PackLibrary library) => library.Packs
        .Select(pack => (pack, Index: pack.Problem.Terms.Select(term => TermPattern.For(term).Match(text)).Where(static match => match.Success).Select(static match => match.Index).DefaultIfEmpty(int.MaxValue).Min()))
        .Where(static pair => pair.Index != int.MaxValue)
        .OrderBy(static pair => pair.Index)
        .Select(static pair => pair.pack)
        .FirstOrDefault();

    private static Pack? FromEncounter(RecordRow encounter, PackLibrary library)
    {
        string codes = encounter.Text("reason_codes") ?? "";
        return Earliest(encounter.Text("reason_text") ?? "", library)
            ?? library.Packs.FirstOrDefault(pack => (pack.Problem.Icd10Cm ?? []).Any(prefix => codes.Contains("|icd10cm|" + prefix, StringComparison.Ordinal))
                || (pack.Problem.Snomed ?? []).Any(code => codes.Contains($"|snomed|{code}|", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\b(caus(?:e|es|ing|ed)|diagnos[ei]s|diagnos(?:e|tic)|explain(?:s|ed|ing)?|explanation|why|due to|reason for|behind|a?etiology|differential|what (?:is|'s) wrong|accounts? for|underlying|most likely|responsible for|has what)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksForCause();

    [GeneratedRegex(@"\b(chest pain|abdominal pain|headache|fever|sepsis|syncope|collapse|an(?:a)?emia|jaundice|confusion|delirium|altered mental state|seizures?|rash|back pain|joint pain|weakness|dizziness|vomiting|diarrh(?:o)?ea|bleeding|weight loss|palpitations?|oedema|edema|hyponatr(?:a)?emia|hyperkal(?:a)?emia|abnormal liver tests?|haematuria|hematuria|cough)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherProblem();
}
