using System.Globalization;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>The numbers that a claim states as facts: those outside <c>(computed: ...)</c> that are not part of a word.</summary>
internal static partial class ClaimNumbers
{
    /// <summary>The numbers of a claim that none of its quotes holds.</summary>
    public static IReadOnlyList<string> Unquoted(string claim, IEnumerable<string> quotes)
    {
        HashSet<double> quoted = [.. quotes.SelectMany(static quote => Number().Matches(quote)).Select(Value)];
        return [.. Number().Matches(WithoutComputed(claim)).Where(match => !quoted.Contains(Value(match))).Select(static match => match.Value).Distinct()];
    }

    /// <summary>Whether a quote states a share of one, as itself or in per cent.</summary>
    public static bool StatesShare(string quote, double share) => Number().Matches(quote).Any(match =>
        Math.Abs((Percent().IsMatch(quote, match.Index + match.Length) ? Value(match) / 100 : Value(match)) - share) < 1e-9);

    private static string WithoutComputed(string claim)
    {
        int start = claim.IndexOf("(computed", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return claim;
        }

        int depth = 0;
        for (int index = start; index < claim.Length; index++)
        {
            depth += claim[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return claim[..start] + " " + WithoutComputed(claim[(index + 1)..]);
            }
        }

        return claim[..start];
    }

    private static double Value(Match match) =>
        double.TryParse(match.Value.Replace(",", "", StringComparison.Ordinal).Replace('\u2212', '-'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    // Of a range it may stand behind the second number only.
    [GeneratedRegex(@"\G\s*(?:(?:[-\u2013]|to)\s*\d+(?:\.\d+)?\s*)?(?:%|\uFF05|percent\b|per\s?cent\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Percent();

    // A sign counts where it is none of a range or a name; a time stamp's T and Z end a number like a blank.
    [GeneratedRegex(@"(?<![\p{L}\p{N}.,](?<!\dT))(?:(?<![\p{L}\p{N})\]])(?<!\d\s*)[-\u2212](?=\d))?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\p{N}|[.,]\d|(?!T\d|Z\b)\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
