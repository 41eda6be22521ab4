using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database.Views;

public sealed class RecordSchemaTests : IDisposable
{
    private const string Goals = """
        {"resourceType":"ViewDefinition","name":"goal","resource":"Goal","description":"what is aimed at",
         "select":[{"column":[{"name":"id","path":"id","type":"id"},{"name":"aim","path":"description","tag":[{"name":"clinseek/function","value":"label"}]}]}]}
        """;

    private const string GoalPolicy = """
        {"formatVersion":1,"about":"goals","tables":{"goal":{"sources":{"Goal":{"event":["startDate"],"available":["startDate"]}},"columns":{"id":{"shown":true},"aim":{"shown":true}}}}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_FolderWithTable_AddsItWithItsPolicy()
    {
        _folder.Write("goal.json", Goals);
        _folder.Write("time-policy.json", GoalPolicy);
        RecordSchema schema = RecordSchema.Load(_folder.Path);

        PatientSnapshot snapshot = PatientSnapshot.Build(
            [Chart.Page(Chart.Patient, """{"resourceType":"Goal","id":"g","subject":{"reference":"Patient/p1"},"startDate":"2020-01-01","description":{"text":"Walk"}}""")],
            "p1", Chart.Cutoff("2021-01-01"), schema);

        using PatientDatabase database = PatientDatabase.Open(snapshot.Database);
        database.Select("SELECT aim FROM goal").Single()["aim"].ShouldBe("Walk");
        database.Find("GOAL").ShouldNotBeNull().Description.ShouldBe("what is aimed at");
        database.At(Chart.Cutoff("2019-01-01")).Select("SELECT aim FROM goal").ShouldBeEmpty();
        snapshot.Info.ViewsDigest.ShouldBe(schema.Digest);
        schema.Digest.ShouldNotBe(RecordSchema.BuiltIn.Digest);
    }

    [Fact]
    public void Load_TableWithoutPolicy_IsRefusedByName()
    {
        _folder.Write("goal.json", Goals);

        Should.Throw<ViewDefinitionException>(() => RecordSchema.Load(_folder.Path)).Problems.ShouldBe(["time policy: goal: no policy"]);
    }

    [Fact]
    public void Load_ReplacedView_ChangesItsTableOnly()
    {
        _folder.Write("device.json", """{"resource":"Device","select":[{"column":[{"name":"id","path":"id"},{"name":"model","path":"modelNumber"}]}]}""");
        _folder.Write("time-policy.json", """{"formatVersion":1,"about":"","tables":{"device":{"sources":{"Device":{"assumed":["meta.lastUpdated"]}},"columns":{"id":{"shown":true},"model":{"shown":true}}}}}""");

        RecordSchema schema = RecordSchema.Load(_folder.Path);

        schema.Find("device").ShouldNotBeNull().Own.Select(static column => column.Name).ShouldBe(["id", "model"]);
        schema.Tables.Count.ShouldBe(RecordSchema.BuiltIn.Tables.Count);
    }

    [Theory]
    [InlineData("goal.json", """{"resource":"Goal","select":[{"column":[{"name":"a","path":"b.c("}]}]}""", "goal.json: select[0].column[0].path: ")]
    [InlineData("Goal.json", Goals, "Goal.json: a table's name has lower-case letters")]
    [InlineData("goal.json", """{"resource":"Goal","select":[{"column":[{"name":"row","path":"id"}]}]}""", "goal.json: every table has a column row already.")]
    [InlineData("goal.json", """{"resource":"Goal","select":[{"column":[{"name":"a","path":"id","tag":[{"name":"clinseek/function","value":"magic"}]}]}]}""", "goal.json: select[0].column[0]: there is no column function magic.")]
    [InlineData("medication.dispense.json", """{"resource":"MedicationDispense","select":[{"column":[{"name":"a","path":"id"}]}]}""", "medication.dispense.json: its columns are not those of medication.administration.json")]
    public void Load_WrongView_SaysWhere(string name, string view, string problem)
    {
        _folder.Write(name, view);

        Should.Throw<ViewDefinitionException>(() => RecordSchema.Load(_folder.Path)).Problems.ShouldContain(found => found.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void BuiltIn_EveryTableAndColumn_SaysWhatItHolds()
    {
        foreach (PatientTable table in RecordSchema.BuiltIn.Tables)
        {
            table.Description.ShouldNotBeNullOrWhiteSpace();
            table.Own.ShouldAllBe(static column => column.Description.Length > 0);
        }
    }
}
