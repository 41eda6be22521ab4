using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class NewPackTests
{
    private static readonly Dictionary<string, Func<FakeWorld>> Worlds = new(StringComparer.Ordinal)
    {
        ["acute_coronary_syndrome"] = Patients.Infarction,
        ["iron_deficiency"] = Patients.IronDeficiency,
        ["uti_pyelonephritis"] = Patients.Urosepsis,
        ["opioid_toxicity"] = Patients.Overdose,
        ["cardiac_syncope"] = Patients.HeartBlock,
        ["choledocholithiasis"] = Patients.DuctStone,
    };

    [Theory]
    [InlineData("What is the most likely cause of the chest pain?", "acute_coronary_syndrome")]
    [InlineData("Why is she anaemic?", "iron_deficiency")]
    [InlineData("What is the source of the fever?", "uti_pyelonephritis")]
    [InlineData("Why is he unresponsive?", "opioid_toxicity")]
    [InlineData("What explains the syncope?", "cardiac_syncope")]
    [InlineData("What is the cause of the jaundice?", "choledocholithiasis")]
    public async Task ReasonAsync_ClearPatient_NamesTheCauseWithClaimsThatStand(string question, string cause)
    {
        (Decision decision, CaseFile file) = await Cases.RunAsync(Worlds[cause](), question);

        decision.Abstention.ShouldBeNull();
        decision.Ranking[0].Key.ShouldBe(cause);
        decision.Claims.Count.ShouldBeGreaterThan(3);
        decision.Result.ShouldBeOfType<DifferentialAnswer>().Diagnoses[0].Hypothesis.ShouldBe(cause);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task ReasonAsync_NothingInTheRecord_AbstainsAndSaysWhatIsMissing(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);

        (Decision decision, CaseFile file) = await Cases.RunAsync(new FakeWorld().Patient(60, "male"), $"What is the cause of the {pack.Problem.Name}?");

        decision.Answer.ShouldBeNull();
        decision.Abstention.ShouldNotBeNull().ShouldContain("Too little evidence");
        decision.WouldChange.Count.ShouldBeGreaterThan(2);
        DecisionChecker.Check(decision, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_PremiseNotShown_NamesNoCause()
    {
        (Decision anaemia, CaseFile file) = await Cases.RunAsync(Patients.IronDeficiency().Value("hb", 14.2, "g/dL", 1), "Why is she anaemic?");
        (Decision liver, _) = await Cases.RunAsync(new FakeWorld().Patient(50, "male").Note("Jaundice suspected.").Value("bilirubin", 0.6, "mg/dL").Value("alt", 20, "U/L").Value("ast", 20, "U/L").Value("alp", 70, "U/L").Value("inr", 1.0, "{INR}").Value("albumin", 4.4, "g/dL").Value("platelets", 250, "10*9/L"), "Why are the liver tests abnormal?");

        anaemia.Abstention.ShouldNotBeNull().ShouldContain("presumes anaemia by the WHO limits");
        liver.Abstention.ShouldNotBeNull().ShouldContain("presumes raised bilirubin or liver enzymes");
        DecisionChecker.Check(anaemia, file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReasonAsync_HaemoglobinBetweenTheLimitsOfTheSexes_TakesThePremiseOnTrustWhereSexIsUnknown()
    {
        (Decision unknown, _) = await Cases.RunAsync(new FakeWorld().Patient(50).Value("hb", 12.4, "g/dL"), "Why is the patient anaemic?");
        (Decision female, _) = await Cases.RunAsync(new FakeWorld().Patient(50, "female").Value("hb", 12.4, "g/dL"), "Why is the patient anaemic?");

        unknown.Caveats.ShouldContain(static caveat => caveat.Contains("taken on trust", StringComparison.Ordinal));
        female.Abstention.ShouldNotBeNull().ShouldContain("presumes anaemia");
    }

    public static TheoryData<string> Keys() => [.. PackLibrary.BuiltIn.Packs.Select(static pack => pack.Key)];
}
