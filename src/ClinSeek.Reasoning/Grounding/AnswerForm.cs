using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>Brings a decision's answer into the form of its question, and says what of it is not of that form.</summary>
internal static class AnswerForm
{
    private const int MostItems = 200;

    /// <summary>The decision with its type, its result and its repaired names, and what is wrong with them.</summary>
    public static (Decision Decision, IReadOnlyList<GroundingProblem> Problems) Read(Decision decision, CaseRequest request)
    {
        QuestionForm form = QuestionForm.Of(request);
        if (string.IsNullOrWhiteSpace(decision.Answer) && decision.Result is null)
        {
            return (decision with { Type = form.Type }, []);
        }

        IReadOnlyList<string>? candidates = request.Candidates is { Count: > 0 } list ? list : null;
        IReadOnlyList<string> said = decision.Result?.Names ?? [decision.Answer!];
        DecisionAnswer? read = decision.Result switch
        {
            null or ChoiceAnswer => AnswerReader.Read(form.Type, said, candidates, decision.Ranking),
            YesNoAnswer given => given.In(candidates),
            { } given => given,
        };
        DecisionAnswer result = read ?? new TextAnswer(decision.Answer ?? string.Join('\n', said));
        Decision formed = decision with
        {
            Type = form.Type,
            Result = result,
            Answer = result is ChoiceAnswer || string.IsNullOrWhiteSpace(decision.Answer) ? result.Show() : decision.Answer,
        };
        formed = formed with { Repairs = [.. decision.Repairs, .. Repaired(decision, formed, candidates)] };
        return (formed, [.. Problems(formed, form, candidates).Select(static text => new GroundingProblem(GroundingKind.Answer, null, text)), .. Order(result)]);
    }

    private static IEnumerable<string> Repaired(Decision decision, Decision formed, IReadOnlyList<string>? candidates)
    {
        if (candidates is null || formed.Result is not ChoiceAnswer chosen || decision.Answer == formed.Answer || decision.Repairs.Count > 0)
        {
            return [];
        }

        string said = decision.Result is ChoiceAnswer given ? given.Show() : decision.Answer ?? "";
        string[] words = said.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return chosen.Chosen.Where(name => candidates.Contains(name) && !words.Contains(name) && !said.Contains(name, StringComparison.Ordinal)).Select(name =>
            words.FirstOrDefault(word => CandidateNames.Find(word, candidates) == name) is { } word ? $"«{word}» was read as the candidate «{name}»." : $"The answer was read as the candidate «{name}».");
    }

    private static IEnumerable<string> Problems(Decision decision, QuestionForm form, IReadOnlyList<string>? candidates)
    {
        if (candidates is not null && decision.Result!.Names.Any(name => CandidateNames.Find(name, candidates) is null))
        {
            yield return "The answer is not from the list of candidates; answer with a candidate's exact text, several separated by a line or a semicolon, or abstain.";
        }

        if (!form.Inferred && !Fits(form.Type, decision.Result!))
        {
            yield return form.Type switch
            {
                QuestionType.YesNo => "The question wants yes or no; begin the answer with one of them, or abstain.",
                QuestionType.ChooseOne => "The question wants exactly one candidate; name one, or abstain.",
                QuestionType.ChooseSeveral => "The question wants candidates; name at least one, or abstain.",
                QuestionType.RankedDifferential => "The question wants diagnoses, likeliest first, one a line; or abstain.",
                QuestionType.FreeList => "The question wants names, one a line; or abstain.",
                _ => "The question wants sentences; or abstain.",
            };
        }

        foreach (string problem in Figures(decision.Result!))
        {
            yield return problem;
        }
    }

    private static bool Fits(QuestionType type, DecisionAnswer answer) => (type, answer) switch
    {
        (QuestionType.ChooseOne, ChoiceAnswer { Chosen.Count: 1 }) => true,
        (QuestionType.ChooseSeveral, ChoiceAnswer { Chosen.Count: > 0 }) => true,
        (QuestionType.YesNo, YesNoAnswer) => true,
        (QuestionType.RankedDifferential, DifferentialAnswer { Diagnoses.Count: > 0 }) => true,
        (QuestionType.FreeList, ListAnswer { Items.Count: > 0 }) => true,
        (QuestionType.FreeText, TextAnswer) => true,
        _ => false,
    };

    private static IEnumerable<string> Figures(DecisionAnswer answer)
    {
        if (answer.Names.Count is 0 or > MostItems || answer.Names.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"The answer has no item, an empty one, or more than {MostItems}.";
        }

        if (Weights(answer).Any(static weight => weight is not (>= 0 and <= 1)))
        {
            yield return "A weight of the differential is not between 0 and 1.";
        }
    }

    private static IEnumerable<GroundingProblem> Order(DecisionAnswer answer)
    {
        double[] weights = Weights(answer);
        return weights.SequenceEqual(weights.OrderDescending()) ? []
            : [new(GroundingKind.Hypotheses, null, "The differential does not go from the heaviest hypothesis to the lightest; put it in order, or update the hypotheses.")];
    }

    private static double[] Weights(DecisionAnswer answer) =>
        answer is DifferentialAnswer differential ? [.. differential.Diagnoses.Select(static one => one.Weight).OfType<double>()] : [];
}
