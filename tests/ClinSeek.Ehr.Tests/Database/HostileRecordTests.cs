using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>Records that nobody would write on purpose: a clear outcome each, and nothing silently missing.</summary>
public sealed class HostileRecordTests
{
    private const string Now = "2030-01-01";
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    [Fact]
    public void Build_FiftyThousandComponents_AreAllRows()
    {
        string components = string.Join(',', Enumerable.Range(0, 50_000).Select(static number => $$$$"""{"code":{"text":"c{{{{number}}}}"},"valueInteger":{{{{number}}}}}"""));
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"panel"},"component":[{{{{components}}}}]}""");

        snapshot.Rows("observation").ShouldBe(50_001);
        snapshot.Info.Complete.ShouldBeTrue();
        snapshot.Select("SELECT sum(value_num) AS s, count(parent) AS p FROM observation").Single()["s"].ShouldBe(1_249_975_000.0);
    }

    [Fact]
    public void Build_MoreRowsThanAViewMayMake_IsAnIssue()
    {
        string components = string.Join(',', Enumerable.Repeat("{}", 250_000));
        PatientSnapshot snapshot = Chart.Snapshot(Now,
            $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"panel"},"component":[{{{{components}}}}]}""",
            Resources.Of("observation", "2020-01-01T00:00:00Z"));

        snapshot.Rows("observation").ShouldBe(1);
        snapshot.Info.Skipped[SkipReasons.Unreadable].ShouldBe(1);
        snapshot.Info.Complete.ShouldBeFalse();
        snapshot.Info.Issues.ShouldContain(static issue => issue.Contains("Observation in observation: One resource made more than 200000 rows.", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_SixtyMegabyteBundle_IsReadWhole()
    {
        var bundle = new StringBuilder(64_000_000).Append("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":""").Append(Chart.Patient).Append('}');
        string note = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A long note. ", 12_000))));
        int count = 0;
        while (bundle.Length < 60_000_000)
        {
            bundle.Append(CultureInfo.InvariantCulture, $$$$""",{"resource":{"resourceType":"DocumentReference","id":"d{{{{count++}}}}","status":"current",{{{{Subject}}}},"date":"2020-01-01T00:00:00Z","content":[{"attachment":{"contentType":"text/plain","data":"{{{{note}}}}"}}]}}""");
        }

        PatientSnapshot snapshot = PatientSnapshot.Build([Chart.Named("large.json", bundle.Append("]}").ToString())], "p1", Chart.Cutoff(Now));

        snapshot.Rows("document").ShouldBe(count);
        snapshot.Info.Complete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("0000-00-00")]
    [InlineData("2020-02-30T00:00:00Z")]
    [InlineData("yesterday")]
    [InlineData("2020-01-01T99:00:00Z")]
    [InlineData("\\u0000")]
    public void Build_InvalidDate_DeniesTheRowAndCountsIt(string date)
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, Resources.Of("observation", date), $$$$"""{"resourceType":"Encounter","id":"e","status":"finished",{{{{Subject}}}},"period":{"start":"2020-01-01","end":"{{{{date}}}}"}}""");

        snapshot.Rows("observation").ShouldBe(0);
        snapshot.Info.Skipped[SkipReasons.NoTime].ShouldBe(1);
        snapshot.Select("SELECT end_time, status FROM encounter").Single().Values.ShouldAllBe(static value => value == null);
    }

    [Fact]
    public void Build_CyclicReferences_End()
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now,
            $$$$"""{"resourceType":"Encounter","id":"a","status":"in-progress",{{{{Subject}}}},"partOf":{"reference":"Encounter/b"},"period":{"start":"2020-01-01"}}""",
            $$$$"""{"resourceType":"Encounter","id":"b","status":"in-progress",{{{{Subject}}}},"partOf":{"reference":"Encounter/a"},"period":{"start":"2020-01-01"}}""",
            $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"x"},"hasMember":[{"reference":"Observation/o"}],"encounter":{"reference":"#o"},"contained":[{"resourceType":"Encounter","id":"o"}]}""",
            $$$$"""{"resourceType":"MedicationRequest","id":"m","status":"active",{{{{Subject}}}},"authoredOn":"2020-01-01","medicationReference":{"reference":"#m"},"contained":[{"resourceType":"Medication","id":"m","code":{"reference":"#m"}}]}""");

        snapshot.Select("SELECT part_of FROM encounter ORDER BY id").Select(static row => row["part_of"]).ShouldBe(["Encounter/b", "Encounter/a"]);
        snapshot.Select("SELECT panel FROM observation").Single()["panel"].ShouldBe("Observation/o");
        snapshot.Rows("medication").ShouldBe(1);
    }

    [Fact]
    public void Build_DeepNesting_IsKeptOrNamed()
    {
        string shallow = string.Concat(Enumerable.Repeat("{\"extension\":[", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
        string deep = string.Concat(Enumerable.Repeat("{\"extension\":[", 5000)) + string.Concat(Enumerable.Repeat("]}", 5000));
        PatientSnapshot kept = Chart.Snapshot(Now, $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"x"},"extension":[{{{{shallow}}}}]}""");
        PatientSnapshot named = Chart.Snapshot(Now, $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"x"},"extension":[{{{{deep}}}}]}""");

        kept.Rows("observation").ShouldBe(1);
        named.Info.Complete.ShouldBeFalse();
        named.Info.Issues.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("'; DROP TABLE observation; --")]
    [InlineData("\\\"\\\\ \\u0001 \\ud800 \\u202e")]
    [InlineData("|loinc|718-7|")]
    [InlineData("<script>alert(1)</script>")]
    public void Build_HostileStrings_StayText(string text)
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z","code":{"text":"{{{{text}}}}","coding":[{"system":"urn:x","code":"{{{{text}}}}"}]},"valueString":"{{{{text}}}}"}""");

        IReadOnlyDictionary<string, object?> row = snapshot.Select("SELECT * FROM observation").Single();
        row["value_text"].ShouldNotBeNull();
        ((string)row["codes"]!).Split("|").Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("\"code\":\"no object\"")]
    [InlineData("\"code\":[{\"coding\":[{\"code\":\"a\"}]},{\"coding\":[{\"code\":\"b\"}]}]")]
    [InlineData("\"code\":{\"coding\":{\"code\":\"a\"}}")]
    [InlineData("\"code\":{\"text\":5},\"valueQuantity\":{\"value\":\"12\"}")]
    [InlineData("\"code\":null,\"valueQuantity\":[{\"value\":1},{\"value\":2}]")]
    [InlineData("\"code\":{\"text\":\"x\"},\"valueQuantity\":{\"value\":1e999}")]
    [InlineData("\"code\":{\"text\":\"x\"},\"encounter\":[],\"category\":\"lab\",\"component\":{},\"referenceRange\":[null,5]")]
    public void Build_WrongShapes_GiveARowOrAnIssue(string content)
    {
        PatientSnapshot snapshot = Chart.Snapshot(Now, $$$$"""{"resourceType":"Observation","id":"o","status":"final",{{{{Subject}}}},"issued":"2020-01-01T00:00:00Z",{{{{content}}}}}""");

        (snapshot.Rows("observation") > 0 || snapshot.Info.Issues.Any(static issue => issue.Contains("Observation", StringComparison.Ordinal))).ShouldBeTrue();
        snapshot.Info.Complete.ShouldBe(!snapshot.Info.Skipped.ContainsKey(SkipReasons.Unreadable) && snapshot.Info.Issues.Count == 0);
    }
}
