using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What of the packs a folded question names.</summary>
internal static partial class QuestionMentions
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    // In lower case these are other words, times or measurements.
    private static readonly HashSet<string> NotAlone = new(StringComparer.Ordinal) { "cap", "hrs", "other", "congestion", "obstruction", "ie", "sbp", "fit", "alt", "ast" };

    /// <summary>
    /// The problem that is asked about, or null. Of several, the one whose cause is asked for («why …», «cause of …») counts,
    /// and neither what only describes the patient («this anaemic man») nor what is put up as the cause («due to sepsis»).
    /// </summary>
    public static ProblemMention? Problem(string question, PackLibrary library)
    {
        ProblemMention[] all = Outermost([.. library.Packs.SelectMany(pack => pack.Problem.Terms
            .SelectMany(term => TermPattern.For(QuestionWords.Fold(term)).Matches(question))
            .Select(match => new ProblemMention(pack, match.Value, match.Index)))]);
        ProblemMention[] meant = [.. all.Where(one => !Describes(question, one) && !IsPutUpAsCause(question, one))];
        return Effect(question, meant) ?? meant.FirstOrDefault() ?? Effect(question, all) ?? all.FirstOrDefault();
    }

    /// <summary>
    /// The hypotheses that are asked for, by pack and in the order of the question. A name inside a longer one of any pack does
    /// not count, nor one that another is only held against, as in «heart failure rather than pneumonia».
    /// </summary>
    public static IReadOnlyDictionary<Pack, IReadOnlyList<PackHypothesis>> Hypotheses(string question, PackLibrary library)
    {
        (Pack Pack, PackHypothesis Hypothesis, Match Match)[] all = HypothesisMatches(question, library);
        (Pack Pack, PackHypothesis Hypothesis, Match Match)[] asked = [.. all.Where(one => !ContrastBefore().IsMatch(question[..one.Match.Index]))];
        ILookup<Pack, PackHypothesis> named = (asked.Length > 0 ? asked : all).OrderBy(static one => one.Match.Index).ToLookup(static one => one.Pack, static one => one.Hypothesis);
        return library.Packs.ToDictionary(static pack => pack, pack => (IReadOnlyList<PackHypothesis>)[.. named[pack].Distinct()]);
    }

    /// <summary>What the question asks to be compared of a pack, «is one more likely than the other»; null where it compares nothing. Either side is empty where the pack does not hold it.</summary>
    public static (IReadOnlyList<PackHypothesis> Asked, HypothesisComparison Against)? Compared(string question, Pack pack, PackLibrary library)
    {
        if (Comparison().Match(question) is not { Success: true } comparison)
        {
            return null;
        }

        int than = comparison.Index + comparison.Length;
        int end = SentenceEnd().Match(question, than) is { Success: true } stop ? stop.Index : question.Length;
        (Pack Pack, PackHypothesis Hypothesis, Match Match)[] own = [.. HypothesisMatches(question, library).Where(one => one.Pack == pack).OrderBy(static one => one.Match.Index)];
        PackHypothesis[] asked = [.. own.Where(one => one.Match.Index < than).Select(static one => one.Hypothesis).Distinct()];
        PackHypothesis[] others = [.. own.Where(one => one.Match.Index >= than && one.Match.Index < end).Select(static one => one.Hypothesis).Distinct().Except(asked)];
        return asked.Length + others.Length > 0 ? (asked, new HypothesisComparison(others, comparison.Groups["degree"].Value == "less")) : null;
    }

    /// <summary>Whether the question asks for the cause of one of the packs' hypotheses, as in «what caused the pneumonia».</summary>
    public static bool AsksForCauseOfHypothesis(string question, PackLibrary library) => HypothesisMatches(question, library)
        .Any(one => EffectBefore().IsMatch(question[..one.Match.Index]));

    /// <summary>The question without the hypotheses that it names.</summary>
    public static string WithoutHypotheses(string question, PackLibrary library)
    {
        char[] text = question.ToCharArray();
        foreach (Match match in HypothesisMatches(question, library).Select(static one => one.Match))
        {
            Array.Fill(text, ' ', match.Index, match.Length);
        }

        return new string(text);
    }

    private static (Pack Pack, PackHypothesis Hypothesis, Match Match)[] HypothesisMatches(string question, PackLibrary library)
    {
        (Pack Pack, PackHypothesis Hypothesis, Match Match)[] all = [.. library.Packs.SelectMany(pack => pack.Hypotheses
            .Where(static hypothesis => hypothesis.Key != Pack.NoneOfThese)
            .SelectMany(hypothesis => hypothesis.Synonyms.Append(hypothesis.Name).Select(QuestionWords.Fold).Where(static name => !NotAlone.Contains(name)).SelectMany(name => TermPattern.For(name).Matches(question)).Select(match => (pack, hypothesis, match))))];
        return [.. all.Where(one => !all.Any(other => other.Match.Length > one.Match.Length && other.Match.Index <= one.Match.Index && other.Match.Index + other.Match.Length >= one.Match.Index + one.Match.Length))];
    }

    private static ProblemMention[] Outermost(ProblemMention[] all) =>
        [.. all.Where(one => !all.Any(other => other.Words.Length > one.Words.Length && other.Start <= one.Start && other.End >= one.End))
            .OrderBy(static one => one.Start).ThenByDescending(static one => one.Words.Length).ThenBy(static one => one.Pack.Key, StringComparer.Ordinal)];

    private static ProblemMention? Effect(string question, ProblemMention[] mentions)
    {
        foreach (Match cue in EffectCue().Matches(question))
        {
            int end = SentenceEnd().Match(question, cue.Index + cue.Length) is { Success: true } stop ? stop.Index : question.Length;
            if (mentions.FirstOrDefault(one => one.Start >= cue.Index + cue.Length && one.Start < end) is { } mention)
            {
                return mention;
            }
        }

        return null;
    }

    private static bool Describes(string question, ProblemMention mention) =>
        PersonAfter().IsMatch(question[mention.End..]) || PersonBefore().IsMatch(question[..mention.Start]);

    private static bool IsPutUpAsCause(string question, ProblemMention mention) => CauseBefore().IsMatch(question[..mention.Start]);

    [GeneratedRegex(@"\b(caus(e|es|ed|ing|ative)|explain(s|ed|ing)?|explanations?|reasons?|why|how come|mak(es|ing)|made|led to|leads to|behind|account(s|ed|ing)? for|underl(ies|ying)|responsible for|diagnos[ei]s (of|for|behind)|differentials?|ddx|etiolog(y|ies)|origins?|source of|trigger(s|ed|ing)?|precipitat(es|ed|ing)|provok(es|ed|ing)|produc(es|ed|ing)|driv(es|ing)|drove|work-?up|giving|gives|brought on|results? in|resulted in)\b", Options)]
    private static partial Regex EffectCue();

    [GeneratedRegex(@"(\b(rather than|instead of|as opposed to|(more|less) (likely|probable|probably)\b.* than|and not|but not)|, not)( (an?|the|to be|due to|caused by|from|by|just|simply|merely|acute|severe|his|her|their))* ?$", Options)]
    private static partial Regex ContrastBefore();

    [GeneratedRegex(@"\b(?<degree>more|less) (likely|probable|probably)\b[^.!?;:]*?\bthan\b(?! (not|any\w*|all|every\w*|(the )?others?|some\w*) )(?! (not|any\w*|all|every\w*|(the )?others?)\W*$)", Options)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"[.!?;:]", Options)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\W*(\d+[- ]year[- ]old )?(patient|man|woman|lady|gentleman|person|male|female|adult|chap|guy)\b", Options)]
    private static partial Regex PersonAfter();

    [GeneratedRegex(@"\b(patient|man|woman|lady|gentleman|person|male|female|adult|someone|somebody) (who (has|had|presents? with|presented with|came with)|presenting with|admitted with|with) ((\w+,? ){0,3}|(\w+ ){1,3}and (\w+ ){0,2})$", Options)]
    private static partial Regex PersonBefore();

    [GeneratedRegex(@"\b(due to|caused by|because of|secondary to|attribut(able|ed) to|as a result of|resulting from|explained by|accounted for by|down to|brought on by|triggered by|precipitated by|provoked by|driven by|(sign|symptom|manifestation|part) of|consistent with|suggest(s|ing|ive of)?)( \w+){0,4} ?$", Options)]
    private static partial Regex CauseBefore();

    [GeneratedRegex(@"\b((causes?|reasons?|explanations?|etiology|etiologies|origins?|triggers?|drivers?) (of|for|behind)|caused|causing|explains?|led to|triggered|precipitated|provoked|accounts? for|responsible for|underlying|behind|why (does|did|do|has|have|had|is|was) (the |this |my |our )?(patient|he|she|they|man|woman|lady|gentleman|mr|mrs)?( have| has| got| had| get| develop| suffer from)?)( (the|this|that|these|his|her|their|its|an?|acute|new|recurrent|patient's|patients|severe|sudden|my|our))* ?$", Options)]
    private static partial Regex EffectBefore();
}
