using System.Reflection;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cases;

/// <summary>The stored pages give the recorded database and results, or the report names what does not fit.</summary>
public sealed class RederiveTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("derived");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rederive_FinishedCase_FindsPagesDatabaseAndResultsAgain()
    {
        await using CaseWorld world = await FinishAsync();

        CheckReport report = (await world.Cases.RederiveAsync(Id, Stop))!;

        report.Reason.ShouldBeNull();
        report.Count.ShouldBeGreaterThan(1);
        (await world.Cases.RederiveAsync(CaseId.Parse("no-such-case"), Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Rederive_VocabularyImportedAfterwards_IsNoDifference()
    {
        await using CaseWorld world = await FinishAsync();
        string csv = _folder["wards.csv"];
        await File.WriteAllTextAsync(csv, "candidate\nmedical ward\n", Stop);
        VocabularyImporter.Import(Path.Combine(_folder.Path, "data", "vocabularies.db"), csv, "wards", null, null, Stop);

        (await world.Cases.RederiveAsync(Id, Stop))!.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Rederive_QueryOverAVocabulary_IsHeldWhileThatIsThereAndNamedWhenItChanged()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path, new OneQueryReasoner("SELECT candidate FROM care_units ORDER BY candidate", "SELECT row, resource FROM patient"));
        await world.AskAsync(CaseWorld.Request(SamplePatient.Write(_folder["record"])), Id.Value);
        CheckReport before = (await world.Cases.RederiveAsync(Id, Stop))!;
        string csv = _folder["units.csv"];
        await File.WriteAllTextAsync(csv, "candidate\nmedical ward\n", Stop);
        VocabularyImporter.Import(Path.Combine(_folder.Path, "data", "vocabularies.db"), csv, "care_units", null, null, Stop);

        CheckReport after = (await world.Cases.RederiveAsync(Id, Stop))!;

        (before.Reason, before.Unchecked).ShouldBe((null, null));
        (after.Ok, after.Count).ShouldBe((true, before.Count - 1));
        after.Unchecked.ShouldBe(["e1.1 " + CaseRederiver.VocabularyChanged]);
    }

    [Theory]
    [InlineData("\"resourceType\":\"Patient\"", "\"resourceType\":\"Patinet\"", "digest differs")]
    [InlineData("\"logicalDigest\":\"", "\"logicalDigest\":\"0", "logical digests differ")]
    [InlineData("\"result\":{\"outcome\":\"ok\"", "\"result\":{\"outcome\":\"empty\"", "another result")]
    public async Task Rederive_ChangedDocument_NamesWhatDoesNotFit(string was, string now, string why)
    {
        await using CaseWorld world = await FinishAsync();
        IEvidenceStore store = DispatchProxy.Create<IEvidenceStore, AlteringStore>();
        ((AlteringStore)store).Over(world.Get<IEvidenceStore>(), was, now);

        CheckReport report = (await new CaseRederiver(new CaseRecord(store)).RederiveAsync(Id, Stop))!;

        report.Ok.ShouldBeFalse();
        report.Reason.ShouldNotBeNull().ShouldContain(why);
    }

    private async Task<CaseWorld> FinishAsync()
    {
        CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        await world.AskAsync(CaseWorld.Request(SamplePatient.Write(_folder["record"])), Id.Value);
        return world;
    }
}
