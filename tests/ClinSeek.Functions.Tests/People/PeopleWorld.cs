using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.People;

/// <summary>A host with one case that people have to do with.</summary>
internal sealed class PeopleWorld(CaseWorld world) : IAsyncDisposable
{
    public static readonly CaseId Id = CaseId.Parse("asked");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public CaseWorld World { get; } = world;

    public ICasePeople People => World.Get<ICasePeople>();

    public UnreliableEngine Engine { get; } = new(world.Host.Client!);

    public static async Task<PeopleWorld> StartAsync(string folder, CasePeople people, IReasoner? reasoner = null, TimeSpan? wallTime = null)
    {
        string source = SamplePatient.Write(Path.Combine(folder, "record"));
        CaseWorld world = await CaseWorld.StartAsync(folder, reasoner);
        await world.Cases.StartAsync(CaseWorld.Request(source, wallTime: wallTime) with { People = people }, Id, Stop);
        return new PeopleWorld(world);
    }

    /// <summary>Follows the case until it ends or waits for a person.</summary>
    public Task<CaseView> SettleAsync() => World.EndAsync(Id.Value);

    public async Task<ApprovalView> ApprovalAsync()
    {
        (await SettleAsync()).Status.ShouldBe(CaseStatus.Waiting);
        return (await People.GetApprovalAsync(Id, Stop))!;
    }

    public Task<PersonOutcome> ApproveAsync(string digest, bool approve = true, string? reason = null, string? request = null) =>
        People.ApproveAsync(Id, new ApprovalSubmission { Approve = approve, Digest = digest, By = "Dr Yes", Reason = reason, RequestId = request }, Stop);

    public Task<PersonOutcome> AnswerAsync(string answer, string question = "e1.2", string? request = null) =>
        People.AnswerAsync(Id, EvidenceId.Parse(question), new AnswerSubmission { Answer = answer, By = "Dr No", RequestId = request }, Stop);

    public async Task<CaseLedger> LedgerAsync() => await World.Get<ILedgerStore>().ReadAsync(Id, Stop);

    public async Task<string[]> KindsAsync() => [.. (await LedgerAsync()).Entries.Select(static recorded => recorded.Entry.Body.Kind)];

    public async Task<SweepReport> SweepAsync()
    {
        using IDisposable use = World.Get<CaseClient>().Use(Engine);
        return await World.Get<CaseSweep>().RunAsync(Stop);
    }

    /// <summary>Does something with an engine that refuses every call, as if the process had died before it.</summary>
    public async Task CutAsync(Func<Task> act)
    {
        using IDisposable use = World.Get<CaseClient>().Use(Engine);
        Engine.Before = static call => throw new HttpRequestException("no engine for " + call);
        await Should.ThrowAsync<HttpRequestException>(act);
        Engine.Before = null;
    }

    public async Task ShouldHoldAsync()
    {
        CheckReport verified = (await World.Cases.VerifyAsync(Id, withKey: true, null, Stop))!;
        verified.Reason.ShouldBeNull(verified.FirstBad);
        CheckReport replayed = (await World.Cases.ReplayAsync(Id, Stop))!;
        replayed.Reason.ShouldBeNull(replayed.FirstBad);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
