using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class CaseEndToEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_SamplePatient_DecidesAndVerifiesAndReplays()
    {
        string source = SamplePatient.Write(_folder["record"]);
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);

        CaseView view = await world.AskAsync(CaseWorld.Request(source), "case-1");

        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        view.Answer.ShouldBe("Heart failure");
        view.Steps.ShouldBe(6);
        view.Citations.Select(static citation => citation.Id.ToString()).ShouldBeSubsetOf(["e1.1", "e1.2", "e2.1", "e3.1", "e3.2", "e4.1", "e4.2", "e5.1"]);
        var cited = view.Citations.Select(static citation => citation.Id.ToString()).ToHashSet();
        view.Hypotheses.SelectMany(static hypothesis => hypothesis.For.Concat(hypothesis.Against)).ShouldAllBe(id => cited.Contains(id));

        CheckReport verified = (await world.Cases.VerifyAsync(CaseId.Parse("case-1"), withKey: true, view.LedgerHead, Stop))!;
        verified.Ok.ShouldBeTrue(verified.Reason);
        CheckReport replayed = (await world.Cases.ReplayAsync(CaseId.Parse("case-1"), Stop))!;
        replayed.Ok.ShouldBeTrue($"{replayed.FirstBad}: {replayed.Reason}");
        replayed.Count.ShouldBeGreaterThan(40);
    }
}
