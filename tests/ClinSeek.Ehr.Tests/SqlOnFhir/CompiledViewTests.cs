using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir;

public sealed class CompiledViewTests
{
    private const string Patients = """{"resourceType":"Patient","id":"p","name":[{"family":"A"},{"family":"B"}],"birthDate":"1950"}""";

    [Theory]
    [InlineData("[]", "A ViewDefinition is a JSON object.")]
    [InlineData("""{"select":[{"column":[{"name":"a","path":"id"}]}]}""", "resource: the name of a resource type is required.")]
    [InlineData("""{"resource":"Patient"}""", "select: at least one is required.")]
    [InlineData("""{"resource":"Patient","select":{}}""", "select: a list is expected.")]
    [InlineData("""{"resource":"Patient","select":[{}]}""", "select[0]: a select needs columns, a select or a unionAll.")]
    [InlineData("""{"resource":"Patient","select":[{"column":[{"name":"1a","path":"id"}]}]}""", "select[0].column[0].name: a letter is expected, then letters, digits and underscores.")]
    [InlineData("""{"resource":"Patient","select":[{"column":[{"name":"a"}]}]}""", "select[0].column[0].path: a text is required.")]
    [InlineData("""{"resource":"Patient","select":[{"column":[{"name":"a","path":1}]}]}""", "select[0].column[0].path: a text is expected.")]
    [InlineData("""{"resource":"Patient","select":[{"column":[{"name":"a","path":"id"},{"name":"a","path":"id"}]}]}""", "select[0].column[1].name: the column a is declared twice.")]
    [InlineData("""{"resource":"Patient","select":[{"forEach":"name","forEachOrNull":"name","column":[{"name":"a","path":"id"}]}]}""", "select[0]: forEach and forEachOrNull exclude each other.")]
    [InlineData("""{"resource":"Patient","select":[{"repeat":[],"column":[{"name":"a","path":"id"}]}]}""", "select[0].repeat: at least one path is required.")]
    [InlineData("""{"resource":"Patient","select":[{"forEach":1,"column":[{"name":"a","path":"id"}]}]}""", "select[0].forEach: a text is expected.")]
    [InlineData("""{"resource":"Patient","constant":[{"name":"c"}],"select":[{"column":[{"name":"a","path":"id"}]}]}""", "constant[0]: exactly one value[x] is required.")]
    [InlineData("""{"resource":"Patient","constant":[{"name":"c","valueInteger":"x"}],"select":[{"column":[{"name":"a","path":"id"}]}]}""", "constant[0].valueInteger: a value of a primitive FHIR type is required.")]
    [InlineData("""{"resource":"Patient","constant":[{"name":"c","valueCoding":{}}],"select":[{"column":[{"name":"a","path":"id"}]}]}""", "constant[0].valueCoding: a value of a primitive FHIR type is required.")]
    [InlineData("""{"resource":"Patient","constant":[{"name":"c","valueCode":"x"},{"name":"c","valueCode":"y"}],"select":[{"column":[{"name":"a","path":"id"}]}]}""", "constant: the name c is declared twice.")]
    [InlineData("""{"resource":"Patient","where":[{"path":"@@"}],"select":[{"column":[{"name":"a","path":"id"}]}]}""", "where[0].path: ")]
    [InlineData("""{"resource":"Patient","select":[{"unionAll":[{"column":[{"name":"a","path":"id"}]},{"column":[{"name":"b","path":"id"}]}]}]}""", "select[0].unionAll[1]: its columns are not those of the first part of the union, in the same order.")]
    [InlineData("""{"resource":"Patient","select":[{"unionAll":[{"column":[{"name":"a","path":"id"}]},{"column":[{"name":"a","path":"id"},{"name":"b","path":"id"}]}]}]}""", "select[0].unionAll[1]: ")]
    [InlineData("""{"resourceType":"Patient","resource":"Patient","select":[{"column":[{"name":"a","path":"id"}]}]}""", "resourceType: ViewDefinition is expected.")]
    public void Compile_WrongView_NamesPlaceAndProblem(string view, string problem) =>
        Should.Throw<ViewDefinitionException>(() => Views.Compile(view)).Problems.ShouldContain(found => found.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void Compile_SeveralProblems_NamesThemAll() =>
        Should.Throw<ViewDefinitionException>(() => Views.Compile("""{"resource":"Patient","where":[{"path":"%x"}],"select":[{"column":[{"name":"a","path":"b.c("},{"name":"a","path":"id"}]}]}"""))
            .Problems.Count.ShouldBe(3);

    [Theory]
    [InlineData("ViewDefinition")]
    [InlineData("https://sql-on-fhir.org/ig/StructureDefinition/ViewDefinition")]
    public void Compile_BothFormsOfItsType_AreRead(string type) =>
        Views.Compile($$"""{"resourceType":"{{type}}","resource":"Patient","select":[{"column":[{"name":"a","path":"id"}]}]}""").Columns.Single().Name.ShouldBe("a");

    [Theory]
    [InlineData("""{"name":"a","path":"id","type":"positiveInt"}""", "INT")]
    [InlineData("""{"name":"a","path":"id","type":"integer64"}""", "BIGINT")]
    [InlineData("""{"name":"a","path":"id","type":"instant"}""", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("""{"name":"a","path":"id","type":"base64Binary"}""", "BINARY")]
    [InlineData("""{"name":"a","path":"id","type":"boolean"}""", "BOOLEAN")]
    [InlineData("""{"name":"a","path":"id","type":"decimal"}""", "CHARACTER VARYING")]
    [InlineData("""{"name":"a","path":"id","type":"decimal","tag":[{"name":"ansi/type","value":"DECIMAL(10,2)"}]}""", "DECIMAL(10,2)")]
    public void SqlType_OfColumn_IsTheDefaultOrTheTag(string column, string type) =>
        Views.Compile($$"""{"resource":"Patient","select":[{"column":[{{column}}]}]}""").Columns.Single().SqlType.ShouldBe(type);

    [Fact]
    public void Run_SeveralValuesInOneCell_IsAnErrorThatNamesTheColumn() =>
        Should.Throw<ViewEvaluationException>(() => Views.Compile("""{"resource":"Patient","select":[{"column":[{"name":"family","path":"name.family"}]}]}""").Run([Views.Json(Patients)]).ToList())
            .Message.ShouldBe("select[0].column[0] (family): several values where one belongs; use first(), or declare the column a collection.");

    [Fact]
    public void Run_ComplexValueInPrimitiveColumn_IsAnError() =>
        Should.Throw<ViewEvaluationException>(() => Views.Compile("""{"resource":"Patient","select":[{"column":[{"name":"n","path":"name.first()","type":"string"}]}]}""").Run([Views.Json(Patients)]).ToList());

    [Theory]
    [InlineData("integer", "1.5")]
    [InlineData("integer", "\"1\"")]
    [InlineData("boolean", "\"true\"")]
    [InlineData("date", "\"soon\"")]
    [InlineData("date", "5")]
    [InlineData("time", "\"2020-01-01\"")]
    [InlineData("string", "7")]
    [InlineData("decimal", "true")]
    public void Run_StrictChecks_RefuseAnotherType(string type, string value)
    {
        string view = $$"""{"resource":"Basic","select":[{"column":[{"name":"v","path":"v","type":"{{type}}"}]}]}""";
        JsonElement resource = Views.Json($$"""{"resourceType":"Basic","v":{{value}}}""");

        Views.Compile(view).Run([resource]).Count().ShouldBe(1);
        Should.Throw<ViewEvaluationException>(() => Views.Compile(view, new ViewOptions { ColumnChecks = ColumnChecks.Strict }).Run([resource]).ToList());
    }

    [Fact]
    public void Run_MoreRowsThanAllowed_Ends()
    {
        string many = string.Join(',', Enumerable.Repeat("{}", 1000));
        CompiledView view = Views.Compile(
            """{"resource":"Basic","select":[{"forEach":"a","column":[{"name":"x","path":"id"}]},{"forEach":"a","column":[{"name":"y","path":"id"}]}]}""",
            new ViewOptions { MaxRowsPerResource = 10_000 });

        Should.Throw<ViewEvaluationException>(() => view.Run([Views.Json($$"""{"resourceType":"Basic","a":[{{many}}]}""")]).ToList()).Message.ShouldContain("10000 rows");
    }

    [Fact]
    public void Run_NumbersAndTexts_KeepHowTheyAreWritten()
    {
        ViewValue[] row = Views.Compile("""{"resource":"Basic","select":[{"column":[{"name":"n","path":"n"},{"name":"t","path":"t"}]}]}""")
            .Run([Views.Json("""{"resourceType":"Basic","n":1.500,"t":"\u00e9\ud800"}""")]).Single();

        row[0].Text.ShouldBe("1.500");
        row[1].Text.ShouldBe("\\u00e9\\ud800");
    }

    [Fact]
    public void Run_PrimitiveArrayWithNulls_KeepsWhatStandsBeside()
    {
        const string Patient = """{"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"extension":[{"url":"u","valueCode":"masked"}]}]}],"_birthDate":{"extension":[{"url":"b","valueDateTime":"1950-01-01T03:00:00Z"}]}}""";

        Views.Evaluate("name.given", Patient).ShouldBe("""["A",null,"C"]""");
        Views.Evaluate("name.given.extension('u').value", Patient).ShouldBe("""["masked"]""");
        Views.Evaluate("name.given.join('-')", Patient).ShouldBe("""["A-C"]""");
        Views.Evaluate("birthDate.extension('b').value.ofType(dateTime)", Patient).ShouldBe("""["1950-01-01T03:00:00Z"]""");
        Views.Evaluate("birthDate.hasValue()", Patient).ShouldBe("[false]");
    }

    [Fact]
    public async Task ReadAsync_LinesInSmallPieces_GiveEveryResource()
    {
        var text = new StringBuilder("\uFEFF");
        for (int number = 0; number < 500; number++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"resourceType":"Patient","id":"p{{number}}"}""").Append(number % 7 == 0 ? "\r\n\n" : "\n");
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.Append("""{"resourceType":"Patient","id":"last"}""").ToString()));
        var runner = new ViewRunner(Views.Compile("""{"resource":"Patient","select":[{"column":[{"name":"id","path":"id"}]}]}"""));
        var ids = new Ids();
        await foreach (JsonElement resource in NdjsonResources.ReadAsync(stream, TestContext.Current.CancellationToken))
        {
            runner.Run(resource, ids);
        }

        ids.Seen.Count.ShouldBe(501);
        ids.Seen[^1].ShouldBe("last");
    }

    [Fact]
    public async Task Run_OneViewOnManyThreads_GivesTheSame()
    {
        CompiledView view = Views.Compile("""{"resource":"Patient","constant":[{"name":"c","valueString":"B"}],"select":[{"forEach":"name","column":[{"name":"i","path":"%rowIndex"},{"name":"b","path":"family = %c"}]}]}""");
        JsonElement patient = Views.Json(Patients);

        string[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => string.Join(
            '|', Enumerable.Range(0, 200).SelectMany(_ => view.Run([patient])).Select(static row => Views.Write(row[0]) + Views.Write(row[1]))))));

        results.Distinct().Count().ShouldBe(1);
        results[0].ShouldStartWith("0false|1true|0false");
    }

    [Fact]
    public void Run_ResolvedReference_MeetsTheResource()
    {
        CompiledView view = Views.Compile("""{"resource":"Observation","select":[{"column":[{"name":"k","path":"subject.getReferenceKey(Patient)"}]}]}""");
        var keys = new Ids();

        new ViewRunner(view, static reference => reference == "urn:uuid:1" ? "Patient/p1" : null)
            .Run(Views.Json("""{"resourceType":"Observation","subject":{"reference":"urn:uuid:1"}}"""), keys);

        keys.Seen.ShouldBe(["Patient/p1"]);
    }

    private sealed class Ids : IViewRows
    {
        public List<string?> Seen { get; } = [];

        public void Add(ReadOnlySpan<ViewValue> row) => Seen.Add(row[0].Text);
    }
}
