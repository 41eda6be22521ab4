using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Scoring;

/// <summary>A single gold answer, and what can be said of an answer beside it without a judge.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words.</param>
public sealed partial record GoldAnswer(GoldKind Kind, string Text)
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/MM/dd", "MM/dd/yyyy", "M/d/yyyy", "d MMMM yyyy", "MMMM d, yyyy", "d MMM yyyy", "MMM d, yyyy"];

    private static readonly string[] Instants =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>Reads a gold answer by its form; the vocabulary, where there is one, is asked before an identifier is assumed.</summary>
    public static GoldAnswer Read(string text, IReadOnlyCollection<string>? vocabulary)
    {
        string trimmed = text.Trim();
        GoldKind kind =
            YesNoWords.Read(trimmed) is not null && Word().IsMatch(trimmed) ? GoldKind.YesNo
            : vocabulary?.Contains(trimmed) == true ? GoldKind.Label
            : Number().IsMatch(trimmed) && trimmed.Length <= 6 ? GoldKind.Count
            : MomentOf(trimmed) is not null ? GoldKind.Moment
            : Identifying().IsMatch(trimmed) ? GoldKind.Identifier
            : GoldKind.Text;
        return new GoldAnswer(kind, trimmed);
    }

    /// <summary>Whether an answer says the same, or null where that takes a judge: words that differ may mean the same.</summary>
    public bool? Matches(string answer, IReadOnlyList<string>? vocabulary)
    {
        string said = answer.Trim().TrimEnd('.');
        return Kind switch
        {
            GoldKind.YesNo => YesNoWords.Read(said) is { } word ? word == YesNoWords.Read(Text) : null,
            GoldKind.Count => Numbers().Matches(said) is [var only] ? Value(only.Value) == Value(Text) : null,
            GoldKind.Moment => MomentIn(said) is { } moment ? SameMoment(moment) : null,
            GoldKind.Identifier => Tokens().Matches(said).Any(token => string.Equals(token.Value, Text, StringComparison.OrdinalIgnoreCase)),
            GoldKind.Label => CandidateNames.Find(said, vocabulary ?? []) is { } label ? label == Text : null,
            _ => CandidateNames.Find(said, [Text]) is not null ? true : null,
        };
    }

    private bool SameMoment((DateTime At, bool IsDate) said)
    {
        (DateTime at, bool isDate) = MomentOf(Text)!.Value;
        // An answer that is less exact than the question's own answer is another one; one that is more exact is not.
        return isDate ? said.At.Date == at : !said.IsDate && said.At == at;
    }

    private static (DateTime At, bool IsDate)? MomentIn(string said) =>
        MomentOf(said) ?? (Stamps().Matches(said) is [var only] ? MomentOf(only.Value) : null);

    private static (DateTime At, bool IsDate)? MomentOf(string text) =>
        DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) ? (date, true)
        : DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime at) ? (at, false)
        : null;

    private static decimal? Value(string digits) => decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    [GeneratedRegex(@"^\p{L}+$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{L}\d.])\d+(?:\.\d+)?(?![\p{L}\d])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?")]
    private static partial Regex Stamps();

    [GeneratedRegex(@"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/-]{2,}$")]
    private static partial Regex Identifying();

    [GeneratedRegex(@"[A-Za-z0-9][A-Za-z0-9._/-]*[A-Za-z0-9]|[A-Za-z0-9]")]
    private static partial Regex Tokens();
}
