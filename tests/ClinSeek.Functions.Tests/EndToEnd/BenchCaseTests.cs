using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>A case on a ClinSeek-Bench patient database that is named by its path, as a FHIR folder is.</summary>
public sealed class BenchCaseTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("bench-case");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Row52_Ask_PatientDatabaseByPath_IsTypedCutOffAndDerivedAgain()
    {
        string source = WriteDatabase();
        await using CaseWorld world = await CaseWorld.StartAsync(
            _folder.Path, new OneQueryReasoner("SELECT row, resource, valuenum FROM labevents WHERE valuenum > 5", "SELECT c.candidate FROM lab_tests c, labevents l WHERE c.candidate LIKE 'Creatinine%'"));
        var patients = new PatientCatalogue(new ClinSeekOptions(), world.Get<RecordSources>());
        var intake = new CaseIntake(patients, new PeopleOptions(), TimeProvider.System);
        IntakeResult accepted = await intake.AcceptAsync(new CaseSubmission { Patient = "10", Question = "Is the kidney failing?", Fhir = source, Cutoff = DateTimeOffset.Parse("2150-01-02T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture) }, Stop);

        CaseView view = await world.AskAsync(accepted.Request! with { Reasoner = "scripted" }, Id.Value);

        (await patients.ListAsync(source, Stop)).Patients.ShouldHaveSingleItem().Id.ShouldBe("10");
        view.Status.ShouldBe(CaseStatus.Abstained);
        EvidenceItem found = (await world.Get<CaseRecord>().FindEvidenceAsync(Id, new EvidenceId(1, 1), Stop)).ShouldNotBeNull();
        found.Result.Locators.ShouldHaveSingleItem().Source.ShouldBe("labevents/000000001");
        CheckReport report = (await world.Cases.RederiveAsync(Id, Stop))!;
        (report.Reason, report.Unchecked).ShouldBe((null, null));
        report.Count.ShouldBe(3);
    }

    private string WriteDatabase()
    {
        Directory.CreateDirectory(_folder["bench"]);
        using var database = new SqliteConnection($"Data Source={Path.Combine(_folder["bench"], "patient_10.db")};Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = """
            CREATE TABLE patients(subject_id TEXT, gender TEXT, anchor_age TEXT);
            INSERT INTO patients VALUES ('10', 'F', '70');
            CREATE TABLE labevents(labevent_id TEXT, subject_id TEXT, itemid TEXT, charttime TEXT, storetime TEXT, valuenum TEXT);
            INSERT INTO labevents VALUES ('1', '10', '50912', '2150-01-01 08:00:00', '2150-01-01 09:00:00', '10.2'), ('2', '10', '50912', '2150-01-01 10:00:00', '2150-01-01 11:00:00', 'nan'),
                ('3', '10', '50912', '2150-01-03 08:00:00', '2150-01-03 09:00:00', '120');
            """;
        command.ExecuteNonQuery();
        return _folder["bench"];
    }
}
