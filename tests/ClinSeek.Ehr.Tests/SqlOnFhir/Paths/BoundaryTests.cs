using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Paths;

public sealed class BoundaryTests
{
    [Theory]
    [InlineData("1.0", "0.95", "1.05")]
    [InlineData("1", "0.5", "1.5")]
    [InlineData("1.587", "1.5865", "1.5875")]
    [InlineData("-1.587", "-1.5875", "-1.5865")]
    [InlineData("0", "-0.5", "0.5")]
    [InlineData("0.0034", "0.00335", "0.00345")]
    [InlineData("1e2", "50", "150")]
    [InlineData("1.5E-3", "0.00145", "0.00155")]
    public void Boundary_Number_DependsOnHowItIsWritten(string value, string low, string high)
    {
        string observation = $$$"""{"resourceType":"Observation","valueQuantity":{"value":{{{value}}},"unit":"g"}}""";

        Number("value.ofType(Quantity).value.lowBoundary()", observation).ShouldBe(decimal.Parse(low, System.Globalization.CultureInfo.InvariantCulture));
        Number("value.ofType(Quantity).value.highBoundary()", observation).ShouldBe(decimal.Parse(high, System.Globalization.CultureInfo.InvariantCulture));
        Number("value.ofType(Quantity).lowBoundary().value", observation).ShouldBe(decimal.Parse(low, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("(1.587).lowBoundary(2)", "[1.58]")]
    [InlineData("(1.587).highBoundary(2)", "[1.59]")]
    [InlineData("(1.587).lowBoundary(0)", "[1]")]
    [InlineData("(-1.587).lowBoundary(2)", "[-1.59]")]
    [InlineData("(1.587).lowBoundary(-1)", "[]")]
    [InlineData("(1.587).lowBoundary(40)", "[]")]
    [InlineData("@2014.lowBoundary(6)", """["2014-01"]""")]
    [InlineData("@2014.highBoundary(4)", """["2014"]""")]
    [InlineData("@2014-01-01T08:05.lowBoundary(12)", """["2014-01-01T08:05+14:00"]""")]
    [InlineData("@T10:30.highBoundary(6)", """["10:30:59"]""")]
    [InlineData("@T10:30.highBoundary(17)", "[]")]
    public void Boundary_Precision_CutsOutwards(string path, string expected) =>
        Views.Evaluate(path, """{"resourceType":"Patient"}""").ShouldBe(expected);

    [Theory]
    [InlineData("birthDate", "1970", "1970-01-01", "1970-12-31")]
    [InlineData("birthDate", "1970-06", "1970-06-01", "1970-06-30")]
    [InlineData("birthDate", "2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("birthDate", "1970-06-05", "1970-06-05", "1970-06-05")]
    [InlineData("deceasedDateTime", "2010", "2010-01-01T00:00:00.000+14:00", "2010-12-31T23:59:59.999-12:00")]
    [InlineData("deceasedDateTime", "2010-10-10", "2010-10-10T00:00:00.000+14:00", "2010-10-10T23:59:59.999-12:00")]
    [InlineData("deceasedDateTime", "2010-10-10T08:30:00Z", "2010-10-10T08:30:00.000+00:00", "2010-10-10T08:30:00.999+00:00")]
    [InlineData("deceasedDateTime", "2010-10-10T08:30:00.250-05:00", "2010-10-10T08:30:00.250-05:00", "2010-10-10T08:30:00.250-05:00")]
    [InlineData("multipleBirthTime", "12:34", "12:34:00.000", "12:34:59.999")]
    [InlineData("multipleBirthTime", "12:34:10", "12:34:10.000", "12:34:10.999")]
    [InlineData("deceasedDateTime", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000+00:00", "9999-12-31T23:59:59.999+00:00")]
    public void Boundary_Times_FillWhatIsNotSaid(string element, string value, string low, string high)
    {
        string patient = $$"""{"resourceType":"Patient","{{element}}":"{{value}}"}""";
        string path = element switch { "deceasedDateTime" => "deceased", "multipleBirthTime" => "multipleBirth", _ => element };

        Views.Evaluate(path + ".lowBoundary()", patient).ShouldBe($"[\"{low}\"]");
        Views.Evaluate(path + ".highBoundary()", patient).ShouldBe($"[\"{high}\"]");
    }

    [Fact]
    public void Boundary_UntypedDate_IsWhatItsColumnDeclares()
    {
        const string Encounter = """{"resourceType":"Encounter","period":{"start":"2020-05"}}""";

        Views.Write(Views.OfPath("period.start.lowBoundary()", "Encounter", type: "date").Run([Views.Json(Encounter)]).Single()[0]).ShouldBe("""["2020-05-01"]""");
        Views.Write(Views.OfPath("period.start.lowBoundary()", "Encounter", type: "dateTime").Run([Views.Json(Encounter)]).Single()[0]).ShouldBe("""["2020-05-01T00:00:00.000+14:00"]""");
    }

    [Theory]
    [InlineData("code.text.lowBoundary()")]
    [InlineData("valueBoolean.highBoundary()")]
    [InlineData("missing.lowBoundary()")]
    public void Boundary_OfAnythingElse_IsNothing(string path) =>
        Views.Evaluate(path, """{"resourceType":"Observation","code":{"text":"x"},"valueBoolean":true}""").ShouldBe("[]");

    private static decimal Number(string path, string resource) =>
        Views.OfPath(path, "Observation").Run([Views.Json(resource)]).Single()[0].Items.Single() is var value
            ? decimal.Parse(value.Text!, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
}
