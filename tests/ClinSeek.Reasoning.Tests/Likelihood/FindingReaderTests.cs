using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class FindingReaderTests
{
    private static readonly Pack Dyspnoea = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea");
    private static readonly Pack Kidney = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_kidney_injury");

    [Fact]
    public void ReadAll_EmptyRecord_LeavesEverythingUnknown() =>
        Cases.States(Dyspnoea, new FakeWorld()).ShouldAllBe(static state => state.State == null);

    [Fact]
    public void ReadAll_EmptyRecord_LeavesThePriors() =>
        Cases.Weigh(Dyspnoea, new FakeWorld()).Weights["pneumonia"].ShouldBe(0.249 / 0.998, 1e-9);

    public static TheoryData<string, double, string?, string?, string?> Values => new()
    {
        { "bnp", 1240, "pg/mL", null, "high" },
        { "bnp", 100, "ng/L", null, "middle" },
        { "bnp", 99.9, "pg/mL", null, "low" },
        { "bnp", 50, "pg/mL", "<", "low" },
        { "bnp", 100, "pg/mL", "<", "low" },
        { "bnp", 300, "pg/mL", "<", null },
        { "bnp", 5000, "pg/mL", ">", "high" },
        { "bnp", 1240, "furlong", null, null },
        { "bnp", 1240, null, null, null },
        { "crp", 21.2, "mg/dL", null, "high" },
        { "crp", 21.2, "mg/L", null, "middle" },
        { "hb", 71, "g/L", null, "low" },
        { "temperature", 101.8, "[degF]", null, "high" },
        { "temperature", 98.6, "degF", null, "normal" },
        { "pco2", 8, "kPa", null, "high" },
        { "pct", 0.25, "ug/L", null, "low" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void ReadAll_MeasuredValue_FallsIntoOneBand(string quantity, double value, string? unit, string? comparator, string? band)
    {
        PackFinding finding = Dyspnoea.Findings.Single(one => one.LookUps.Any(lookUp => lookUp.Quantity == quantity));

        Cases.States(Dyspnoea, new FakeWorld().Value(quantity, value, unit, comparator: comparator)).State(finding.Key).ShouldBe(band);
    }

    [Fact]
    public void ReadAll_StaleValue_IsUnknown() =>
        Cases.States(Dyspnoea, new FakeWorld().Value("bnp", 1240, "pg/mL", hours: 100)).State("lab_bnp").ShouldBeNull();

    [Fact]
    public void ReadAll_ValueEnteredInError_IsUnknown() =>
        Cases.States(Dyspnoea, new FakeWorld().Value("bnp", 1240, "pg/mL", status: "entered-in-error")).State("lab_bnp").ShouldBeNull();

    [Fact]
    public void ReadAll_LatestValueInUnknownUnit_IsNotReplacedByAnOlderOne() =>
        Cases.States(Dyspnoea, new FakeWorld().Value("bnp", 40, "pg/mL", hours: 20).Value("bnp", 1240, "blobs", hours: 1)).State("lab_bnp").ShouldBeNull();

    [Theory]
    [InlineData(40, 500.0, "high")]
    [InlineData(80, 500.0, "middle")]
    [InlineData(60, 900.0, "high")]
    [InlineData(80, 200.0, "low")]
    public void ReadAll_NtProBnp_UsesTheCutoffOfTheAge(int age, double value, string band) =>
        Cases.States(Dyspnoea, new FakeWorld().Patient(age).Value("ntprobnp", value, "pg/mL")).State("lab_ntprobnp").ShouldBe(band);

    [Theory]
    [InlineData(null, null)]
    [InlineData(40, "high")]
    [InlineData(70, "low")]
    public void ReadAll_DDimer_IsReadAgainstAge(int? age, string? band)
    {
        FakeWorld world = new FakeWorld().Value("ddimer", 0.6, "ug/mL{FEU}");

        Cases.States(Dyspnoea, age is { } years ? world.Patient(years) : world).State("lab_ddimer").ShouldBe(band);
    }

    [Theory]
    [InlineData("confirmed", "Heart failure", "present")]
    [InlineData("refuted", "Heart failure", null)]
    [InlineData("entered-in-error", "Heart failure", null)]
    [InlineData("provisional", "Heart failure", null)]
    [InlineData("confirmed", "Family history of heart failure", null)]
    public void ReadAll_Condition_CountsOnlyWhereItStands(string verification, string display, string? state) =>
        Cases.States(Dyspnoea, new FakeWorld().Condition(display, " |icd10cm|I50.9| ", verification)).State("hx_heart_failure").ShouldBe(state);

    [Theory]
    [InlineData("Cardiomegaly", true, "present")]
    [InlineData("Cardiomegaly", false, "absent")]
    public void ReadAll_Film_ReadsTheOperatingPoint(string finding, bool above, string state) =>
        Cases.States(Dyspnoea, new FakeWorld().Film(finding, above)).State("cxr_cardiomegaly").ShouldBe(state);

    [Theory]
    [InlineData(0.57, true, "present")]
    [InlineData(0.43, false, "absent")]
    [InlineData(0.43, true, null)]
    [InlineData(0.57, false, null)]
    public void ReadAll_MeasuredRatio_IsASecondReadingOfTheHeart(double ratio, bool above, string? state)
    {
        FindingState heart = Cases.States(Dyspnoea, new FakeWorld { Ratio = ratio }.Film("Cardiomegaly", above)).Single(static one => one.Finding.Key == "cxr_cardiomegaly");

        heart.State.ShouldBe(state);
        if (state is not null) heart.Basis.ShouldNotBeNull().Citations.Count.ShouldBe(2, "the score and the ratio");
    }

    [Fact]
    public void ReadAll_FilmAndReportDisagree_IsUnknownAndSaysSo()
    {
        FindingState state = Cases.States(Dyspnoea, new FakeWorld().Film("Cardiomegaly", true).Report("Heart size is normal.")).Single(static one => one.Finding.Key == "cxr_cardiomegaly");

        state.State.ShouldBeNull();
        state.Note.ShouldNotBeNull().ShouldContain("disagree");
    }

    [Fact]
    public void ReadAll_LaterNote_ReplacesAnEarlierOne() =>
        Cases.States(Dyspnoea, new FakeWorld().Note("Patient has orthopnoea.", 40).Note("Denies orthopnoea.", 2)).State("sx_orthopnoea").ShouldBe("absent");

    [Fact]
    public void ReadAll_NoteThatContradictsItself_IsUnknown() =>
        Cases.States(Dyspnoea, new FakeWorld().Note("No wheeze on arrival. Wheeze on both sides.")).State("sg_wheeze").ShouldBeNull();

    [Fact]
    public void ReadAll_LongNote_KeepsTheNegationAcrossParts()
    {
        string filler = string.Concat(Enumerable.Repeat("The patient was seen in the department today. ", 33));
        string note = filler[..(32 * 46)] + "Denies any orthopnoea at all. " + filler;

        Cases.States(Dyspnoea, new FakeWorld().Note(note)).State("sx_orthopnoea").ShouldBe("absent");
    }

    [Fact]
    public void ReadAll_DiureticKnown_ChoosesTheFigureForDiuretics()
    {
        FakeWorld Urine(FakeWorld world) => world.Value("urine_sodium", 20, "mmol/L").Value("sodium", 140, "mmol/L").Value("urine_creatinine", 100, "mg/dL").Value("creatinine", 2.0, "mg/dL");

        IReadOnlyList<FindingState> without = Cases.States(Kidney, Urine(new FakeWorld()));
        without.State("lab_fena_nodiur").ShouldBe("low");
        without.State("lab_fena_diur").ShouldBeNull();
        IReadOnlyList<FindingState> with = Cases.States(Kidney, Urine(new FakeWorld().Medication("furosemide 40 MG")));
        with.State("lab_fena_diur").ShouldBe("low");
        with.State("lab_fena_nodiur").ShouldBeNull();
    }

    [Fact]
    public void Formula_Fena_GivesThePublishedTestVector() =>
        Formulas.Compute("fena", Kidney, Cases.View(Kidney, new FakeWorld().Value("urine_sodium", 20, "mmol/L").Value("sodium", 140, "mmol/L").Value("urine_creatinine", 100, "mg/dL").Value("creatinine", 2.0, "mg/dL")))!.Value.ShouldBe(0.2857, 1e-3);

    [Fact]
    public void Formula_InputsOfDifferentDays_GiveNothing() =>
        Formulas.Compute("bun_creatinine", Kidney, Cases.View(Kidney, new FakeWorld().Value("bun", 70, "mg/dL", 2).Value("creatinine", 2.0, "mg/dL", 60))).ShouldBeNull();

    [Theory]
    [InlineData(1.0, 1.2, 0)]
    [InlineData(1.0, 1.6, 1)]
    [InlineData(1.0, 2.4, 2)]
    [InlineData(1.0, 3.1, 3)]
    [InlineData(2.5, 4.1, 3)]
    public void Formula_Kdigo_StagesTheRiseOverTheBaseline(double baseline, double now, int stage) =>
        Formulas.Compute("kdigo_aki", Kidney, Cases.View(Kidney, new FakeWorld().Value("creatinine", baseline, "mg/dL", 24 * 90).Value("creatinine", now, "mg/dL")))!.Value.ShouldBe(stage);

    [Fact]
    public void Formula_KdigoSmallRiseInTwoDays_IsStageOne() =>
        Formulas.Compute("kdigo_aki", Kidney, Cases.View(Kidney, new FakeWorld().Value("creatinine", 1.0, "mg/dL", 40).Value("creatinine", 1.3, "mg/dL", 2)))!.Value.ShouldBe(1);

    [Fact]
    public void Formula_KdigoSingleValue_IsUnknown() =>
        Formulas.Compute("kdigo_aki", Kidney, Cases.View(Kidney, new FakeWorld().Value("creatinine", 3, "mg/dL"))).ShouldBeNull();

    [Theory]
    [InlineData(2, "present")]
    [InlineData(24 * 30, null)]
    public void ReadAll_Film_CountsWithinItsWindowOnly(double hours, string? expected) =>
        Cases.States(PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea"), new FakeWorld().Film("Cardiomegaly", true, hours)).State("cxr_cardiomegaly").ShouldBe(expected);

    [Fact]
    public void ReadAll_AncaPositiveAntiGbmNegative_AreTwoFindings()
    {
        IReadOnlyList<FindingState> states = Cases.States(PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_kidney_injury"), new FakeWorld().Report("MPO-ANCA positive. Anti-GBM negative."));

        states.State("lab_anca").ShouldBe("present");
        states.State("lab_anti_gbm").ShouldBe("absent");
    }
}
