using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>Holds a second reasoner's decision against the one that stands, in the form of the question: leaders, choices, yes or no.</summary>
public static class DecisionComparison
{
    private const int MostNamed = 5;

    /// <summary>How a second decision compares.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="stands">The decision that stands.</param>
    /// <param name="second">The second reasoner's.</param>
    /// <param name="by">The second reasoner, with its version.</param>
    /// <param name="library">Packs whose synonyms tell when two names mean one hypothesis.</param>
    public static DecisionCheck Compare(CaseRequest request, Decision stands, Decision second, string by, PackLibrary library)
    {
        Decision one = AnswerForm.Read(stands, request).Decision, other = AnswerForm.Read(second, request).Decision;
        string who = by.Split('/', 2)[0];
        (Agreement agreement, string text) = (one.Answer, other.Answer) switch
        {
            (null, null) => (Agreement.Agrees, $"{who} gives no answer either: {other.Abstention}"),
            (_, null) => (Agreement.Abstains, $"{who} gives no answer: {other.Abstention}"),
            (null, _) => (Agreement.Differs, $"{who} answers where the decision abstains: {Named(Names(other))}."),
            _ => Answers(one, other, who, library),
        };
        return new DecisionCheck(by, agreement, text, other.Answer);
    }

    private static (Agreement, string) Answers(Decision one, Decision other, string who, PackLibrary library) => (one.Result, other.Result) switch
    {
        (YesNoAnswer first, YesNoAnswer second) => first.Yes == second.Yes
            ? (Agreement.Agrees, $"{who} comes to the same: {second.Show()}.")
            : (Agreement.Differs, $"{who} comes to the opposite: {second.Show()}."),
        (ChoiceAnswer first, ChoiceAnswer second) => Chosen(first, second, who),
        (ListAnswer first, ListAnswer second) => Chosen(new ChoiceAnswer(first.Items), new ChoiceAnswer(second.Items), who),
        _ => Leaders(one, other, who, library),
    };

    private static (Agreement, string) Chosen(ChoiceAnswer first, ChoiceAnswer second, string who)
    {
        string[] missing = [.. first.Chosen.Except(second.Chosen, StringComparer.OrdinalIgnoreCase)];
        string[] more = [.. second.Chosen.Except(first.Chosen, StringComparer.OrdinalIgnoreCase)];
        return (missing, more) switch
        {
            ([], []) => (Agreement.Agrees, $"{who} chooses the same."),
            (_, []) => (Agreement.Differs, $"{who} does not choose {Named(missing)}."),
            ([], _) => (Agreement.Differs, $"{who} also chooses {Named(more)}."),
            _ => (Agreement.Differs, $"{who} chooses {Named(more)} instead of {Named(missing)}."),
        };
    }

    private static (Agreement, string) Leaders(Decision one, Decision other, string who, PackLibrary library)
    {
        if ((Leader(one), Leader(other)) is not ({ } first, { } second))
        {
            return (Agreement.Abstains, $"{who} answers in a form that cannot be compared: {Named(Names(other))}.");
        }

        string weight = other.Ranking.FirstOrDefault(ranked => ranked.Name == second) is { } known ? string.Create(CultureInfo.InvariantCulture, $" (weight {known.Weight:0.00})") : "";
        return Same(first, second, library)
            ? (Agreement.Agrees, $"{who} puts the same first: {second}{weight}.")
            : (Agreement.Differs, $"{who} puts {second}{weight} first, the decision {first}.");
    }

    private static string? Leader(Decision decision) => decision.Result switch
    {
        DifferentialAnswer { Diagnoses: [var first, ..] } => first.Name,
        ChoiceAnswer { Chosen: [var only] } => only,
        _ => decision.Ranking.Where(static ranked => !ranked.Retired).MaxBy(static ranked => ranked.Weight)?.Name,
    };

    private static bool Same(string one, string other, PackLibrary library) =>
        CandidateNames.Find(one, [other]) is not null || library.Packs.Any(pack => (Meant(pack, one), Meant(pack, other)) is ({ } first, { } second) && first == second);

    // The hypothesis that a name means: literally one of its names, else the one whose longest name is among its words.
    private static PackHypothesis? Meant(Pack pack, string name)
    {
        HashSet<string> words = Words(name);
        return pack.Hypotheses.FirstOrDefault(hypothesis => CandidateNames.Find(name, [.. Names(hypothesis)]) is not null)
            ?? pack.Hypotheses.Select(hypothesis => (hypothesis, Length: Names(hypothesis).Where(known => Words(known).IsSubsetOf(words)).Select(static known => known.Length).DefaultIfEmpty().Max()))
                .Where(static one => one.Length > 0).OrderByDescending(static one => one.Length).Select(static one => one.hypothesis).FirstOrDefault();
    }

    private static IEnumerable<string> Names(PackHypothesis hypothesis) => hypothesis.Synonyms.Append(hypothesis.Name);

    private static HashSet<string> Words(string text) => [.. text.ToLowerInvariant().Split([' ', '-', ',', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries)];

    private static IReadOnlyList<string> Names(Decision decision) => decision.Result?.Names ?? [decision.Answer ?? ""];

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNamed} more") : "");
}
