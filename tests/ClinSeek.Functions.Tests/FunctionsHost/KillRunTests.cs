using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>
/// Kills the handler again and again while cases run, on a platform that starts a stopped host anew. Every case must end with a
/// decision, none may be lost, and no step may be recorded twice.
/// </summary>
public sealed class KillRunTests : IDisposable
{
    private const int Seed = 20260301;

    // A handler is killed at once or lives up to so many times as long as it took to start, on a fast machine and a slow one.
    private const int LongestLife = 4;

    private static readonly string[] Patients = ["demo-01-arden", "demo-02-brook", "demo-03-corso", "demo-06-fabel", "demo-07-grieg"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Kill_ThreeTimes_LosesNoCase() => RunAsync(cases: 2, kills: 3);

    [Fact]
    [Trait("Category", "Endurance")]
    public Task Kill_TwoHundredTimesOverFiftyCases_LosesNoCase() => RunAsync(cases: 50, kills: 200);

    private async Task RunAsync(int cases, int kills)
    {
        var clock = Stopwatch.StartNew();
        var random = new Random(Seed);
        await using var platform = new Platform(_folder.Path);
        await platform.StartAsync();
        var ids = new List<string>();
        int killed = 0;
        TimeSpan restart = TimeSpan.FromMilliseconds(500);
        while (ids.Count < cases || killed < kills || !await platform.HaveEndedAsync(ids))
        {
            // As many kills a case as there are for each; more cases where some end before that.
            if ((ids.Count < cases && ids.Count * kills <= killed * cases) || await platform.HaveEndedAsync(ids))
            {
                ids.Add(await platform.StartCaseAsync(Patients[ids.Count % Patients.Length]));
            }

            await Task.Delay(restart * random.NextDouble() * LongestLife, Stop);
            if (killed < kills)
            {
                restart = await platform.KillHandlerAsync();
                killed++;
            }

            await platform.SweepAsync();
        }

        int resumed = 0;
        await using ProductHost reader = ProductHost.Read(_folder.Path);
        foreach (string id in ids)
        {
            CaseLedger ledger = await reader.Get<ILedgerStore>().ReadAsync(CaseId.Parse(id), Stop);
            CaseView view = (await reader.Cases.GetAsync(CaseId.Parse(id), Stop))!;
            view.Status.ShouldBeOneOf([CaseStatus.Decided, CaseStatus.Abstained], $"{id}: {view.Reason}");
            int[] steps = [.. ledger.Entries.Select(static recorded => recorded.Entry.Body.Step).OfType<int>()];
            steps.ShouldBe(Enumerable.Range(0, steps.Length), id);
            ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseSealed).ShouldBe(1, id);
            resumed += ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed);
            await reader.ShouldHoldAsync(view);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ids.Count} cases, {killed} kills, {resumed} resumptions, {platform.HostStarts} host starts, {platform.Turns}, {clock.Elapsed.TotalSeconds:0} s"));
    }
}
