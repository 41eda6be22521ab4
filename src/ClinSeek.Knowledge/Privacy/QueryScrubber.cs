using System.Text.RegularExpressions;
using ClinSeek.Evidence.Text;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Knowledge.Privacy;

/// <summary>
/// Takes out of a query what may identify the patient: the patient's own names, numbers and address by the record, and by
/// their form anybody's dates, telephone and record numbers, e-mail and web addresses, and names after a title. It rather
/// takes too much: a patient called Wilson costs the query «Wilson disease» a word. Ages under 90, doses and laboratory
/// values stay.
/// </summary>
public sealed partial class QueryScrubber(PatientIdentifiers patient)
{
    private readonly PatientIdentifiers patient = patient ?? throw new ArgumentNullException(nameof(patient));

    /// <summary>Scrubs by form only: outside a case there is no patient to know.</summary>
    public static QueryScrubber General { get; } = new(PatientIdentifiers.None);

    /// <summary>The query without what may identify the patient.</summary>
    public ScrubbedQuery Scrub(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        int removed = 0;
        string Out(Match match)
        {
            removed++;
            return " ";
        }

        // Full-width digits, soft hyphens and zero-width joiners hide nothing.
        string text = Invisible().Replace(LetterFolding.Widths(query), string.Empty);
        text = RemoveNumbers(text, ref removed);
        foreach (Regex pattern in new[] { Address(), Titled(), Labelled(), IsoDate(), NumericDate(), NamedDate(), DayOfMonth(), Year(), Clock(), Phone(), LongNumber(), MixedNumber(), OldAge() })
        {
            text = pattern.Replace(text, Out);
        }

        text = RemoveWords(text, ref removed);
        return new ScrubbedQuery(Blank().Replace(text, " ").Trim(' ', ',', ';', ':', '-'), removed);
    }

    /// <summary>
    /// The text with something else in each place that may identify the patient; unlike in a query, times of day stay, and so do
    /// long numbers before a unit. The places are those of the text as it is given: what stands between them is unchanged.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="instead">Gives what to write for a kind and the words that stand there.</param>
    public string Replace(string text, Func<IdentifierKind, string, string> instead)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(instead);
        var places = new List<(int Start, int Length, IdentifierKind Kind)>();
        foreach (string number in patient.Numbers)
        {
            places.AddRange(Enumerable.Range(0, text.Length)
                .Select(at => (at, Length: Length(text, at, number)))
                .Where(place => place.Length is { } length && Apart(text, place.at - 1) && Apart(text, place.at + length))
                .Select(static place => (place.at, place.Length!.Value, IdentifierKind.Number)));
        }

        foreach ((Regex pattern, IdentifierKind kind) in Patterns)
        {
            places.AddRange(pattern.Matches(text).Select(match => (match.Index, match.Length, kind)));
        }

        if (patient.Words.Count > 0)
        {
            places.AddRange(Word().Matches(text).Where(match => IsName(match.Value)).Select(static match => (match.Index, match.Length, IdentifierKind.Name)));
        }

        var left = new System.Text.StringBuilder(text.Length);
        int done = 0;
        foreach ((int start, int length, IdentifierKind kind) in places.OrderBy(static place => place.Start).ThenByDescending(static place => place.Length))
        {
            if (start >= done)
            {
                left.Append(text, done, start - done).Append(instead(kind, text.Substring(start, length)));
                done = start + length;
            }
        }

