using System.Text;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PackLibraryTests
{
    public static TheoryData<string> Keys => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void BuiltIn_EachPack_HasEnoughHypothesesFindingsAndSources(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        pack.Hypotheses.Count.ShouldBeGreaterThanOrEqualTo(7);
        pack.Hypotheses.ShouldContain(static hypothesis => hypothesis.Key == Pack.NoneOfThese);
        pack.Findings.Count.ShouldBeGreaterThanOrEqualTo(20);
        pack.Findings.SelectMany(static finding => finding.Effects).ShouldAllBe(effect => pack.Sources.ContainsKey(effect.Source));
        pack.Findings.SelectMany(static finding => finding.Effects).Where(static effect => effect.Tag == "S").ShouldAllBe(effect => pack.Sources[effect.Source].Url != null || pack.Sources[effect.Source].Citation.Length > 10);
        PackValidator.Problems(pack).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void BuiltIn_EachFindingAndHypothesis_IsNamedWithoutFreeStandingNumbers(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        pack.Findings.ShouldAllBe(static finding => ClaimNumbers.Unquoted(finding.Name, new string[0]).Count == 0);
        pack.Hypotheses.ShouldAllBe(static hypothesis => ClaimNumbers.Unquoted(hypothesis.Name, new string[0]).Count == 0);
        pack.Formulas.ShouldAllBe(static formula => ClaimNumbers.Unquoted(formula.Name, new string[0]).Count == 0);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void BuiltIn_IntervalRatiosOfOneHypothesis_TurnOnceAtMost(string key)
    {
        foreach (PackFinding finding in PackLibrary.BuiltIn.Packs.Single(one => one.Key == key).Findings.Where(static finding => finding.Bands.Count > 0))
        {
            foreach (var own in finding.Effects.GroupBy(static effect => effect.Hypothesis))
            {
                double[] ratios = [.. finding.Bands.Select(band => own.FirstOrDefault(effect => effect.State == band.Key)?.Lr ?? 1)];
                // Both a low and a high temperature speak for sepsis, but no value may speak for and against by turns.
                int[] steps = [.. ratios.Zip(ratios.Skip(1), static (one, next) => Math.Sign(next - one)).Where(static step => step != 0)];
                steps.Zip(steps.Skip(1)).Count(static pair => pair.First != pair.Second).ShouldBeLessThanOrEqualTo(1, $"{finding.Key} {own.Key}");
            }
        }
    }

    public static TheoryData<string, string, string> Broken => new()
    {
        { "\"formatVersion\": 1", "\"formatVersion\": 9", "formatVersion 9" },
        { "\"hypothesis\": \"pneumonia\"", "\"hypothesis\": \"plague\"", "plague" },
        { "\"tag\": \"S+K\"", "\"tag\": \"X\"", "the tag 'X'" },
        { "\"below\": 250", "\"below\": 50", "must rise" },
        { "\"formula\": \"fena\"", "\"formula\": \"magic\"", "magic" },
        { "\"finding\": \"Cardiomegaly\"", "\"finding\": \"Fracture\"", "Fracture" },
        { "\"analyte\": \"natriuretic_peptide\"", "\"analyte\": \"nonsense\"", "nonsense" },
        { "\"lr\": 5.8", "\"lr\": -1", "above 0" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Load_BrokenPack_IsRefusedWithItsCause(string from, string to, string cause)
    {
        string name = from.Contains("fena", StringComparison.Ordinal) ? "acute_kidney_injury" : "acute_dyspnoea";
        using Stream stream = typeof(PackLibrary).Assembly.GetManifestResourceStream($"packs/{name}.json")!;
        using var reader = new StreamReader(stream);
        string json = reader.ReadToEnd();
        json.ShouldContain(from);

        var error = Should.Throw<InvalidDataException>(() => new PackLibrary([PackLibrary.Read(new MemoryStream(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))))]));

        error.Message.ShouldContain(cause);
    }

    [Fact]
    public void Read_UnknownMember_IsRefused() =>
        Should.Throw<InvalidDataException>(static () => PackLibrary.Read(new MemoryStream("{\"formatVersion\":1,\"extra\":2}"u8.ToArray())));
}
