using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>
/// Decides how a sentence speaks of a phrase in it, in the manner of NegEx: triggers before and after the phrase, each
/// reaching to the next word that ends its scope. Doubt wins over denial, so that «cannot be ruled out» denies nothing.
/// </summary>
internal static partial class AssertionReader
{
    /// <summary>How <paramref name="sentence"/> speaks of what stands at an index in it.</summary>
    public static Assertion Read(string sentence, int start, int length)
    {
        string before = sentence[..start];
        string after = sentence[(start + length)..];
        if (FamilyWords().IsMatch(before))
        {
            return Assertion.Family;
        }

        string near = before[AfterLast(ScopeEnd(), before)..];
        string next = after[..BeforeFirst(ScopeEnd(), after)];
        if (HedgeBefore().IsMatch(near) || HedgeAfter().IsMatch(next))
        {
            return Assertion.Hedged;
        }

        if (PseudoNegation().IsMatch(near))
        {
            return Assertion.Stated;
        }

        if (NegationBefore().IsMatch(near) || NegationAfter().IsMatch(next))
        {
            return Assertion.Denied;
        }

        return PastBefore().IsMatch(near) || PastAfter().IsMatch(next) ? Assertion.Past : Assertion.Stated;
    }

    private static int AfterLast(Regex boundary, string text) => boundary.Matches(text) is [.., var last] ? last.Index + last.Length : 0;

    private static int BeforeFirst(Regex boundary, string text) => boundary.Match(text) is { Success: true } first ? first.Index : text.Length;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(family history|fhx?|mother|father|brother|sister|sibling|siblings|parents?|grandmother|grandfather|aunt|uncle|cousin|maternal|paternal)\b", Options)]
    private static partial Regex FamilyWords();

    [GeneratedRegex(@"\b(but|however|although|though|except|apart from|presents? with|presented with|presenting with|complains? of|complaining of|reports?|reported|endorses|admits to|has|had|shows?|revealed|with(?!out)|now|there (?:is|are|was|were)|positive for|notable for|significant for|developed)\b", Options)]
    private static partial Regex ScopeEnd();

    [GeneratedRegex(@"\b(no|not|denies|denied|deny|denying|without|never|negative for|absence of|free of|no evidence of|lacks?|neither|nor|no longer|ruled out|excluded|rules out|excludes)\b|\bnon-?\s*$", Options)]
    private static partial Regex NegationBefore();

    [GeneratedRegex(@"\b(no (?:increase|change|improvement|relief|further|doubt)|not (?:only|improving|improved|resolved|controlled))\b", Options)]
    private static partial Regex PseudoNegation();

    [GeneratedRegex(@"^[^,]{0,40}?\b((?:is|was|are|were|has been|have been) (?:ruled out|excluded|absent|negative|denied|not (?:seen|present|identified|detected|demonstrated|visible))|ruled out|excluded|absent|denied|not (?:seen|present|identified|detected|demonstrated|visible|heard|noted|found))\b|^\s*(?:[:=-]\s*)?(?:negative|none|nil|no)\b", Options)]
    private static partial Regex NegationAfter();

    [GeneratedRegex(@"\?\s*$|\b(possible|possibly|probable|probably|likely|suspected|suspicion of|suspicious for|query|rule out|r/o|to exclude|exclude|evaluate for|evaluation for|assess for|look for|screen for|cannot exclude|can't exclude|could not exclude|cannot rule out|concern for|concerning for|worried about|may have|might|could be|risk of|risk for|at risk|if|unless|monitor for|watch for|in case of|differential(?: diagnosis)?|versus|vs|consider|questionable|not clear whether|return (?:if|for)|precautions? for|prevent(?:ion of)?|prophylaxis|screening for)\b(?!.*\bnow\b)", Options)]
    private static partial Regex HedgeBefore();

    [GeneratedRegex(@"^\s*\?|^[^,]{0,60}?\b(cannot be (?:ruled out|excluded)|can not be excluded|could not be (?:excluded|ruled out)|not (?:been )?(?:ruled out|excluded)|is possible|possible|is suspected|suspected|unlikely|to be excluded|precautions|prophylaxis|pending)\b", Options)]
    private static partial Regex HedgeAfter();

    [GeneratedRegex(@"\b(history of|h/o|hx of|previous|previously|prior|past|past medical history|pmhx?|former|childhood|remote|years ago|last year|in (?:19|20)\d\d)\b", Options)]
    private static partial Regex PastBefore();

    [GeneratedRegex(@"^[^,]{0,40}?\b(in (?:19|20)\d\d|years ago|months ago|last year|(?:has |have |had |now )?resolved|as a child|in childhood)\b", Options)]
    private static partial Regex PastAfter();
}