        return left.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Whether a text, such as an address to open, holds the patient's own names or numbers.</summary>
    public bool Holds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int removed = 0;
        string plain = LetterFolding.Widths(Uri.UnescapeDataString(text.Replace('+', ' ')));
        RemoveNumbers(plain, ref removed);
        RemoveWords(plain, ref removed);
        return removed > 0;
    }

    private string RemoveWords(string text, ref int removed)
    {
        if (patient.Words.Count == 0)
        {
            return text;
        }

        int count = 0;
        string left = Word().Replace(text, match =>
        {
            bool names = IsName(match.Value);
            count += names ? 1 : 0;
            return names ? " " : match.Value;
        });
        removed += count;
        return left;
    }

    private bool IsName(string word)
    {
        string[] parts = [.. TextAnalyzer.Words(word)];
        return parts.Any(patient.Words.Contains) || patient.Words.Contains(string.Concat(parts));
    }

    private static (Regex, IdentifierKind)[] Patterns { get; } =
    [
        (Address(), IdentifierKind.Address), (Titled(), IdentifierKind.Name), (Labelled(), IdentifierKind.Number), (FullDate(), IdentifierKind.Date),
        (NumericDate(), IdentifierKind.Date), (NamedDate(), IdentifierKind.Date), (DayOfMonth(), IdentifierKind.Date), (Year(), IdentifierKind.Date),
        (Phone(), IdentifierKind.Number), (NumberWithoutUnit(), IdentifierKind.Number), (MixedNumber(), IdentifierKind.Number), (OldAge(), IdentifierKind.Age),
    ];

    // A number may be written with blanks and strokes between: it is sought letter by letter over them.
    private string RemoveNumbers(string text, ref int removed)
    {
        foreach (string number in patient.Numbers)
        {
            for (int at = 0; at < text.Length; at++)
            {
                if (Length(text, at, number) is { } length && Apart(text, at - 1) && Apart(text, at + length))
                {
                    int from = at > 0 && (text[at - 1] is '+' or '#') ? at - 1 : at;
                    text = string.Concat(text.AsSpan(0, from), " ", text.AsSpan(at + length));
                    removed++;
                }
            }
        }

        return text;
    }

    private static int? Length(string text, int start, string number)
    {
        int at = start;
        for (int place = 0; place < number.Length; at++)
        {
            if (at >= text.Length || (place == 0 && !char.IsLetterOrDigit(text[at])))
            {
                return null;
            }

            if (!char.IsLetterOrDigit(text[at]))
            {
                continue;
            }

            if (char.ToLowerInvariant(text[at]) != number[place++])
            {
                return null;
            }
        }

        return at - start;
    }

    private static bool Apart(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);

    [GeneratedRegex(@"[\u00AD\u200B-\u200F\u2060\uFEFF]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"(?<!\S)\S+@\S+|\b(?:https?|ftp)://\S+|\bwww\.\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Sir|Madam)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*")]
    private static partial Regex Titled();

    [GeneratedRegex(@"\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsoDate();

    // With its day: a year and a month alone look like the codes of laboratory tests.
    [GeneratedRegex(@"\b(?:18|19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=T|\b)")]
    private static partial Regex FullDate();

    [GeneratedRegex(@"(?<![\w.])\d{6,}(?![\w.]|\s*(?:/|cells?|per|x\s*10|mc?g|g|ml|l|u|iu|units?|copies|pg|ng|m?mol)\b|\s*/)|\b\d{3}[\s-]\d{3}[\s-]\d{4}\b", RegexOptions.IgnoreCase)]
    private static partial Regex NumberWithoutUnit();

    [GeneratedRegex(@"\b\d{1,2}([-.])\d{1,2}\1['’]?\d{2,4}\b|\b\d{1,2}\s*/\s*\d{1,2}\s*/\s*['’]?\d{2,4}\b|\b\d{1,2}/\d{4}\b|\b(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}\b")]
    private static partial Regex NumericDate();

    // A day before the month may be written on to it, one behind it not: SEPT9 and MARCH5 are genes.
    [GeneratedRegex(@"\b\d{1,2}(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|May)\.?[\s,-]*['’]?\d{2,4}\b|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|May)\.?[\s,-]+(?:the\s+)?(?:['’]?\d{1,2}(?:st|nd|rd|th)?(?:[\s,]+['’]?\d{2,4})?|\d{4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedDate();

    [GeneratedRegex(@"\b\d{1,2}(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|May)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"\b(?:born|dob|birth\s*date|date\s+of\s+birth|admitted|discharged|died|since|in|on|from|until)\b[\s:]*(?:in\s+)?(?:19|20)\d{2}\b(?!-\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\s*(?:am|pm)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<!\w)(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,5}\)|\d{2,5})[\s.-]\d{3,4}(?:[\s.-]\d{2,5})+(?!\w)|(?<!\w)\+\d[\d\s().-]{6,}\d|\b\d{3}-\d{4}\b(?!\s*(?:mc?g|g|ml|l|units?|iu|m?mol|mosm|cells?|kcal)\b)|\b\d{3}-\d{2}-\d{4}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b(?:MRN|NHS|SSN|HICN|CSN|FIN|(?:medical\s+)?record|account|accession|(?:patient|subject|case|visit|encounter)\s*(?:no\.?|number|id|\#))\s*(?:no\.?|number|id|\#)?\s*[:#=]?\s*\w*\d[\w-]{2,}|\b(?:patient|subject|case|visit|encounter|bed|room|ward)\s*[:#=]?\s*\d{3,}", RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"(?<![\w.])\d{6,}(?![\w])|\b\d{3}[\s-]\d{3}[\s-]\d{4}\b")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\b(?=[A-Za-z0-9-]{0,200}\d{5})(?=[A-Za-z0-9-]{0,200}[A-Za-z])[A-Za-z0-9-]{7,}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase)]
    private static partial Regex MixedNumber();

    // Ages of 90 and over identify people (45 CFR 164.514(b)(2)(i)(C)).
    [GeneratedRegex(@"\b(?:9\d|1[01]\d)[\s-]*(?:years?|yrs?|y/?o|yo)\b(?:[\s-]*old)?|\bage[d]?\s*(?:9\d|1[01]\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OldAge();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
