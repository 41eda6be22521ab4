using System.IO.Compression;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Bench;

/// <summary>Row 52 of the feature table: patient databases of CSV files.</summary>
public sealed class BenchBuilderTests : IDisposable
{
    private readonly string _csv = Directory.CreateTempSubdirectory("bench-csv").FullName;
    private readonly string _out = Path.Combine(Directory.CreateTempSubdirectory("bench-out").FullName, "database");

    public BenchBuilderTests()
    {
        Write("hosp/patients.csv", "subject_id,gender,anchor_age\n1,F,70\n2,M,40\n3,F,20\n");
        Write("hosp/admissions.csv", "subject_id,hadm_id,admittime,dischtime,hospital_expire_flag\n1,11,2150-01-01 10:00:00,2150-01-05 12:00:00,0\n2,21,2150-02-01 10:00:00,,0\n1,12,2151-01-01 10:00:00,2151-01-02 00:00:00,0\n");
        Write("hosp/diagnoses_icd.csv", "subject_id,hadm_id,seq_num,icd_code,icd_version\n1,11,1,I509,10\n2,21,1,N179,10\n");
        Write("ed/edstays.csv", "subject_id,hadm_id,stay_id,intime,outtime\n1,11,91,2150-01-01 06:00:00,2150-01-01 10:00:00\n");
        Write("ed/diagnosis.csv", "subject_id,stay_id,seq_num,icd_code,icd_version,icd_title\n1,91,1,R0602,10,\"Shortness of breath, acute\"\n");
        Write("hosp/labevents.csv.gz", "labevent_id,subject_id,hadm_id,itemid,charttime,storetime,value,valuenum,valueuom\n1,1,11,50912,2150-01-01 11:00:00,2150-01-01 12:00:00,1.4,1.4,mg/dL\n2,1,11,50912,2150-01-02 11:00:00,2150-01-02 12:00:00,___,,mg/dL\n");
        Write("note/discharge.csv", "note_id,subject_id,hadm_id,charttime,text\nn1,1,11,2150-01-05 00:00:00,\"History of dyspnoea.\n\nPhysical Exam:\nCANARY course\"\nn2,1,12,2151-01-02 00:00:00,CANARY without the heading\n");
        Write("hosp/d_labitems.csv", "itemid,label\n50912,Creatinine\n");
    }

    public void Dispose()
    {
        Directory.Delete(_csv, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_out)!, recursive: true);
    }

    [Fact]
    public void Row52_Build_DerivesTimesAndTextsByTheBenchmarksRules()
    {
        BenchBuild build = Build("1", "2", "7");
        build.Built.ShouldBe(["1", "2"]);
        build.Empty.ShouldBe(["7"]);
        build.Issues.ShouldBeEmpty();

        PatientSnapshot known = Import("1", "2160-01-01");
        known.Select("SELECT charttime FROM diagnoses_icd").Single()["charttime"].ShouldBe("2150-01-05 11:59:00");
        known.Select("SELECT charttime, icd_title FROM diagnosis").Single().Values.ShouldBe(["2150-01-01 09:59:00", "Shortness of breath, acute"]);
        known.Select("SELECT text FROM admissions ORDER BY hadm_id").Select(static row => row["text"]).ShouldBe(["History of dyspnoea.", null]);
        Import("2", "2160-01-01").Info.Tables.ShouldNotContain(static table => table.Name == "labevents");
    }

    [Fact]
    public void Row52_Build_IsTypedAndSaysWhereARowComesFrom()
    {
        Build("1");
        PatientSnapshot known = Import("1", "2160-01-01");
        known.Select("SELECT resource, valuenum FROM labevents ORDER BY charttime").Select(static row => (row["resource"], row["valuenum"]))
            .ShouldBe([("labevents/000000002", (object?)1.4), ("labevents/000000003", null)]);
        known.Select("SELECT count(*) AS n FROM labevents WHERE valuenum > 1.3").Single()["n"].ShouldBe(1L);
    }

    [Fact]
    public void Row52_Build_BeforeTheDischarge_TellsNothingOfTheCourse()
    {
        Build("1");
        PatientSnapshot early = Import("1", "2150-01-02T00:00:00Z");
        System.Text.Encoding.UTF8.GetString(early.Database.Span).ShouldNotContain("CANARY");
        early.Select("SELECT dischtime, text FROM admissions").Single().Values.ShouldBe([null, null]);
        early.Info.Tables.Where(static table => table.Name is "diagnoses_icd").ShouldAllBe(static table => table.Rows == 0);
    }

    [Fact]
    public void Row52_BuildAgain_LeavesWhatIsThereAlone()
    {
        Build("1");
        string file = Path.Combine(_out, "patient_1.db");
        File.WriteAllText(file, "mine");
        BenchBuild again = Build("1", "3");
        again.Skipped.ShouldBe(["1"]);
        again.Built.ShouldBe(["3"]);
        File.ReadAllText(file).ShouldBe("mine");
        Directory.GetFiles(_out).Select(Path.GetFileName).Order().ShouldBe(["patient_1.db", "patient_3.db"]);
    }

    [Fact]
    public void Build_BrokenFile_NamesItAndLeavesNoDatabase()
    {
        Write("hosp/services.csv", "subject_id,curr_service\n1,\"MED\n");
        Should.Throw<InvalidDataException>(() => Build("1")).Message.ShouldContain("services.csv");
        Directory.GetFiles(_out, "*.db").ShouldBeEmpty();
        Write("hosp/services.csv", "subject_id,hadm_id,transfertime,curr_service\n1,11\n1,11,2150-01-01 10:00:00,MED\n");
        Build("1").Issues.ShouldHaveSingleItem().ShouldContain("services.csv");
        Import("1", "2160-01-01").Rows("services").ShouldBe(1);
    }

    private BenchBuild Build(params string[] patients) => BenchBuilder.Build(_csv, _out, patients, TestContext.Current.CancellationToken);

    private PatientSnapshot Import(string patient, string cutoff) =>
        BenchDatabase.Import(Path.Combine(_out, $"patient_{patient}.db"), Chart.Cutoff(cutoff), cancellationToken: TestContext.Current.CancellationToken);

    private void Write(string name, string text)
    {
        string path = Path.Combine(_csv, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
