using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.People;

public sealed class ApprovalTests : IDisposable
{
    private static readonly CasePeople Needed = new(ApprovalWithin: TimeSpan.FromHours(1));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Approve_PendingDecision_Stands()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        ApprovalView pending = await world.ApprovalAsync();
        CaseView waiting = (await world.World.Cases.GetAsync(PeopleWorld.Id, Stop))!;

        (await world.ApproveAsync(pending.Digest, reason: "fits")).ShouldBe(PersonOutcome.Done);
        CaseView view = await world.SettleAsync();

        (pending.State, pending.Answer, waiting.Answer).ShouldBe((ApprovalState.Pending, "Heart failure", null));
        (view.Status, view.Answer).ShouldBe((CaseStatus.Decided, "Heart failure"));
        (view.Approval!.State, view.Approval.By, view.Approval.Reason).ShouldBe((ApprovalState.Approved, "Dr Yes", "fits"));
        (await world.KindsAsync())[^4..].ShouldBe(["decision.concluded", "operator.approve", "decision.approved", "case.sealed"]);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Reject_PendingDecision_EndsWithoutAnAnswerAndSaysWhy()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        ApprovalView pending = await world.ApprovalAsync();

        await world.ApproveAsync(pending.Digest, approve: false, reason: "the film says otherwise");
        CaseView view = await world.SettleAsync();

        (view.Status, view.Answer, view.Reason).ShouldBe((CaseStatus.Abstained, null, "Dr Yes rejected the decision: the film says otherwise"));
        view.Approval!.State.ShouldBe(ApprovalState.Rejected);
        (await world.KindsAsync())[^2].ShouldBe("decision.rejected");
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Expire_NobodyApproves_EndsWithoutAnAnswer()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, new CasePeople(ApprovalWithin: TimeSpan.FromSeconds(2)));
        ApprovalView pending = await world.ApprovalAsync();

        await world.World.Cases.ResumeAllAsync(Stop);
        await world.World.Host.Client!.WaitForInstanceCompletionAsync(PeopleWorld.Id.Value, cancellationToken: Stop);
        CaseView view = await world.SettleAsync();

        (view.Status, view.Answer, view.Approval!.State).ShouldBe((CaseStatus.Abstained, null, ApprovalState.Expired));
        view.Reason.ShouldNotBeNull().ShouldStartWith("Nobody approved the decision before");
        (await world.ApproveAsync(pending.Digest)).ShouldBe(PersonOutcome.TooLate);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Approve_AnotherDigest_IsRefusedAndNothingIsRecorded()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        await world.ApprovalAsync();
        int entries = (await world.KindsAsync()).Length;

        (await world.ApproveAsync(new string('0', 64))).ShouldBe(PersonOutcome.OtherDecision);

        (await world.KindsAsync()).Length.ShouldBe(entries);
    }

    [Fact]
    public async Task Approve_SameRequestTwice_IsOneEntryAndTheSecondPersonIsTooLate()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        string digest = (await world.ApprovalAsync()).Digest;

        (await world.ApproveAsync(digest, request: "r-1")).ShouldBe(PersonOutcome.Done);
        (await world.ApproveAsync(digest, request: "r-1")).ShouldBe(PersonOutcome.Done);
        (await world.ApproveAsync(digest, approve: false, reason: "no", request: "r-2")).ShouldBe(PersonOutcome.TooLate);
        (await world.ApproveAsync(digest, approve: false, reason: "no", request: "r-1")).ShouldBe(PersonOutcome.OtherRequest);

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        (await world.KindsAsync()).Count(static kind => kind.StartsWith("operator.", StringComparison.Ordinal)).ShouldBe(1);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Approve_TwoPeopleAtOnce_OneCounts()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        string digest = (await world.ApprovalAsync()).Digest;

        PersonOutcome[] outcomes = await Task.WhenAll(
            Task.Run(() => world.ApproveAsync(digest), Stop), Task.Run(() => world.ApproveAsync(digest, approve: false, reason: "no"), Stop));
        CaseView view = await world.SettleAsync();

        outcomes.ShouldBe([PersonOutcome.Done, PersonOutcome.TooLate], ignoreOrder: true);
        view.Status.ShouldBe(outcomes[0] == PersonOutcome.Done ? CaseStatus.Decided : CaseStatus.Abstained);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Abstention_NeedsNoApproval()
    {
        var reasoner = new ScriptedReasoner(1) { Deciding = static (_, decision) => decision with { Answer = null, Abstention = "too little", Claims = [] } };
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed, reasoner);

        CaseView view = await world.SettleAsync();

        (view.Status, view.Reason, view.Approval).ShouldBe((CaseStatus.Abstained, "too little", null));
        (await world.ApproveAsync(new string('0', 64))).ShouldBe(PersonOutcome.NothingThere);
    }

    [Fact]
    public async Task Approve_EngineDiesAfterTheRecord_TheSweepTellsIt()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        string digest = (await world.ApprovalAsync()).Digest;

        await world.CutAsync(() => world.ApproveAsync(digest));
        (await world.KindsAsync())[^1].ShouldBe("operator.approve");
        await world.SweepAsync();

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Approve_HostRestartedAndInstanceFailedMeanwhile_StandsUnderTheSameCase()
    {
        await using (PeopleWorld first = await PeopleWorld.StartAsync(_folder.Path, Needed))
        {
            await first.ApprovalAsync();
        }

        await using var world = new PeopleWorld(await CaseWorld.StartAsync(_folder.Path));
        world.Engine.Fail("asked");
        (await world.SweepAsync()).Resumed.ShouldBe(1);
        string digest = (await world.ApprovalAsync()).Digest;
        await world.ApproveAsync(digest);

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        CaseLedger ledger = await world.LedgerAsync();
        ledger.Head.Epoch.ShouldBe(1);
        ledger.Entries.Count(static recorded => recorded.Entry.Body.Kind == LedgerKinds.DecisionApproved).ShouldBe(1);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task Terminate_WaitingForApproval_IsSealedAndHolds()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        string digest = (await world.ApprovalAsync()).Digest;

        (await world.World.Cases.TerminateAsync(PeopleWorld.Id, "t-1", "no longer needed", Stop)).ShouldBeTrue();

        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Terminated);
        (await world.ApproveAsync(digest)).ShouldBe(PersonOutcome.TooLate);
        await world.ShouldHoldAsync();
    }

    [Fact]
    public async Task RaiseApproval_WithoutAnyRecord_OnlyWakesTheCase()
    {
        await using PeopleWorld world = await PeopleWorld.StartAsync(_folder.Path, Needed);
        await world.ApprovalAsync();

        await world.World.Host.Client!.RaiseEventAsync("asked", "approval", new { approve = true }, Stop);
        await world.World.Host.Client.RaiseEventAsync("asked", "approval", "anything", Stop);
        string digest = (await world.ApprovalAsync()).Digest;

        await world.ApproveAsync(digest);
        (await world.SettleAsync()).Status.ShouldBe(CaseStatus.Decided);
        await world.ShouldHoldAsync();
    }
}
