using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Bench;

public sealed class BenchDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Row52_Import_TextColumns_BecomeTypedAndKeepWhereTheyComeFrom()
    {
        PatientSnapshot snapshot = Import("2150-06-01", ("labevents", [
            BenchFile.Row(("labevent_id", "1"), ("subject_id", "10"), ("hadm_id", "20.0"), ("itemid", "50912"), ("charttime", "2150-01-01 08:00:00"), ("storetime", "2150-01-01 09:00:00"), ("value", "10.2"), ("valuenum", "10.2")),
            BenchFile.Row(("labevent_id", "2"), ("subject_id", "10"), ("itemid", "50912"), ("charttime", "2150-01-02 08:00:00"), ("storetime", "2150-01-02 09:00:00"), ("value", "4.0"), ("valuenum", "4.0")),
            BenchFile.Row(("labevent_id", "3"), ("subject_id", "10"), ("itemid", "50912"), ("charttime", "2150-01-03 08:00:00"), ("storetime", "2150-01-03 09:00:00"), ("value", "nan"), ("valuenum", "nan")),
            BenchFile.Row(("labevent_id", "4"), ("subject_id", "10"), ("itemid", "50912"), ("charttime", "2150-01-04 08:00:00"), ("storetime", "2150-01-04 09:00:00"), ("value", "120"), ("valuenum", "120"))]));

        snapshot.Select("SELECT valuenum FROM labevents WHERE valuenum > 5 ORDER BY valuenum").Select(static row => row["valuenum"]).ShouldBe([10.2, 120.0]);
        snapshot.Select("SELECT count(*) AS n FROM labevents WHERE valuenum IS NULL").Single()["n"].ShouldBe(1L);
        snapshot.Select("SELECT max(valuenum) AS n, avg(valuenum) AS a FROM labevents").Single()["n"].ShouldBe(120.0);
        IReadOnlyDictionary<string, object?> first = snapshot.Select("SELECT * FROM labevents WHERE labevent_id = 1").Single();
        (first["hadm_id"], first["event_time"], first["available_time"], first["resource"], first["charttime"])
            .ShouldBe((20L, "2150-01-01T08:00:00Z", "2150-01-01T09:00:00Z", "labevents/000000001", "2150-01-01 08:00:00"));
    }

    [Fact]
    public void Row52_Import_Stay_HidesItsEndAndItsLetterUntilItHasEnded()
    {
        (string, IReadOnlyDictionary<string, string>[])[] tables =
        [
            ("admissions", [BenchFile.Row(("subject_id", "10"), ("hadm_id", "20"), ("admittime", "2150-01-01 08:00:00"), ("dischtime", "2150-01-09 12:00:00"), ("deathtime", "2150-01-09 12:00:00"), ("discharge_location", "DIED"), ("hospital_expire_flag", "1"), ("text", "Canary letter"))]),
            ("drgcodes", [BenchFile.Row(("subject_id", "10"), ("hadm_id", "20"), ("drg_code", "871"), ("drg_severity", "4"))]),
            ("edstays", [BenchFile.Row(("subject_id", "10"), ("hadm_id", "20"), ("stay_id", "30"), ("intime", "2150-01-01 05:00:00"), ("outtime", "2150-01-01 08:30:00"), ("disposition", "ADMITTED"))]),
            ("triage", [BenchFile.Row(("subject_id", "10"), ("stay_id", "30"), ("temperature", "98.6"), ("chiefcomplaint", "Dyspnea"))]),
            ("patients", [BenchFile.Row(("subject_id", "10"), ("gender", "F"), ("anchor_age", "70"), ("dod", "2150-01-09"))]),
        ];

        PatientSnapshot during = Import("2150-01-01T08:15:00Z", tables);
        PatientSnapshot after = Import("2150-01-10", tables);

        IReadOnlyDictionary<string, object?> stay = during.Select("SELECT * FROM admissions").Single();
        new[] { "dischtime", "deathtime", "discharge_location", "hospital_expire_flag", "text" }.ShouldAllBe(column => stay[column] == null);
        during.Rows("drgcodes").ShouldBe(0);
        during.Select("SELECT disposition, hadm_id FROM edstays").Single().Values.ShouldAllBe(static value => value == null);
        during.Select("SELECT chiefcomplaint FROM triage").Single()["chiefcomplaint"].ShouldBe("Dyspnea");
        during.Select("SELECT dod FROM patients").Single()["dod"].ShouldBeNull();
        System.Text.Encoding.UTF8.GetString(during.Database.Span).ShouldNotContain("Canary");

        after.Select("SELECT hospital_expire_flag FROM admissions").Single()["hospital_expire_flag"].ShouldBe(1L);
        after.Select("SELECT drg_severity FROM drgcodes").Single()["drg_severity"].ShouldBe(4L);
        after.Select("SELECT dod FROM patients").Single()["dod"].ShouldBe("2150-01-09");
        using PatientDatabase database = PatientDatabase.Open(after.Database);
        database.At(Chart.Cutoff("2150-01-01T08:15:00Z")).Select("SELECT dischtime FROM admissions").Single()["dischtime"].ShouldBeNull();
        database.At(Chart.Cutoff("2150-01-01T08:15:00Z")).Select("SELECT row FROM drgcodes").ShouldBeEmpty();
    }

    // The reference system dates a coded diagnosis one minute before the stay's end, where it would tell the stay's length in advance.
    [Theory]
    [InlineData("diagnoses_icd", "admissions", "hadm_id", "admittime", "dischtime")]
    [InlineData("diagnosis", "edstays", "stay_id", "intime", "outtime")]
    public void Row52_Import_DiagnosisDatedBeforeTheEndOfItsStay_WaitsForTheEnd(string table, string stays, string key, string start, string end)
    {
        (string, IReadOnlyDictionary<string, string>[])[] tables =
        [
            (stays, [BenchFile.Row(("subject_id", "10"), (key, "20"), (start, "2150-01-01 08:00:00"), (end, "2150-01-09 12:00:00"))]),
            (table, [BenchFile.Row(("subject_id", "10"), (key, "20.0"), ("icd_code", "I509"), ("icd_version", "10"), ("charttime", "2150-01-09 11:59:00"))]),
        ];

        Import("2150-01-09T11:59:59Z", tables).Rows(table).ShouldBe(0);
        Import("2150-01-09T12:00:00Z", tables).Rows(table).ShouldBe(0);
        PatientSnapshot after = Import("2150-01-09T12:00:01Z", tables);
        IReadOnlyDictionary<string, object?> row = after.Select($"SELECT event_time, available_time, resource FROM {table}").Single();
        row.Values.ShouldBe(["2150-01-09T11:59:00Z", "2150-01-09T12:00:00Z", $"{table}/000000001"]);
    }

    [Fact]
    public void Import_UnknownTableAndColumn_AreDeniedAndNamed()
    {
        PatientSnapshot snapshot = Import("2150-06-01",
            ("outcomes", [BenchFile.Row(("subject_id", "10"), ("died", "1"))]),
            ("services", [BenchFile.Row(("subject_id", "10"), ("transfertime", "2150-01-01 08:00:00"), ("curr_service", "MED"), ("secret", "1"))]));

        snapshot.Info.Tables.Select(static table => table.Name).ShouldBe(["services"]);
        snapshot.Info.Skipped[SkipReasons.NoPolicy].ShouldBe(1);
        snapshot.Info.Complete.ShouldBeFalse();
        snapshot.Info.Issues.ShouldContain("services: 1 columns are not in the policy and were left out. Add them to the policy.");
    }

    [Fact]
    public void Import_Dictionary_JoinsAndNeedsNoTime()
    {
        string reference = BenchFile.Write(Path.Combine(_folder.Path, "reference_table.db"), ("d_labitems", [BenchFile.Row(("itemid", "50912"), ("label", "Creatinine"))]));
        string patient = BenchFile.Write(Path.Combine(_folder.Path, "patient_10.db"), ("labevents", [BenchFile.Row(("itemid", "50912"), ("charttime", "2150-01-01 08:00:00"), ("valuenum", "1.1"))]));

        PatientSnapshot snapshot = BenchDatabase.Import(patient, Chart.Cutoff("2150-06-01"), reference, TestContext.Current.CancellationToken);

        snapshot.Select("SELECT d.label AS label FROM labevents l JOIN d_labitems d USING (itemid)").Single()["label"].ShouldBe("Creatinine");
        snapshot.Info.AssumedAvailability["labevents"].ShouldBe(1);
    }

    [Fact]
    public void Import_NoDatabase_SaysSo()
    {
        string text = _folder.Write("patient_1.db", "this is no database, only a text of some length that SQLite refuses to read");

        Should.Throw<InvalidDataException>(() => BenchDatabase.Import(text, Chart.Cutoff("2150-06-01"), null, TestContext.Current.CancellationToken));
        Should.Throw<InvalidDataException>(() => BenchDatabase.Import(Path.Combine(_folder.Path, "missing.db"), Chart.Cutoff("2150-06-01"), null, TestContext.Current.CancellationToken));
    }

    private PatientSnapshot Import(string cutoff, params (string Table, IReadOnlyDictionary<string, string>[] Rows)[] tables) =>
        BenchDatabase.Import(BenchFile.Write(Path.Combine(_folder.Path, "patient_10.db"), tables), Chart.Cutoff(cutoff), null, TestContext.Current.CancellationToken);
}
