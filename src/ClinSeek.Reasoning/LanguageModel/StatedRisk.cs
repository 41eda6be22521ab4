using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// The risk that a model states with a yes or no, as models write it: a share from 0 to 1, a percentage, a share of so many,
/// a bound, or a range of these. A bare 12 is not read as 12 %: what is meant must be said. What cannot be read is no risk.
/// </summary>
internal static partial class StatedRisk
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The two ends of a risk; null where nothing was stated or it cannot be read. They may lie outside of 0 to 1, for the checker to refuse.</summary>
    public static (double Low, double High)? Read(JsonElement stated) => stated.ValueKind switch
    {
        JsonValueKind.Number => Finite(stated.GetDouble(), stated.GetDouble()),
        JsonValueKind.String => Read(stated.GetString()!),
        JsonValueKind.Array => stated.EnumerateArray().Take(3).Select(Read).ToArray() switch
        {
            [{ } only] => only,
            [{ } low, { } high] => Finite(low.Low, high.High),
            _ => null,
        },
        JsonValueKind.Object => OfMembers(stated),
        _ => null,
    };

    /// <summary>The two ends of a risk written as a text; null where it is none.</summary>
    public static (double Low, double High)? Read(string text)
    {
        if (Share().Match(text) is { Success: true } share)
        {
            return Number(share.Groups["part"].Value) is { } part && Number(share.Groups["whole"].Value) is { } whole and > 0 ? Finite(part / whole, part / whole) : null;
        }

        Match match = Form().Match(text);
        if (!match.Success || Number(match.Groups["low"].Value) is not { } low)
        {
            return null;
        }

        double unit = match.Groups["percent"].Success ? 100 : 1;
        double? upper = match.Groups["high"].Success ? Number(match.Groups["high"].Value) : low;
        return (match.Groups["below"].Success, match.Groups["above"].Success, upper) switch
        {
            (_, _, null) => null,
            (true, _, _) => Finite(0, low / unit),
            (_, true, _) => Finite(low / unit, 1),
            (_, _, { } high) => Finite(low / unit, high / unit),
        };
    }

    /// <summary>The risk that a text states in words of its own, such as «risk: 12 %»; null where it states none or several.</summary>
    public static string? Find(string text) => Sentence().Matches(text) is [var only] ? only.Groups["stated"].Value : null;

    /// <summary>Whether a line says a risk and nothing else.</summary>
    public static bool IsLine(string line) => Sentence().Match(line) is { Success: true, Index: 0 } match && match.Length >= line.TrimEnd(' ', '.').Length;

    private static (double, double)? OfMembers(JsonElement stated)
    {
        (double Low, double High)? Member(params string[] names) =>
            names.Select(name => stated.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? Read(value) : null).FirstOrDefault(static read => read is not null);

        return (Member("low", "lower", "min"), Member("high", "upper", "max")) switch
        {
            ({ } low, { } high) => Finite(low.Low, high.High),
            _ => Member("value", "risk", "probability"),
        };
    }

    private static (double, double)? Finite(double low, double high) => double.IsFinite(low) && double.IsFinite(high) ? (low, high) : null;

    private static double? Number(string text) =>
        decimal.TryParse(text.Replace(',', '.').Replace('\u2212', '-'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number) ? (double)number : null;

    private const string Figure = @"[-\u2212]?(\d{1,9}([.,]\d{1,12})?|[.,]\d{1,12})(e-?\d{1,2})?";
    private const string Percent = @"\s*(?<percent>%|\uFF05|percent|per\s?cent|pct)";
    private const string Bound = @"((?<below><=?|\u2264|under|below|less than|at most|up to)|(?<above>>=?|\u2265|over|above|more than|at least)|about|around|approximately|approx\.?|roughly|circa|ca\.?|~|\u2248)";

    [GeneratedRegex($@"^\s*({Bound}\s*)?(?<low>{Figure})({Percent})?(\s*(-|\u2013|\u2014|\.\.|to|and)\s*(?<high>{Figure})({Percent})?)?\s*(risk|probability|chance|likelihood)?\s*(\([^()]*\))?\s*\.?\s*$", Options)]
    private static partial Regex Form();

    [GeneratedRegex($@"^\s*(about\s+)?(?<part>\d{{1,9}})\s*(/|in|of|out of)\s*(?<whole>\d{{1,9}})\s*\.?\s*$", Options)]
    private static partial Regex Share();

    // Without a sign of per cent it has to look like a share: «30 days» is no risk.
    [GeneratedRegex($@"\b(risk|probability|likelihood|chance)s?\b[^.;:=\n<>~]{{0,80}}?\s*(:|=)?\s*(?<stated>({Bound}\s*)?({Figure}({Percent})?\s*(-|\u2013|to)\s*)?({Figure}{Percent}|0?[.,]\d{{1,12}}(?!\d|\s*[-\u2013]|\s*to\b)))(?!\w)", Options)]
    private static partial Regex Sentence();
}
