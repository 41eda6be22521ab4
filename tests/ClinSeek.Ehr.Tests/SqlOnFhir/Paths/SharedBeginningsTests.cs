using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Paths;

/// <summary>What paths have in common is found once, and every column is as if it stood alone.</summary>
public sealed class SharedBeginningsTests
{
    private const string Observation = """
        {"resourceType":"Observation","id":"o","status":"final","_status":{"extension":[{"url":"u","valueCode":"s"}]},
        "category":[{"coding":[{"code":"laboratory"},{"code":"chemistry"}]},{"coding":[{"code":"other"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"1-8","display":"One"}],"text":"One"},
        "valueQuantity":{"value":1.50,"unit":"mg/dL"},"subject":{"reference":"Patient/p"},
        "component":[
        {"code":{"coding":[{"code":"a"},{"code":"b"}]},"valueQuantity":{"value":2,"unit":"g"}},
        {"code":{"coding":[{"code":"c"}]},"valueString":"words"},
        {"code":{"text":"none"},"valueQuantity":{"value":3}}]}
        """;

    private static readonly string[] Columns =
    [
        "code.coding.first().code", "code.coding.first().display", "code.coding.first().exists()", "code.coding.count()", "code.text", "code.coding[0].code", "code",
        "value.ofType(Quantity).value", "value.ofType(Quantity).unit", "(value as Quantity).unit", "value.ofType(string)", "value.exists()", "value",
        "iif(value.ofType(Quantity).exists(), value.ofType(Quantity).value, value.ofType(string))",
        "coding.first().code", "coding.first().code.exists()", "coding.count()", "text",
        "code.coding.where(code = 'a').exists()", "code.coding.where(code = 'c').code", "code.coding.where(%resource.code.coding.code = '1-8').count()",
        "%resource.code.coding.first().code", "%resource.code.coding.first().system", "%resource.status", "%resource.status.extension('u').value",
        "%resource.category.coding.code.join(',')", "%resource.category.coding.count()", "%resource.subject.getReferenceKey(Patient)", "%resource.subject.reference",
        "%resource.component.code.coding.code.join(' ')", "%resource.component.select(code.coding.count()).join('-')", "code.coding.all(code = 'c')",
    ];

    [Theory]
    [InlineData("code.coding.first().code | code.coding.first().system | code", "`code` `code`.`coding`.first()")]
    [InlineData("value.ofType(Quantity).value | value.ofType(integer)", "")]
    [InlineData("value.ofType(Quantity).value | (value as Quantity).unit", "")]
    [InlineData("value.ofType(Quantity).value | value.as(Quantity).unit | value.ofType(Quantity)", "`value`.ofType(`Quantity`)")]
    [InlineData("name.where(use = 'a').given | name.where(use = 'b').given", "`name`")]
    [InlineData("iif(name.family.exists(), name.family, 'none')", "`name`.`family`")]
    [InlineData("code.iif(coding.exists(), coding, text)", "")]
    [InlineData("%resource.status | %resource.status | status", "%`resource`.`status`")]
    [InlineData("Patient.name | Patient.name", "")]
    [InlineData("`a.b` | a.b", "")]
    [InlineData("id", "")]
    public void Of_Paths_AreTheLongestOfSeveralUses(string paths, string expected) =>
        string.Join(' ', SharedBeginnings.Of(paths.Split(" | ").Select(PathParser.Parse)).Values.Distinct().Order(StringComparer.Ordinal)).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("\"forEach\":\"component\",")]
    [InlineData("\"forEachOrNull\":\"component.where(value.exists())\",")]
    [InlineData("\"forEach\":\"category\",")]
    [InlineData("\"repeat\":[\"component.code\",\"coding\"],")]
    public void Run_ManyColumnsOfOneNode_AreEachAsIfAlone(string iteration)
    {
        string[][] together = Rows(iteration, Columns);

        for (int place = 0; place < Columns.Length; place++)
        {
            string path = Columns[place];
            together.Select(row => row[place]).ShouldBe(Rows(iteration, [path]).Select(static row => row[0]), path);
        }

        together.Select(static row => string.Join('|', row)).Distinct().Count().ShouldBe(together.Length);
    }

    [Fact]
    public void Run_NestedAndUnitedSelects_KeepTheirOwnNodes()
    {
        ViewValue[][] rows = [.. Views.Compile("""
            {"resource":"Observation","where":[{"path":"code.coding.exists() and code.coding.first().code = '1-8'"}],"select":[
            {"column":[{"name":"a","path":"code.coding.first().code"},{"name":"b","path":"code.coding.first().system"}]},
            {"unionAll":[
            {"forEach":"component","column":[{"name":"c","path":"code.coding.first().code"},{"name":"d","path":"code.coding.first().exists()"}]},
            {"column":[{"name":"c","path":"code.coding.first().code"},{"name":"d","path":"code.coding.first().exists()"}]}]}]}
            """).Run([Views.Json(Observation), Views.Json(Observation.Replace("1-8", "2-6", StringComparison.Ordinal)), Views.Json(Observation)])];

        string[] expected = ["1-8 http://loinc.org a true", "1-8 http://loinc.org c true", "1-8 http://loinc.org  false", "1-8 http://loinc.org 1-8 true"];
        rows.Select(static row => $"{row[0].Text} {row[1].Text} {row[2].Text} {(row[3].Boolean == true ? "true" : "false")}").ShouldBe([.. expected, .. expected]);
    }

    private static string[][] Rows(string iteration, string[] paths)
    {
        string columns = string.Join(',', paths.Select(static (path, place) => JsonSerializer.Serialize(new { name = $"c{place}", path, collection = true })));
        return [.. Views.Compile($$"""{"resource":"Observation","select":[{{{iteration}}"column":[{{columns}}]}]}""").Run([Views.Json(Observation)]).Select(static row => row.Select(Views.Write).ToArray())];
    }
}
