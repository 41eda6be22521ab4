using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class CaseServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public CaseServiceTests() => _source = SamplePatient.Write(_folder["record"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_SameIdTwice_StartsOnce()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        CaseId id = CaseId.Parse("twice");

        CaseAccepted first = await world.Cases.StartAsync(CaseWorld.Request(_source), id, Stop);
        CaseAccepted second = await world.Cases.StartAsync(CaseWorld.Request(_source, question: "Another question?"), id, Stop);

        (first.Started, second.Started).ShouldBe((true, false));
        (await world.EndAsync("twice")).Question.ShouldBe("What explains the breathlessness?");
        (await world.Cases.ListAsync(Stop)).ShouldHaveSingleItem().Patient.ShouldBe(SamplePatient.Id);
    }

    [Fact]
    public async Task Start_CutoffInTheFuture_IsRefusedBeforeAnythingIsWritten()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        CaseRequest request = CaseWorld.Request(_source) with { Cutoff = new CutoffTime(DateTimeOffset.UtcNow.AddDays(1)) };

        CaseRefusedException refused = await Should.ThrowAsync<CaseRefusedException>(() => world.Cases.StartAsync(request, null, Stop));

        refused.Message.ShouldContain("in the future");
        (await world.Cases.ListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_UnknownPatient_FailsWithCauseOnRecordAndStillVerifies()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);

        CaseView view = await world.AskAsync(CaseWorld.Request(_source) with { Patient = "nobody" }, "unknown");

        view.Status.ShouldBe(CaseStatus.Failed);
        view.Reason.ShouldNotBeNull().ShouldContain("does not hold the patient");
        await ShouldHoldAsync(world, "unknown");
    }

    [Fact]
    public async Task Ask_RecordThatIsHalfWrittenWhenItIsOpened_FailsAndSaysThatAPartCouldNotBeRead()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        await File.WriteAllTextAsync(_source, "{ \"resourceType\": \"Bundle\", \"entry\": [", Stop);

        CaseView view = await world.AskAsync(CaseWorld.Request(_source), "half-written");

        view.Status.ShouldBe(CaseStatus.Failed);
        view.Reason.ShouldNotBeNull().ShouldContain("could not be read");
        view.Reason.ShouldNotContain(Path.GetFileName(_source));
        await ShouldHoldAsync(world, "half-written");
    }

    [Fact]
    public async Task Ask_DecisionSentBackOnce_IsAskedAgainAndStands()
    {
        var reasoner = new ScriptedReasoner(2)
        {
            Deciding = static (file, decision) => file.Rejections.Count == 0 ? decision with { Answer = "Heart failure", Claims = [] } : decision,
        };
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, reasoner);

        CaseView view = await world.AskAsync(CaseWorld.Request(_source), "sent-back");

        (view.Status, view.Steps).ShouldBe((CaseStatus.Decided, 4));
        await ShouldHoldAsync(world, "sent-back");
    }

    [Fact]
    public async Task Ask_DecisionThatNeverStands_EndsInAnExplicitAbstention()
    {
        var reasoner = new ScriptedReasoner(1) { Deciding = static (_, decision) => decision with { Answer = "Heart failure", Claims = [] } };
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, reasoner);

        CaseView view = await world.AskAsync(CaseWorld.Request(_source), "ungrounded");

        (view.Status, view.Answer, view.Steps).ShouldBe((CaseStatus.Abstained, null, 3));
        view.Reason.ShouldNotBeNull().ShouldContain("does not stand");
        await ShouldHoldAsync(world, "ungrounded");
    }

    [Theory]
    [InlineData(2, 3650.0, 2)]
    [InlineData(12, 0.0000001, 1)]
    public async Task Ask_BudgetSpent_ForcesAFinish(int steps, double wallDays, int expectedSteps)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, new ScriptedReasoner(50));

        CaseView view = await world.AskAsync(CaseWorld.Request(_source, steps, wallTime: TimeSpan.FromDays(wallDays)), "budget");

        view.Status.ShouldBeOneOf(CaseStatus.Decided, CaseStatus.Abstained);
        view.Steps.ShouldBe(expectedSteps);
        await ShouldHoldAsync(world, "budget");
    }

    [Fact]
    public async Task Ask_ReasonerUnreachableForAWhile_WaitsAndGoesOn()
    {
        int asked = 0;
        var reasoner = new ScriptedReasoner(1)
        {
            Before = _ =>
            {
                if (Interlocked.Increment(ref asked) == 1)
                {
                    throw new ReasonerUnavailableException("The model is busy.", TimeSpan.FromSeconds(1));
                }
            },
        };
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, reasoner);

        await world.Cases.StartAsync(CaseWorld.Request(_source), CaseId.Parse("busy"), Stop);
        await world.Cases.ResumeAllAsync(Stop);

        (await world.Cases.GetAsync(CaseId.Parse("busy"), Stop))!.Status.ShouldBe(CaseStatus.Decided);
        await ShouldHoldAsync(world, "busy");
    }

    [Fact]
    public async Task Terminate_RunningCase_IsOnRecordAndSealed()
    {
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, Blocking(gate, reached, atStep: 3));
        CaseId id = CaseId.Parse("ended");
        await world.Cases.StartAsync(CaseWorld.Request(_source), id, Stop);
        await Task.Run(() => reached.Wait(Stop), Stop);

        (await world.Cases.TerminateAsync(id, "request-1", "no longer wanted", Stop)).ShouldBeTrue();
        gate.Set();

        CaseView view = (await world.Cases.GetAsync(id, Stop))!;
        (view.Status, view.Answer, view.Steps).ShouldBe((CaseStatus.Terminated, null, 2));
        (await world.Cases.TerminateAsync(id, "request-2", "again", Stop)).ShouldBeFalse();
        await ShouldHoldAsync(world, "ended");
    }

    [Fact]
    public async Task ResumeAll_EngineFileLost_GoesOnFromTheLastRecordedStepUnderAHigherEpoch()
    {
        CaseId id = CaseId.Parse("lost");
        using (var gate = new ManualResetEventSlim())
        using (var reached = new ManualResetEventSlim())
        {
            CaseWorld first = await CaseWorld.StartAsync(_folder.Path, Blocking(gate, reached, atStep: 4));
            await first.Cases.StartAsync(CaseWorld.Request(_source), id, Stop);
            await Task.Run(() => reached.Wait(Stop), Stop);
            Task stopping = first.DisposeAsync().AsTask();
            gate.Set();
            await stopping;
        }

        foreach (string file in Directory.GetFiles(_folder["data"], "engine.db*"))
        {
            File.Delete(file);
        }

        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        (await world.Cases.ResumeAllAsync(Stop)).ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Decided);

        CaseView view = (await world.Cases.GetAsync(id, Stop))!;
        (view.Answer, view.Steps).ShouldBe(("Heart failure", 6));
        CaseLedger ledger = await world.Get<ILedgerStore>().ReadAsync(id, TestContext.Current.CancellationToken);
        ledger.Head.Epoch.ShouldBe(1);
        ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed).ShouldBe(1);
        await ShouldHoldAsync(world, "lost");
    }

    [Fact]
    public async Task ReadOnly_BesideARunningHost_ReadsEverythingAndWritesNothing()
    {
        await using CaseWorld host = await CaseWorld.StartAsync(_folder.Path);
        await host.AskAsync(CaseWorld.Request(_source), "seen");
        string[] before = Directory.GetFiles(_folder["data/cases"], "*", SearchOption.AllDirectories);

        await using CaseWorld reader = CaseWorld.Read(_folder.Path);

        (await reader.Cases.ListAsync(Stop)).ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Decided);
        (await reader.Cases.GetAsync(CaseId.Parse("seen"), Stop))!.Answer.ShouldBe("Heart failure");
        await ShouldHoldAsync(reader, "seen");
        Directory.GetFiles(_folder["data/cases"], "*", SearchOption.AllDirectories).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task ReadOnly_NoDataFolder_FindsNothingAndMakesNothing()
    {
        CaseWorld host = await CaseWorld.StartAsync(_folder["other"]);
        await host.Cases.ListAsync(Stop);
        await host.DisposeAsync();
        Directory.Delete(_folder["other/data"], recursive: true);
        await using CaseWorld reader = CaseWorld.Read(_folder["other"]);

        (await reader.Cases.ListAsync(Stop)).ShouldBeEmpty();
        (await reader.Cases.GetAsync(CaseId.Parse("none"), Stop)).ShouldBeNull();
        (await reader.Cases.VerifyAsync(CaseId.Parse("none"), withKey: false, null, Stop)).ShouldBeNull();
        Directory.Exists(_folder["other/data"]).ShouldBeFalse();
    }

    private static ScriptedReasoner Blocking(ManualResetEventSlim gate, ManualResetEventSlim reached, int atStep) => new()
    {
        Before = file =>
        {
            if (file.Steps.Count + 1 == atStep)
            {
                reached.Set();
                gate.Wait();
            }
        },
    };

    private static async Task ShouldHoldAsync(CaseWorld world, string id)
    {
        CheckReport verified = (await world.Cases.VerifyAsync(CaseId.Parse(id), withKey: true, null, Stop))!;
        verified.Reason.ShouldBeNull(verified.FirstBad);
        CheckReport replayed = (await world.Cases.ReplayAsync(CaseId.Parse(id), Stop))!;
        replayed.Reason.ShouldBeNull(replayed.FirstBad);
    }
}
