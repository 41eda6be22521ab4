using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.ScoreQuestions;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>Recognises the presenting problem from the question, and where it names none, from the encounter's reason.</summary>
internal static class QuestionReader
{
    private const string Example = "For example: «What is the most likely cause of the shortness of breath?»";

    /// <summary>Reads a question against the packs, the scores and what the record gave so far; a closed list may name the pack where nothing else does.</summary>
    public static QuestionReading Read(string question, PackLibrary library, ScoreLibrary scores, RecordView view, IReadOnlyList<string>? candidates = null)
    {
        string covered = $"Covered: {string.Join("; ", library.Packs.Select(static pack => pack.Title))}. {Example}";
        string text = QuestionWords.Read(question, library);
        ProblemMention? named = QuestionMentions.Problem(text, library);
        IReadOnlyDictionary<Pack, IReadOnlyList<PackHypothesis>> asked = QuestionMentions.Hypotheses(text, library);
        bool cause = QuestionIntent.AsksForCause(text);
        if (!(cause && named is not null) && !QuestionIntent.IsNoQuestionOfTheRecord(text) && ScoreMentions.Find(question, scores) is { } score)
        {
            return new QuestionReading(null, false, null) { Score = score };
        }

        if (!cause && named is { Pack: { Premise.Asks: { } asks } premised } && asked[premised].Count == 0 && QuestionIntent.IsYesNo(text)
            && !QuestionIntent.AsksForSomethingElse(text) && asks.Any(term => TermPattern.For(QuestionWords.Fold(term)).IsMatch(text)))
        {
            return new QuestionReading(premised, false, null) { AsksForPremise = true };
        }

        bool choice = QuestionIntent.AsksToChoose(text) && (asked.Values.Any(static list => list.Count > 0) || (named is not null && QuestionIntent.NamesKinds(text)));
        bool bare = named is { } mention && QuestionIntent.IsBare(text, mention.Words);
        if (QuestionIntent.AsksForSomethingElse(text) || !(cause || choice || bare))
        {
            return Refuse($"The question does not ask for the cause of a presenting problem. Without a language model only such questions are answered. {covered}");
        }

        if (named is null && QuestionMentions.AsksForCauseOfHypothesis(text, library))
        {
            return Refuse($"The question asks for the cause of a disease; the packs hold it as a cause, not what causes it. {covered}");
        }

        if (named is not { Pack.Problem.AnyCourse: true } && QuestionIntent.IsChronic(QuestionMentions.WithoutHypotheses(text, library)))
        {
            return Refuse($"The question is about a chronic course; the packs hold figures for acute presentations only. {covered}");
        }

        if (named is { } problem)
        {
            return Asking(problem.Pack);
        }

        int most = asked.Values.Max(static list => list.Count);
        Pack[] able = choice && most > 0 ? [.. library.Packs.Where(pack => asked[pack].Count == most)] : [];
        if (able.Length == 0 && !(cause && QuestionIntent.NamesNoProblem(text)))
        {
            return Refuse($"The question names a problem that no pack covers. {covered}");
        }

        if (Recorded(view, library) is { } recorded && (able.Length == 0 || able.Contains(recorded)))
        {
            return Asking(recorded);
        }

        bool known = view.Evidence.Any(static item => ToolCalls.Same(item.Call, ToolCalls.Query(SqlCompiler.Encounters)));
        return (known, able) switch
        {
            (false, _) => new QuestionReading(null, true, null),
            (true, [_, ..]) => Asking(MostAtHome(able, asked)),
            _ when Listed(candidates, library) is { } listed => new QuestionReading(listed, false, null),
            _ => Refuse($"Neither the question nor the reason of the latest encounter names a problem that a pack covers. {covered}"),
        };

        QuestionReading Asking(Pack pack) => (choice ? QuestionMentions.Compared(text, pack, library) : null) switch
        {
            null => new QuestionReading(pack, false, null) { Asked = choice ? asked[pack] : [] },
            ({ Count: > 0 } own, { Than.Count: > 0 } against) => new QuestionReading(pack, false, null) { Asked = own, Against = against },
            var (own, against) => Refuse($"The question compares {PackHypothesis.Names([.. own, .. against.Than])} with something that no pack holds as a cause of it. {covered}"),
        };
    }

    // The pack that has a hypothesis for most of the candidates, at least two and half of them; nothing where two packs have as many.
    private static Pack? Listed(IReadOnlyList<string>? candidates, PackLibrary library)
    {
        if (candidates is not { Count: > 1 })
        {
            return null;
        }

        (Pack Pack, int Known)[] packs = [.. library.Packs
            .Select(pack => (pack, CandidateReader.Read(pack, candidates).Count(static one => one.Hypotheses.Any(static hypothesis => hypothesis.Key != Pack.NoneOfThese))))
            .OrderByDescending(static one => one.Item2)];
        return packs[0].Known >= 2 && packs[0].Known * 2 >= candidates.Count && packs.Count(one => one.Known == packs[0].Known) == 1 ? packs[0].Pack : null;
    }

    // Of several packs that know all that is asked, the one with most figures on it.
    private static Pack MostAtHome(Pack[] able, IReadOnlyDictionary<Pack, IReadOnlyList<PackHypothesis>> asked) => able
        .OrderByDescending(pack => pack.Findings.SelectMany(static finding => finding.Effects).Count(effect => asked[pack].Any(one => one.Key == effect.Hypothesis))).ThenBy(static pack => pack.Key, StringComparer.Ordinal).First();

    private static QuestionReading Refuse(string why) => new(null, false, why);

    // The latest encounter that gives a reason decides; one for something else is not passed over.
    private static Pack? Recorded(RecordView view, PackLibrary library) => view.Rows("encounter")
        .FirstOrDefault(static encounter => !string.IsNullOrWhiteSpace(encounter.Text("reason_text")) || !string.IsNullOrWhiteSpace(encounter.Text("reason_codes"))) is { } latest
            ? FromEncounter(latest, library)
            : null;

    private static Pack? FromEncounter(RecordRow encounter, PackLibrary library)
    {
        string codes = encounter.Text("reason_codes") ?? "";
        return QuestionMentions.Problem(QuestionWords.Fold(encounter.Text("reason_text") ?? ""), library)?.Pack
            ?? library.Packs.FirstOrDefault(pack => (pack.Problem.Icd10Cm ?? []).Any(prefix => codes.Contains("|icd10cm|" + prefix, StringComparison.Ordinal))
                || (pack.Problem.Snomed ?? []).Any(code => codes.Contains($"|snomed|{code}|", StringComparison.Ordinal)));
    }
}
