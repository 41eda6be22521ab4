using System.IO.Compression;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

/// <summary>The codes of the packs against the official lists.</summary>
[Trait("Category", "SharedData")]
public sealed class PackCodeTests
{
    public static TheoryData<string> Keys() => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Codes_OfHypothesesAndFindings_AreInTheOfficialLists(string key)
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: set CLINSEEK_SHARED_DATA to the folder that holds knowledge/ccsr-icd10cm.");
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        string[] codes = [.. (await LinesAsync("DX_to_CCSR_Mapping.csv.gz")).Select(static line => line.Split(',')[0]).Order(StringComparer.Ordinal)];
        string categories = string.Join('\n', await LinesAsync("CCSR_Categories.csv.gz"));

        foreach (string prefix in pack.Hypotheses.SelectMany(static one => one.Icd10Cm ?? []).Concat(pack.Findings.SelectMany(static finding => finding.LookUps).SelectMany(static lookUp => lookUp.Icd10Cm)).Distinct())
        {
            string plain = prefix.Replace(".", "", StringComparison.Ordinal);
            int at = Array.BinarySearch(codes, plain, StringComparer.Ordinal);
            codes[Math.Min(codes.Length - 1, at < 0 ? ~at : at)].ShouldStartWith(plain);
        }

        foreach ((string category, string name) in pack.Hypotheses.SelectMany(static one => one.Ccsr ?? new Dictionary<string, string>()))
        {
            (categories.Contains($"{category},{name}\n", StringComparison.Ordinal) || categories.Contains($"{category},\"{name}\"", StringComparison.Ordinal)).ShouldBeTrue($"{category} {name}");
        }
    }

    private static async Task<string[]> LinesAsync(string file)
    {
        await using FileStream packed = File.OpenRead(Path.Combine(SharedData.Folder!, "knowledge", "ccsr-icd10cm", file));
        await using var open = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(open);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Select(static line => line.TrimEnd('\r')).ToArray();
    }
}
