using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>
/// Kills a process (SIGKILL) at a commit point of engine, store or ledger, goes on in another, and holds the end against a
/// run that nobody disturbed: same answer, same payloads, no step twice, nothing lost.
/// </summary>
public sealed class CrashMatrixTests(AzuriteFixture azurite)
{
    private const int Seed = 20260131;

    private static readonly CaseId Id = CaseId.Parse(CrashScenario.CaseName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Kill_SeededCommitPoints_EndsLikeAnUndisturbedRun() => RunAsync([0, 4, 6, 9], killsEach: 6);

    /// <summary>The record lies in Azurite, which survives; the runs it is held against include one on files.</summary>
    [Fact]
    public Task Kill_SeededCommitPointsOnAzurite_EndsLikeAnUndisturbedRun() => RunAsync([4], killsEach: 5, onAzurite: true);

    [Fact]
    [Trait("Category", "Endurance")]
    public Task Kill_TwoHundredCommitPointsOnAzurite_EndsLikeAnUndisturbedRun() =>
        RunAsync([.. Enumerable.Range(0, CrashScenario.Count)], killsEach: 10, onAzurite: true);

    [Fact]
    public Task Kill_SeededCommitPointsOfACaseThatAsksPeople_EndsLikeAnUndisturbedRun() => RunAsync([CrashScenario.AsksPeople], killsEach: 6);

    [Fact]
    [Trait("Category", "Endurance")]
    public Task Kill_HundredCommitPointsOfACaseThatAsksPeople_EndsLikeAnUndisturbedRun() => RunAsync([CrashScenario.AsksPeople], killsEach: 100);

    [Fact]
    [Trait("Category", "Endurance")]
    public Task Kill_TwoHundredCommitPointsOverTwentyCases_EndsLikeAnUndisturbedRun() => RunAsync([.. Enumerable.Range(0, CrashScenario.Count)], killsEach: 12);

    private async Task RunAsync(int[] scenarios, int killsEach, bool onAzurite = false)
    {
        var random = new Random(Seed);
        int kills = 0;
        foreach (CrashScenario scenario in scenarios.Select(CrashScenario.Of))
        {
            (IReadOnlyList<string> expected, string? answer, long points) = await UndisturbedAsync(scenario, await StorageAsync(onAzurite));
            if (onAzurite)
            {
                (await UndisturbedAsync(scenario, null)).Expected.ShouldBe(expected);
            }

            foreach (long point in Pick(random, points, killsEach))
            {
                kills += await KillAndCompareAsync(scenario, point, expected, answer, await StorageAsync(onAzurite));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills over {scenarios.Length} cases"));
        kills.ShouldBeGreaterThanOrEqualTo(scenarios.Length * killsEach * 9 / 10);
    }

    private async Task<StorageOptions?> StorageAsync(bool onAzurite) => onAzurite
        ? new StorageOptions
        {
            Provider = StorageProvider.AzureBlob,
            ConnectionString = (await azurite.ServerAsync()).ConnectionString,
            Container = AzuriteFixture.NewContainerName(),
        }
        : null;

    /// <summary>Spread over the whole run, one in each equal part.</summary>
    private static IEnumerable<long> Pick(Random random, long points, int count) =>
        Enumerable.Range(0, count).Select(part => 1 + (points * part / count) + random.NextInt64(Math.Max(1, points / count))).Distinct();

    private static async Task<(IReadOnlyList<string> Expected, string? Answer, long Points)> UndisturbedAsync(CrashScenario scenario, StorageOptions? storage)
    {
        using var folder = new TemporaryFolder();
        SamplePatient.Write(folder["record"]);
        var (exit, points, output) = await CrashChild.RunAsync(folder.Path, scenario, crashAt: 0, storage, Stop);
        exit.ShouldBe(0, output);
        await using CaseWorld world = CaseWorld.Read(folder.Path, scenario.Reasoner(), storage);
        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        view.Status.ShouldBeOneOf(CaseStatus.Decided, CaseStatus.Abstained);
        return (await LogicalRecord.ReadAsync(world, Id), view.Answer, points);
    }

    private static async Task<int> KillAndCompareAsync(CrashScenario scenario, long point, IReadOnlyList<string> expected, string? answer, StorageOptions? storage)
    {
        using var folder = new TemporaryFolder();
        SamplePatient.Write(folder["record"]);
        var (exit, _, output) = await CrashChild.RunAsync(folder.Path, scenario, point, storage, Stop);
        exit.ShouldBeOneOf([0, CrashChild.Killed], output);

        await using CaseWorld world = await CaseWorld.StartAsync(folder.Path, scenario.Reasoner(), storage: storage);
        await scenario.WorkAsync(world, folder.Path, Stop);

        string where = string.Create(CultureInfo.InvariantCulture, $"case {scenario.Number}, killed at point {point}");
        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        view.Answer.ShouldBe(answer, $"{where}: {view.Status}, {view.Steps} steps, {view.Reason}");
        (await LogicalRecord.ReadAsync(world, Id)).ShouldBe(expected, where);
        CaseLedger ledger = await world.Get<ILedgerStore>().ReadAsync(Id, Stop);
        int[] steps = [.. ledger.Entries.Select(static recorded => recorded.Entry.Body.Step).OfType<int>()];
        steps.ShouldBe(Enumerable.Range(0, steps.Length), where);
        ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseSealed).ShouldBe(1, where);
        (await world.Cases.VerifyAsync(Id, withKey: true, view.LedgerHead, Stop))!.Reason.ShouldBeNull(where);
        (await world.Cases.ReplayAsync(Id, Stop))!.Reason.ShouldBeNull(where);
        return exit == CrashChild.Killed ? 1 : 0;
    }
}
