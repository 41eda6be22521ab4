using ClinSeek.Durable;
using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cases;

/// <summary>Cases that a host left behind, with a real engine whose host fails on purpose.</summary>
public sealed class CaseSweepTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("swept");

    private readonly TemporaryFolder _folder = new();
    private readonly ShiftedTime _time = new();
    private readonly string _source;

    public CaseSweepTests() => _source = SamplePatient.Write(_folder["record"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_HostFailedInstance_GoesOnAndALateActivityCannotWrite()
    {
        using var gate = new Gate(4);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        SemaphoreSlim late = await gate.NextAsync();

        engine.Fail("swept");
        SweepReport report = await SweepAsync(world, engine);
        SemaphoreSlim present = await gate.NextAsync();
        late.Release();
        (await world.Host.Client!.WaitForInstanceCompletionAsync("swept", cancellationToken: Stop)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        bool lateTurnWritten = await world.Get<CaseRecord>().FindTurnAsync(Id, 4, Stop) is not null;
        present.Release();
        CaseView view = await world.EndAsync("swept");

        report.ShouldBe(new SweepReport(1, 1, 0, 0));
        lateTurnWritten.ShouldBeFalse();
        (view.CaseId, view.Status, view.Answer, view.Steps).ShouldBe(("swept", CaseStatus.Decided, "Heart failure", 6));
        CaseLedger ledger = await LedgerAsync(world);
        Kinds(ledger, LedgerKinds.CaseFailed).ShouldBe(0);
        LedgerDraft resumed = ledger.Entries.Single(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed).Entry.Body;
        (resumed.Epoch, resumed.Facts["parent"], resumed.Facts["instance"]).ShouldBe((1, "swept", "swept-r1"));
        (await world.Host.Client.GetInstanceAsync("swept-r1", true, Stop))!.ReadInputAs<CaseRun>()!.Parent.ShouldBe("swept");
        ledger.Entries.Select(static recorded => recorded.Entry.Body.Step).OfType<int>().ShouldBe(Enumerable.Range(0, 7));
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_HostFailsAgainAndAgain_ThreeInstancesFollowThenTheCaseFailsWithItsCause()
    {
        using var gate = new Gate(2);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        List<SemaphoreSlim> held = [await gate.NextAsync()];

        foreach (string instance in (string[])["swept", "swept-r1", "swept-r2"])
        {
            engine.Fail(instance);
            _time.Advance(TimeSpan.FromMinutes(6));
            (await SweepAsync(world, engine)).Resumed.ShouldBe(1, instance);
            held.Add(await gate.NextAsync());
        }

        engine.Fail("swept-r3");
        (await SweepAsync(world, engine)).ShouldBe(new SweepReport(1, 0, 1, 0));
        held.ForEach(static run => run.Release());

        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        (view.Status, view.Reason).ShouldBe((CaseStatus.Failed, UnreliableEngine.HandlerDied.ErrorMessage));
        Kinds(await LedgerAsync(world), LedgerKinds.CaseResumed).ShouldBe(3);
        (await world.Host.Client!.GetInstanceAsync("swept-r4", cancellationToken: Stop)).ShouldBeNull();
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_HostFailedAgainJustNow_IsGivenTime()
    {
        using var gate = new Gate(2);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        SemaphoreSlim first = await gate.NextAsync();
        engine.Fail("swept");
        await SweepAsync(world, engine);
        SemaphoreSlim second = await gate.NextAsync();

        engine.Fail("swept-r1");
        SweepReport soon = await SweepAsync(world, engine);
        _time.Advance(TimeSpan.FromMinutes(2));
        SweepReport later = await SweepAsync(world, engine);

        (soon.Resumed, later.Resumed).ShouldBe((0, 1));
        first.Release();
        second.Release();
        (await gate.NextAsync()).Release();
        (await world.EndAsync("swept")).Status.ShouldBe(CaseStatus.Decided);
    }

    [Fact]
    public async Task Run_HostFailsARunThatCameFurther_FollowsItAtOnce()
    {
        using var gate = new Gate(2, 4);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        await gate.NextAsync();
        engine.Fail("swept");
        await SweepAsync(world, engine);
        (await gate.NextAsync()).Release();
        await gate.NextAsync();

        engine.Fail("swept-r1");
        (await SweepAsync(world, engine)).Resumed.ShouldBe(1);

        // The superseded runs find what their successor recorded, and may come as far as it does: they cannot write.
        gate.Open();
        (await world.EndAsync("swept")).Status.ShouldBe(CaseStatus.Decided);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_HostFailsEveryRunButEachCameFurther_GoesOnToTheEnd()
    {
        using var gate = new Gate(2, 3, 4, 5, 6);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        await gate.NextAsync();

        for (int run = 0; run <= CaseResumption.MaximumResumptions; run++)
        {
            engine.Fail(CaseInstances.NameOf(Id, run));
            (await SweepAsync(world, engine)).Resumed.ShouldBe(1, $"run {run}");
            (await gate.NextAsync()).Release();
            await gate.NextAsync();
        }

        gate.Open();
        (await world.EndAsync("swept")).Status.ShouldBe(CaseStatus.Decided);
        Kinds(await LedgerAsync(world), LedgerKinds.CaseResumed).ShouldBe(CaseResumption.MaximumResumptions + 1);
        await ShouldHoldAsync(world);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Run_FailureOfTheCode_IsNotResumedEndlessly(bool nonRetriable, int resumptions)
    {
        using var gate = new Gate(2);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        List<SemaphoreSlim> held = [await gate.NextAsync()];
        var failure = new TaskFailureDetails("System.NullReferenceException", "Object reference not set.", IsNonRetriable: nonRetriable);

        for (int attempt = 0; attempt <= resumptions; attempt++)
        {
            engine.Fail(CaseInstances.NameOf(Id, attempt), failure);
            _time.Advance(TimeSpan.FromMinutes(6));
            await SweepAsync(world, engine);
            if (attempt < resumptions)
            {
                held.Add(await gate.NextAsync());
            }
        }

        held.ForEach(static run => run.Release());
        CaseView view = (await world.Cases.GetAsync(Id, Stop))!;
        (view.Status, view.Reason).ShouldBe((CaseStatus.Failed, failure.ErrorMessage));
        Kinds(await LedgerAsync(world), LedgerKinds.CaseResumed).ShouldBe(resumptions);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_EightSweepsAtOnce_ResumeOnce()
    {
        using var gate = new Gate(3);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        SemaphoreSlim late = await gate.NextAsync();
        engine.Fail("swept");

        SweepReport[] reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SweepAsync(world, engine), Stop)));
        late.Release();
        (await gate.NextAsync()).Release();
        CaseView view = await world.EndAsync("swept");

        reports.ShouldAllBe(static report => report.Faults == 0);
        view.Status.ShouldBe(CaseStatus.Decided);
        Kinds(await LedgerAsync(world), LedgerKinds.CaseResumed).ShouldBe(1);
        (await world.Host.Client!.GetAllInstancesAsync().CountAsync(Stop)).ShouldBe(2);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_TerminatedThroughTheManagementApi_IsSealedAsTerminated()
    {
        using var gate = new Gate(3);
        await using CaseWorld world = await StartAsync(gate);
        SemaphoreSlim held = await gate.NextAsync();
        await world.Host.Client!.TerminateInstanceAsync("swept", new TerminateInstanceOptions("by a script"), Stop);
        await world.Host.Client.WaitForInstanceCompletionAsync("swept", cancellationToken: Stop);

        SweepReport report = await world.Get<CaseSweep>().RunAsync(Stop);
        held.Release();

        report.ShouldBe(new SweepReport(1, 0, 1, 0));
        (await world.Cases.GetAsync(Id, Stop))!.Status.ShouldBe(CaseStatus.Terminated);
        (await world.Get<CaseSweep>().RunAsync(Stop)).Unfinished.ShouldBe(0);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_CancelRecordedAndNothingDone_EndsTheInstanceAndSeals()
    {
        using var gate = new Gate(3);
        await using CaseWorld world = await StartAsync(gate);
        SemaphoreSlim held = await gate.NextAsync();
        await world.Get<CaseScribe>().OperatorAsync(Id, LedgerKinds.OperatorCancel, "request-1", 1, "enough", Stop);

        await world.Get<CaseSweep>().RunAsync(Stop);
        held.Release();

        (await world.Host.Client!.WaitForInstanceCompletionAsync("swept", cancellationToken: Stop)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await world.Cases.GetAsync(Id, Stop))!.Status.ShouldBe(CaseStatus.Terminated);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_ResumptionCutBeforeItsInstance_SchedulesItWithoutCountingAgain()
    {
        using var gate = new Gate(2);
        await using CaseWorld world = await StartAsync(gate);
        UnreliableEngine engine = Engine(world);
        SemaphoreSlim late = await gate.NextAsync();
        engine.Lose("swept");
        engine.Before = static call => throw new HttpRequestException("the host is gone: " + call);
        (await SweepAsync(world, engine)).Faults.ShouldBe(1);
        engine.Before = null;

        (await SweepAsync(world, engine)).ShouldBe(new SweepReport(1, 0, 0, 0));
        late.Release();
        (await gate.NextAsync()).Release();

        (await world.EndAsync("swept")).Status.ShouldBe(CaseStatus.Decided);
        Kinds(await LedgerAsync(world), LedgerKinds.CaseResumed).ShouldBe(1);
        await ShouldHoldAsync(world);
    }

    [Fact]
    public async Task Run_RunningAndEndedCases_AreLeftAlone()
    {
        using var gate = new Gate(2);
        await using CaseWorld world = await StartAsync(gate);
        SemaphoreSlim held = await gate.NextAsync();

        (await world.Get<CaseSweep>().RunAsync(Stop)).ShouldBe(new SweepReport(1, 0, 0, 0));
        held.Release();
        await world.EndAsync("swept");
        string head = (await LedgerAsync(world)).Head.Hash;

        (await world.Get<CaseSweep>().RunAsync(Stop)).ShouldBe(new SweepReport(0, 0, 0, 0));
        (await LedgerAsync(world)).Head.Hash.ShouldBe(head);
    }

    private async Task<CaseWorld> StartAsync(Gate gate)
    {
        CaseWorld world = await CaseWorld.StartAsync(_folder.Path, new ScriptedReasoner { Before = gate.Hold }, _time);
        await world.Cases.StartAsync(CaseWorld.Request(_source), Id, Stop);
        return world;
    }

    private static UnreliableEngine Engine(CaseWorld world) => new(world.Host.Client!);

    private static async Task<SweepReport> SweepAsync(CaseWorld world, DurableTaskClient engine)
    {
        using IDisposable use = world.Get<CaseClient>().Use(engine);
        return await world.Get<CaseSweep>().RunAsync(Stop);
    }

    private static async Task<CaseLedger> LedgerAsync(CaseWorld world) => await world.Get<ILedgerStore>().ReadAsync(Id, Stop);

    private static int Kinds(CaseLedger ledger, string kind) => ledger.Entries.Count(recorded => recorded.Entry.Body.Kind == kind);

    private static async Task ShouldHoldAsync(CaseWorld world)
    {
        CheckReport verified = (await world.Cases.VerifyAsync(Id, withKey: true, null, Stop))!;
        verified.Reason.ShouldBeNull(verified.FirstBad);
        CheckReport replayed = (await world.Cases.ReplayAsync(Id, Stop))!;
        replayed.Reason.ShouldBeNull(replayed.FirstBad);
    }
}
