using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Bench;

/// <summary>Bench databases by their path, through the same port as FHIR files and servers.</summary>
public sealed class BenchRecordSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordSources _sources = new(new FhirOptions(), TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sources.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("database")]
    [InlineData("database/patient_10.db")]
    public async Task Pull_ByPath_KeepsTheFilesAndGivesTheSnapshotThatTheyGive(string below)
    {
        string file = Write("10");
        BenchFile.Write(Path.Combine(_folder.Path, "database", "reference_table.db"), ("d_labitems", [BenchFile.Row(("itemid", "50912"), ("label", "Creatinine"))]));
        IRecordSource source = Find(Path.Combine(_folder.Path, below));

        RecordPull pull = await source.PullAsync("Patient/10", new PullOptions(), Stop);

        pull.PatientFound.ShouldBeTrue();
        pull.Pages.Select(static page => page.Source).ShouldBe(["patient_10.db", "reference_table.db"]);
        pull.Pages[0].Content.ToArray().ShouldBe(File.ReadAllBytes(file));
        PatientSnapshot snapshot = PatientSnapshot.Build(pull, "10", Chart.Cutoff("2150-06-01"));
        snapshot.Info.LogicalDigest.ShouldBe(BenchDatabase.Import(file, Chart.Cutoff("2150-06-01"), Path.Combine(_folder.Path, "database", "reference_table.db"), Stop).Info.LogicalDigest);
        snapshot.Select("SELECT d.label FROM labevents l JOIN d_labitems d ON d.itemid = l.itemid WHERE l.valuenum > 5").Single()["label"].ShouldBe("Creatinine");
        StudyLinks.Of(pull).Studies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Survey_FolderOfDatabases_ListsTheirPatients()
    {
        Write("20");
        Write("10");
        IRecordSource source = Find(_folder.Path);

        (await source.SurveyAsync(Stop)).Patients.Select(static patient => patient.Id).ShouldBe(["10", "20"]);
        (await source.CheckAsync("20", Stop)).Found.ShouldBeTrue();
        (await source.CheckAsync("30", Stop)).Absent.ShouldBeTrue();
        (await source.PullAsync("30", new PullOptions(), Stop)).PatientFound.ShouldBeFalse();
        (_sources.HasMovedTimes(_folder.Path), _sources.HasMovedTimes(Path.Combine(_folder.Path, "nowhere"))).ShouldBe((true, false));
    }

    [Fact]
    public async Task Pull_RowsOfAnotherPatientInTheFile_AreNeverTaken()
    {
        string file = Write("10", subject: "11");

        RecordPull pull = await Find(file).PullAsync("10", new PullOptions(), Stop);

        (pull.PatientFound, pull.Pages.Count).ShouldBe((false, 0));
        pull.Issues.ShouldHaveSingleItem().ShouldContain("another patient");
    }

    [Fact]
    public async Task Pull_NoDatabaseOrOneBeingWritten_SaysSo()
    {
        string broken = _folder.Write("patient_10.db", "not a database");
        (await Find(broken).PullAsync("10", new PullOptions(), Stop)).Issues.ShouldHaveSingleItem().ShouldContain("no SQLite database");
        string file = Write("10");
        File.WriteAllText(file + "-wal", "pending");
        (await Find(file).PullAsync("10", new PullOptions(), Stop)).Issues.ShouldHaveSingleItem().ShouldContain("open for writing");
    }

    [Fact]
    public void Import_DatabaseThatWasWrittenWithALog_IsRead()
    {
        string file = Write("10");
        byte[] bytes = File.ReadAllBytes(file);
        (bytes[18], bytes[19]) = (2, 2);
        File.WriteAllBytes(file, bytes);

        BenchDatabase.Import(file, Chart.Cutoff("2150-06-01"), null, Stop).Rows("labevents").ShouldBe(2);
    }

    private IRecordSource Find(string path)
    {
        _sources.TryFind(path, out IRecordSource? source, out _).ShouldBeTrue();
        return source!;
    }

    private string Write(string id, string? subject = null)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "database"));
        return BenchFile.Write(
            Path.Combine(_folder.Path, "database", $"patient_{id}.db"),
            ("patients", [BenchFile.Row(("subject_id", id), ("gender", "F"), ("anchor_age", "70"))]),
            ("labevents", [
                BenchFile.Row(("labevent_id", "1"), ("subject_id", id), ("itemid", "50912"), ("charttime", "2150-01-01 08:00:00"), ("storetime", "2150-01-01 09:00:00"), ("valuenum", "10.2")),
                BenchFile.Row(("labevent_id", "2"), ("subject_id", subject ?? id), ("itemid", "50912"), ("charttime", "2150-01-02 08:00:00"), ("storetime", "2150-01-02 09:00:00"), ("valuenum", "4.0"))]));
    }
}
