using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class LookUpPlanTests
{
    private static readonly Pack Dyspnoea = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea");

    public static TheoryData<string> Keys => ["acute_dyspnoea", "acute_kidney_injury"];

    [Theory]
    [MemberData(nameof(Keys))]
    public void For_EachPack_AsksForEveryFindingWithinTheLimitsOfAStatement(string key)
    {
        Pack pack = PackLibrary.BuiltIn.Packs.Single(one => one.Key == key);
        LookUpPlan plan = LookUpPlan.For(pack, Cases.File(Cases.Dyspnoea, films: ["ImagingStudy/x"]), new RecordView([], FakeWorld.Cutoff));

        pack.Findings.ShouldAllBe(finding => plan.Batches.Any(batch => batch.Findings.Contains(finding)));
        foreach (string sql in plan.Batches.Where(static batch => batch.Call.Name == ToolCalls.Sql).Select(static batch => ToolCalls.Argument(batch.Call, "sql_query")!))
        {
            sql.Length.ShouldBeLessThan(20_000);
            Regex.Count(sql, "UNION ALL").ShouldBeLessThan(20);
            sql.Count(static letter => letter == '\'').ShouldSatisfyAllConditions(static quotes => (quotes % 2).ShouldBe(0));
            sql.ShouldContain("AS look_up");
            sql.ShouldContain("resource");
            sql.ShouldContain("event_time");
            Deepest(sql).ShouldBeLessThan(60);
        }
    }

    [Fact]
    public void Open_FirstTurn_OrdersByGainForCost()
    {
        IReadOnlyList<FindingState> states = Cases.States(Dyspnoea, new FakeWorld());
        LookUpPlan plan = LookUpPlan.For(Dyspnoea, Cases.File(Cases.Dyspnoea, films: ["ImagingStudy/x"]), new RecordView([], FakeWorld.Cutoff));

        double[] gains = [.. plan.Open(Cases.File(Cases.Dyspnoea), states, Posterior.Compute(Dyspnoea, states).Weights).Select(static one => one.GainPerCost)];

        gains.ShouldBe(gains.OrderDescending());
        gains[0].ShouldBeGreaterThan(gains[^1]);
    }

    [Fact]
    public void Open_FindingsKnown_GainNothingMore()
    {
        FakeWorld world = Patients.HeartFailure();
        IReadOnlyList<FindingState> states = Cases.States(Dyspnoea, world);
        Posterior prior = Posterior.Compute(Dyspnoea, []);
        LookUpPlan plan = LookUpPlan.For(Dyspnoea, Cases.File(Cases.Dyspnoea), new RecordView([], FakeWorld.Cutoff));

        double Gain(IReadOnlyList<FindingState> known) => plan.Open(Cases.File(Cases.Dyspnoea), known, prior.Weights).Single(static one => one.Batch.Key == "panel:blood count").GainPerCost;

        Gain(Cases.States(Dyspnoea, new FakeWorld())).ShouldBeGreaterThan(0);
        Gain(states).ShouldBe(0);
    }

    [Theory]
    [InlineData(0.9999, "above 0.99")]
    [InlineData(0.0001, "below 0.01")]
    [InlineData(0.5, "0.50")]
    public void Show_Weight_IsNeverCertain(double weight, string text) => WeightText.Show(weight).ShouldBe(text);

    private static int Deepest(string sql)
    {
        int depth = 0;
        return sql.Max(letter => depth += letter switch { '(' => 1, ')' => -1, _ => 0 });
    }
}
