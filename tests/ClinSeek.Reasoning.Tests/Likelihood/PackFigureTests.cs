using System.Globalization;
using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PackFigureTests
{
    [Theory]
    [Trait("Category", "SharedData")]
    [InlineData("acute_dyspnoea")]
    [InlineData("acute_kidney_injury")]
    public void Effects_NotAssumed_StandInTheCollectedFigures(string key)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: set CLINSEEK_SHARED_DATA to the folder that holds clinical/clinical-likelihoods.csv.");
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        HashSet<(string Source, double Ratio, string Tag)> collected = [.. File.ReadLines(Path.Combine(SharedData.Folder!, "clinical", "clinical-likelihoods.csv")).Skip(1).Select(Fields).Where(row => row[0] == key).SelectMany(static row => Ratios(row).Select(ratio => (row[7], ratio, row[9])))];

        foreach (PackEffect effect in pack.Findings.SelectMany(static finding => finding.Effects).Where(static effect => effect.Tag != "assumption"))
        {
            collected.ShouldContain((pack.Sources[effect.Source].Citation, effect.Lr, effect.Tag));
        }
    }

    private static IEnumerable<double> Ratios(string[] row)
    {
        double? positive = Number(row[4]);
        double? negative = Number(row[5]);
        return new[] { positive, negative, negative is { } ratio ? Math.Round(1 / ratio, 2) : null }.OfType<double>();
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static string[] Fields(string line) =>
        [.. Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(static match => match.Groups[1].Success ? match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups[2].Value)];
}
