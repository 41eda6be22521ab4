using System.Text;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.People;

/// <summary>Pause, continue, note and raise.</summary>
public sealed class SteeringTests : IDisposable
{
    private const string Canary = "Qponmlk4471Canary";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pause_RunningCase_ActsOnNothingUntilItContinues()
    {
        using var gate = new Gate(2);
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(), new ScriptedReasoner { Before = gate.Hold });
        SemaphoreSlim held = await gate.NextAsync();

        (await world.People.PauseAsync(PeopleWorld.Id, "p-1", "lunch", Stop)).ShouldBe(PersonOutcome.Done);
        held.Release();
        CaseView paused = await world.SettleAsync();
        (await world.People.ContinueAsync(PeopleWorld.Id, "c-1", null, Stop)).ShouldBe(PersonOutcome.Done);
        CaseView view = await world.SettleAsync();

        (paused.Status, paused.Steps).ShouldBe((CaseStatus.Waiting, 1));
        view.Status.ShouldBe(CaseStatus.Decided);
        (await world.People.PauseAsync(PeopleWorld.Id, "p-2", null, Stop)).ShouldBe(PersonOutcome.Ended);
        (await world.People.PauseAsync(PeopleWorld.Id, "p-1", null, Stop)).ShouldBe(PersonOutcome.Done);
        (await world.KindsAsync()).Where(static kind => kind.StartsWith("operator.", StringComparison.Ordinal)).ShouldBe(["operator.pause", "operator.resume"]);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Pause_EngineDiesAfterTheRecord_TheSweepPausesAndContinues()
    {
        using var gate = new Gate(2);
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(), new ScriptedReasoner { Before = gate.Hold });
        SemaphoreSlim held = await gate.NextAsync();
        DurableTaskClient engine = world.World.Host.Client!;

        await world.CutAsync(() => world.People.PauseAsync(PeopleWorld.Id, "p-1", null, Stop));
        (await engine.GetInstanceAsync("asked", cancellationToken: Stop))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        await world.SweepAsync();
        await UntilAsync(engine, OrchestrationRuntimeStatus.Suspended);
        await world.CutAsync(() => world.People.ContinueAsync(PeopleWorld.Id, "c-1", null, Stop));
        await world.SweepAsync();
        held.Release();

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Pause_InstanceFailsMeanwhile_IsFollowedOnlyAfterContinue()
    {
        using var gate = new Gate(2);
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(), new ScriptedReasoner { Before = gate.Hold });
        SemaphoreSlim late = await gate.NextAsync();
        await world.People.PauseAsync(PeopleWorld.Id, "p-1", null, Stop);
        world.Engine.Fail("asked");

        (await world.SweepAsync()).Resumed.ShouldBe(0);
        using (world.World.Get<CaseClient>().Use(world.Engine))
        {
            await world.People.ContinueAsync(PeopleWorld.Id, "c-1", null, Stop);
        }

        late.Release();
        (await gate.NextAsync()).Release();
        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        (await world.LedgerAsync()).Head.Epoch.ShouldBe(1);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Note_RunningAndSealedCase_IsRecordedOnceAndHolds()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople());
        await world.SettleAsync();
        var note = new NoteSubmission { Text = "seen by the ward", By = "Nurse", RequestId = "n-1" };

        (await world.People.NoteAsync(PeopleWorld.Id, note, Stop)).ShouldBe(PersonOutcome.Done);
        (await world.People.NoteAsync(PeopleWorld.Id, note, Stop)).ShouldBe(PersonOutcome.Done);
        (await world.People.NoteAsync(CaseId.Parse("nobody"), note, Stop)).ShouldBe(PersonOutcome.NoCase);

        LedgerEntry entry = (await world.LedgerAsync()).Entries[^1].Entry;
        (entry.Body.Kind, entry.Body.Request).ShouldBe(("operator.note", "n-1"));
        (await world.World.Get<OperatorLog>().WordsAsync(PeopleWorld.Id, entry, Stop)).ShouldBe(new OperatorWords(1, "seen by the ward", "Nurse"));
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Words_OfPeople_NeverReachTheEngine()
    {
        await using (PeopleWorld world = await PeopleWorld.StartAsync(
            _folder.Path, new CasePeople(TimeSpan.FromHours(1), TimeSpan.FromHours(1)), new AskingReasoner(question: $"Is it {Canary}?")))
        {
            await world.SettleAsync();
            await world.People.RaiseAsync(PeopleWorld.Id, "result-in", $"{{\"lab\":\"{Canary}\"}}", "e-1", Stop);
            await world.People.NoteAsync(PeopleWorld.Id, new NoteSubmission { Text = Canary, By = Canary }, Stop);
            await world.People.PauseAsync(PeopleWorld.Id, "p-1", Canary, Stop);
            await world.People.ContinueAsync(PeopleWorld.Id, "c-1", Canary, Stop);
            await world.AnswerAsync(Canary);
            await world.ApproveAsync((await world.ApprovalAsync()).Digest, reason: Canary);
            (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
            (await world.World.Host.Client!.GetHistoryAsync("asked", Stop)).Where(static item => item.EventRaised?.Name == "result-in")
                .ShouldHaveSingleItem().EventRaised.Input.ShouldBe("""{"request":"e-1"}""");
            await world.ShouldHoldAsync();
        }

        byte[] word = Encoding.UTF8.GetBytes(Canary);
        Directory.EnumerateFiles(_folder["data"], "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(word) >= 0).ShouldBeEmpty();
    }

    private static async Task UntilAsync(DurableTaskClient engine, OrchestrationRuntimeStatus status)
    {
        while ((await engine.GetInstanceAsync("asked", cancellationToken: Stop))!.RuntimeStatus != status)
        {
            await Task.Delay(10, Stop);
        }
    }
}
