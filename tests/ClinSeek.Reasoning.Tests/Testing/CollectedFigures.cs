using System.Globalization;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>The collected likelihood ratios and priors that packs take their figures from; a copy lies in tests/Fixtures/clinical.</summary>
internal static partial class CollectedFigures
{
    /// <summary>The rows of <c>clinical-likelihoods.csv</c>.</summary>
    public static IReadOnlyList<CollectedRatio> Ratios { get; } =
        [.. Rows("clinical-likelihoods.csv").Select(static row => new CollectedRatio(row[0], row[1], row[2], Number(row[4]), Number(row[5]), row[7], row[9]))];

    /// <summary>The rows of <c>clinical-priors.csv</c>.</summary>
    public static IReadOnlyList<CollectedPrior> Priors { get; } =
        [.. Rows("clinical-priors.csv").Select(static row => new CollectedPrior(row[0], row[1], Number(row[2])!.Value, row[3], row[4], row[5]))];

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "clinical", file)).Skip(1).Where(static line => line.Length > 0)
            .Select(static line => (string[])[.. Field().Matches(line).Select(static match => match.Groups[1].Success ? match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups[2].Value)]);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    [GeneratedRegex("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")]
    private static partial Regex Field();
}
