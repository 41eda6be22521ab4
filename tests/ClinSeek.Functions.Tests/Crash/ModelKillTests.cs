using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>
/// Kills a process (SIGKILL) inside a case that a language model reasons about, goes on in another, and counts what the model
/// was asked: an answer that was stored is never asked for again, each missing one once, and the end is that of a run that
/// nobody disturbed.
/// </summary>
public sealed class ModelKillTests
{
    private const int Seed = 20261125;

    private static readonly CaseId Id = CaseId.Parse(CrashScenario.CaseName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public Task Row37_Durability_KilledAtSeededPoints_RepeatsNoStoredModelCallAndKeepsTheAnswer() => RunAsync([2, 9], killsEach: 3);

    [Fact(Timeout = 600_000)]
    public Task Row37_Durability_KilledWhileASecondModelReads_RepeatsNoStoredModelCallAndKeepsTheReading() => RunAsync([CrashScenario.ReadTwice], killsEach: 4);

    [Fact]
    [Trait("Category", "Endurance")]
    public Task Row37_Durability_KilledAHundredTimesInTwentyCases_RepeatsNoStoredModelCallAndKeepsTheAnswer() =>
        RunAsync([.. Enumerable.Range(0, CrashScenario.Count)], killsEach: 6);

    private static async Task RunAsync(int[] scenarios, int killsEach)
    {
        var random = new Random(Seed);
        int kills = 0;
        foreach (int number in scenarios)
        {
            await using ScriptedModel model = await ScriptedModel.StartAsync(CrashScript.Reply);
            CrashScenario scenario = CrashScenario.Of(number) with { Model = model.Endpoint };
            (IReadOnlyList<string> expected, string? answer, long points, int asked) = await UndisturbedAsync(scenario, model);
            foreach (int part in Enumerable.Range(0, killsEach))
            {
                long point = 1 + (points * part / killsEach) + random.NextInt64(Math.Max(1, points / killsEach));
                kills += await KillAndCompareAsync(scenario, model, point, expected, answer, asked);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills over {scenarios.Length} cases"));
        kills.ShouldBeGreaterThanOrEqualTo(scenarios.Length * killsEach * 5 / 6);
    }

    private static async Task<(IReadOnlyList<string> Expected, string? Answer, long Points, int Asked)> UndisturbedAsync(CrashScenario scenario, ScriptedModel model)
    {
        using var folder = new TemporaryFolder();
        SamplePatient.Write(folder["record"]);
        var (exit, points, output) = await CrashChild.RunAsync(folder.Path, scenario, crashAt: 0, storage: null, Stop);
        exit.ShouldBe(0, output);
        await using CaseWorld world = CaseWorld.Read(folder.Path, scenario.Reasoner());
        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        view.Status.ShouldBe(CaseStatus.Decided, $"case {scenario.Number}: {view.Reason}");
        int asked = model.Answered;
        asked.ShouldBe(await StoredAsync(world), "every answer is stored");
        return (await LogicalRecord.ReadAsync(world, Id), view.Answer, points, asked);
    }

    private static async Task<int> KillAndCompareAsync(CrashScenario scenario, ScriptedModel model, long point, IReadOnlyList<string> expected, string? answer, int asked)
    {
        using var folder = new TemporaryFolder();
        SamplePatient.Write(folder["record"]);
        var (exit, _, output) = await CrashChild.RunAsync(folder.Path, scenario, point, storage: null, Stop);
        exit.ShouldBeOneOf([0, CrashChild.Killed], output);

        await using CaseWorld world = await CaseWorld.StartAsync(folder.Path, scenario.Reasoner(), before: scenario.AddReaders, hold: true);
        int stored = await StoredAsync(world);
        int before = model.Answered;
        await world.Host.StartAsync(Stop);
        await scenario.WorkAsync(world, folder.Path, Stop);

        string where = string.Create(CultureInfo.InvariantCulture, $"case {scenario.Number}, killed at point {point}, {stored} of {asked} answers stored");
        (model.Answered - before).ShouldBe(asked - stored, where);
        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        view.Answer.ShouldBe(answer, $"{where}: {view.Status}, {view.Reason}");
        (await LogicalRecord.ReadAsync(world, Id)).ShouldBe(expected, where);
        CaseLedger ledger = await world.Get<ILedgerStore>().ReadAsync(Id, Stop);
        ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseSealed).ShouldBe(1, where);
        (await world.Cases.VerifyAsync(Id, withKey: true, view.LedgerHead, Stop))!.Reason.ShouldBeNull(where);
        (await world.Cases.ReplayAsync(Id, Stop))!.Reason.ShouldBeNull(where);
        return exit == CrashChild.Killed ? 1 : 0;
    }

    /// <summary>How many answers of the model the case's store holds.</summary>
    private static async Task<int> StoredAsync(CaseWorld world)
    {
        int stored = 0;
        for (int step = 1; step <= 30; step++)
        {
            for (int round = 1; round <= 3; round++)
            {
                stored += await world.Get<CaseRecord>().HasAsync(Id, DocumentNames.Exchange(step, round), Stop) ? 1 : 0;
                stored += await world.Get<CaseRecord>().HasAsync(Id, DocumentNames.ReadingExchange(1, step, round), Stop) ? 1 : 0;
            }
        }

        return stored;
    }
}
