using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.LookUps;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class AsOfTests
{
    private const string Later = "days later";

    [Fact]
    public async Task ReasonAsync_AskedMonthsAfterTheLastEntry_DecidesTheSameWithACaveat()
    {
        (Decision then, _) = await Cases.RunAsync(WithLatest(2), Cases.Dyspnoea);
        (Decision now, CaseFile file) = await Cases.RunAsync(WithLatest(2), Cases.Dyspnoea, cutoff: FakeWorld.Cutoff.AddDays(120));

        now.Answer.ShouldNotBeNull().ShouldBe(then.Answer);
        now.Ranking.Select(static one => (one.Key, one.Weight)).ShouldBe(then.Ranking.Select(static one => (one.Key, one.Weight)));
        now.Claims.Select(static claim => claim.Text).ShouldBe(then.Claims.Select(static claim => claim.Text));
        then.Caveats.ShouldNotContain(static caveat => caveat.Contains(Later, StringComparison.Ordinal));
        now.Caveats.ShouldContain(static caveat => caveat.Contains("the cut-off lies 120 days later", StringComparison.Ordinal) && caveat.Contains("2026-03-01 10:00Z", StringComparison.Ordinal));
        file.Steps[0].Turn.Calls.ShouldContain(ToolCalls.Query(SqlCompiler.Latest(FakeWorld.Cutoff.AddDays(120))));
    }

    [Fact]
    public async Task ReasonAsync_AskedMonthsLaterOfARecordWithoutAKnownLastEntry_CountsNothingAsRecent()
    {
        (Decision decision, _) = await Cases.RunAsync(Patients.HeartFailure(), Cases.Dyspnoea, cutoff: FakeWorld.Cutoff.AddDays(120));

        decision.Answer.ShouldBeNull();
    }

    [Fact]
    public async Task ReasonAsync_AskedHoursAfterTheLastEntry_HasNoSuchCaveat()
    {
        (Decision decision, _) = await Cases.RunAsync(WithLatest(2), Cases.Dyspnoea, cutoff: FakeWorld.Cutoff.AddHours(12));

        decision.Caveats.ShouldNotContain(static caveat => caveat.Contains(Later, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void AsOf_LastEntry_CountsAtMostUpToTheCutoff(double hoursBefore, double expectedHoursBefore) =>
        View(new FakeWorld().Add("latest", ("event_time", FakeWorld.Hours(hoursBefore)))).AsOf.ShouldBe(FakeWorld.Cutoff.AddHours(-expectedHoursBefore));

    [Fact]
    public void AsOf_NoLastEntry_IsTheCutoff() => View(new FakeWorld()).AsOf.ShouldBe(FakeWorld.Cutoff);

    [Theory]
    [InlineData(30, 24, true)]
    [InlineData(53, 24, true)]
    [InlineData(55, 24, false)]
    [InlineData(-1, 24, false)]
    [InlineData(9000, null, true)]
    public void InWindow_Time_CountsBackFromTheLastEntry(double hoursBefore, int? window, bool expected) =>
        View(new FakeWorld().Add("latest", ("event_time", FakeWorld.Hours(30)))).InWindow(FakeWorld.Cutoff.AddHours(-hoursBefore), window).ShouldBe(expected);

    [Fact]
    public void Latest_Cutoff_BoundsTheEntries() =>
        SqlCompiler.Latest(FakeWorld.Cutoff).ShouldEndWith("WHERE event_time <= '2026-03-01T12:00:00Z'");

    private static FakeWorld WithLatest(double hours) => Patients.HeartFailure().Add("latest", ("event_time", FakeWorld.Hours(hours)), ("resource", null), ("row", null));

    private static RecordView View(FakeWorld world)
    {
        ToolCall call = ToolCalls.Query(SqlCompiler.Latest(FakeWorld.Cutoff));
        return new RecordView([new EvidenceItem(new EvidenceId(1, 0), call, world.Answer(call))], FakeWorld.Cutoff);
    }
}
