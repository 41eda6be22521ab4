using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Paths;

/// <summary>The FHIRPath subset, a path a line. Results are lists as JSON.</summary>
public sealed class PathTests
{
    private const string Resource = """
        {"resourceType":"Observation","id":"a1","status":"final","meta":{"lastUpdated":"2024-02-03T04:05:06.789+01:00"},
         "identifier":[{"system":"urn:a","value":"1"},{"system":"urn:b","value":"2"},{"system":"urn:b","value":"3"}],
         "category":[{"coding":[{"system":"s","code":"laboratory"},{"code":"second"}]}],
         "code":{"text":"it's","coding":[{"system":"http://loinc.org","code":"1-8"}]},
         "subject":{"reference":"Patient/p1"},"focus":[{"reference":"Patient/p1/_history/3"},{"reference":"#inside"},{"reference":"Device/d1"}],
         "effectiveDateTime":"2024-02-03","issued":"2024-02-03T04:05:06Z",
         "valueQuantity":{"value":6.10,"unit":"mmol/L","comparator":"<"},
         "component":[{"code":{"text":"c1"},"valueInteger":7},{"code":{"text":"c2"},"valueString":"seven"},{"code":{"text":"c3"}}],
         "note":[{"text":"first"},{"text":"second","authorString":"me"}],
         "_status":{"id":"x","extension":[{"url":"urn:why","valueCode":"because"}]},
         "extension":[{"url":"urn:simple","valueBoolean":true},{"url":"urn:nested","extension":[{"url":"inner","valueDecimal":1.50}]}]}
        """;

    [Theory]
    [InlineData("id", """["a1"]""")]
    [InlineData("Observation.id", """["a1"]""")]
    [InlineData("Patient.id", "[]")]
    [InlineData("Resource.id", """["a1"]""")]
    [InlineData("`status`", """["final"]""")]
    [InlineData("missing.further", "[]")]
    [InlineData("identifier.value", """["1","2","3"]""")]
    [InlineData("identifier[1].value", """["2"]""")]
    [InlineData("identifier[9].value", "[]")]
    [InlineData("identifier[0 - 1].value", "[]")]
    [InlineData("category.coding[1].code", """["second"]""")]
    [InlineData("(identifier.value)[2]", """["3"]""")]
    [InlineData("code.text /* said */ // so", """["it's"]""")]
    [InlineData("code.text = 'it\\'s'", "[true]")]
    [InlineData("'\\u0041\\n\\t\\\\'", """["A\n\t\\"]""")]
    [InlineData("$this.id", """["a1"]""")]
    [InlineData("{}", "[]")]
    [InlineData("%resource.id", """["a1"]""")]
    [InlineData("%loinc = code.coding.system", "[true]")]
    public void Evaluate_Navigation_Finds(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("code.coding.code = 'x' or code.coding.code = '1-8'", "[true]")]
    [InlineData("code.coding.code = '1-8' or code.coding.code = 'x' or code.coding.code = 'y'", "[true]")]
    [InlineData("code.coding.code = 'x' or code.coding.code = 'y'", "[false]")]
    [InlineData("code.coding.missing = 'x' or code.coding.missing = 'y'", "[]")]
    [InlineData("identifier.value = '1' or identifier.value = '2'", "[false]")]
    [InlineData("value.value = '6.10' or value.value = 'x'", "[false]")]
    [InlineData("status = 'x' or status = 'final' or id = 'a1'", "[true]")]
    [InlineData("id = 'a1' or status = 'x' or status = 'y'", "[true]")]
    [InlineData("'a' = 'b' or status = 'final'", "[true]")]
    [InlineData("code.text = 'it\\u0027s' or code.text = 'other'", "[true]")]
    [InlineData("identifier.where(system = 'urn:a' or system = 'urn:c').value", """["1"]""")]
    public void Evaluate_ChainOfTexts_IsTheOrOfItsParts(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("value.ofType(Quantity).unit", """["mmol/L"]""")]
    [InlineData("value.ofType(FHIR.Quantity).comparator", """["<"]""")]
    [InlineData("value.unit", """["mmol/L"]""")]
    [InlineData("valueQuantity.unit", """["mmol/L"]""")]
    [InlineData("value.ofType(string)", "[]")]
    [InlineData("component.value.ofType(integer)", "[7]")]
    [InlineData("component.value.ofType(string)", """["seven"]""")]
    [InlineData("component.value", """[7,"seven"]""")]
    [InlineData("component.where(value.exists()).code.text", """["c1","c2"]""")]
    [InlineData("component.where(value is integer).code.text", """["c1"]""")]
    [InlineData("(value as Quantity).unit", """["mmol/L"]""")]
    [InlineData("value.as(Quantity).unit", """["mmol/L"]""")]
    [InlineData("effective", """["2024-02-03"]""")]
    [InlineData("effective.ofType(dateTime)", """["2024-02-03"]""")]
    [InlineData("effective.ofType(Period)", "[]")]
    [InlineData("status.ofType(code)", """["final"]""")]
    [InlineData("status.ofType(integer)", "[]")]
    [InlineData("note.author", """["me"]""")]
    [InlineData("note[1].author.ofType(string)", """["me"]""")]
    [InlineData("subject.ofType(Reference).reference", """["Patient/p1"]""")]
    public void Evaluate_Types_AreTold(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("extension('urn:simple').value.ofType(boolean)", "[true]")]
    [InlineData("extension('urn:nested').extension('inner').value.ofType(decimal)", "[1.50]")]
    [InlineData("extension('urn:none').value", "[]")]
    [InlineData("extension.where(url = 'urn:simple').value", "[true]")]
    [InlineData("status.extension('urn:why').value.ofType(code)", """["because"]""")]
    [InlineData("status.extension.url", """["urn:why"]""")]
    [InlineData("status.id", """["x"]""")]
    public void Evaluate_Extensions_AreReached(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("identifier.where(system = 'urn:b').value", """["2","3"]""")]
    [InlineData("identifier.where(false)", "[]")]
    [InlineData("identifier.where({})", "[]")]
    [InlineData("identifier.where($index = 1).value", """["2"]""")]
    [InlineData("identifier.where(system = 'urn:b' and value = '3').value", """["3"]""")]
    [InlineData("component.where(value.ofType(integer) > 6).code.text", """["c1"]""")]
    [InlineData("identifier.first().value", """["1"]""")]
    [InlineData("identifier.last().value", """["3"]""")]
    [InlineData("identifier.tail().value", """["2","3"]""")]
    [InlineData("identifier.skip(2).value", """["3"]""")]
    [InlineData("identifier.take(1).value", """["1"]""")]
    [InlineData("identifier.count()", "[3]")]
    [InlineData("identifier.system.distinct()", """["urn:a","urn:b"]""")]
    [InlineData("identifier.exists()", "[true]")]
    [InlineData("identifier.exists(value = '4')", "[false]")]
    [InlineData("identifier.all(value.exists())", "[true]")]
    [InlineData("missing.all(false)", "[true]")]
    [InlineData("missing.empty()", "[true]")]
    [InlineData("missing.exists().not()", "[true]")]
    [InlineData("missing.not()", "[]")]
    [InlineData("status.hasValue()", "[true]")]
    [InlineData("identifier.select(value)", """["1","2","3"]""")]
    [InlineData("extension.repeat(extension).url", """["inner"]""")]
    [InlineData("code.text | status", """["it's","final"]""")]
    [InlineData("status | status", """["final"]""")]
    [InlineData("status.combine(status)", """["final","final"]""")]
    [InlineData("'urn:a' in identifier.system", "[true]")]
    [InlineData("identifier.system contains 'urn:c'", "[false]")]
    [InlineData("iif(status = 'final', 'done', 'open')", """["done"]""")]
    [InlineData("iif(missing, 'done')", "[]")]
    public void Evaluate_Collections_AreFiltered(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("true and {}", "[]")]
    [InlineData("{} and false", "[false]")]
    [InlineData("false and {}", "[false]")]
    [InlineData("{} or true", "[true]")]
    [InlineData("{} or false", "[]")]
    [InlineData("{} xor true", "[]")]
    [InlineData("true xor false", "[true]")]
    [InlineData("{} implies true", "[true]")]
    [InlineData("false implies {}", "[true]")]
    [InlineData("true implies {}", "[]")]
    [InlineData("{} = 1", "[]")]
    [InlineData("{} != 1", "[]")]
    [InlineData("missing = true", "[]")]
    [InlineData("(status = 'final').not()", "[false]")]
    [InlineData("1 = 1.0", "[true]")]
    [InlineData("1 != 2", "[true]")]
    [InlineData("identifier.value = '1'", "[false]")]
    [InlineData("value.ofType(Quantity).value = 6.1", "[true]")]
    [InlineData("code = code", "[true]")]
    [InlineData("true = 'true'", "[false]")]
    public void Evaluate_Logic_HasThreeValues(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("1 + 2 * 3", "[7]")]
    [InlineData("(1 + 2) * 3", "[9]")]
    [InlineData("3 / 2", "[1.5]")]
    [InlineData("7 div 2", "[3]")]
    [InlineData("7 mod 4", "[3]")]
    [InlineData("-2 + 1", "[-1]")]
    [InlineData("5 - 3 - 1", "[1]")]
    [InlineData("1 / 0", "[]")]
    [InlineData("missing + 1", "[]")]
    [InlineData("'a' + 'b'", """["ab"]""")]
    [InlineData("'a' & {} & 'b'", """["ab"]""")]
    [InlineData("10 > 9", "[true]")]
    [InlineData("1.50 >= 1.5", "[true]")]
    [InlineData("'b' > 'a'", "[true]")]
    [InlineData("missing < 1", "[]")]
    [InlineData("value.ofType(Quantity).value < 7", "[true]")]
    [InlineData("(0.5).round(0)", "[1]")]
    [InlineData("(-1.5).abs()", "[1.5]")]
    [InlineData("(1.2).ceiling()", "[2]")]
    [InlineData("(1.8).floor()", "[1]")]
    [InlineData("'12'.toInteger() + 1", "[13]")]
    [InlineData("'1.50'.toDecimal()", "[1.50]")]
    [InlineData("(3).toString()", """["3"]""")]
    [InlineData("%rowIndex", "[0]")]
    public void Evaluate_Arithmetic_IsDecimal(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("effective < @2024-02-04", "[true]")]
    [InlineData("effective = @2024-02-03", "[true]")]
    [InlineData("effective = @2024-02", "[]")]
    [InlineData("effective > @2023", "[true]")]
    [InlineData("effective <= @2024", "[]")]
    [InlineData("issued = @2024-02-03T05:05:06+01:00", "[true]")]
    [InlineData("issued > @2024-02-03T04:05:06.5Z", "[false]")]
    [InlineData("meta.lastUpdated < issued", "[true]")]
    [InlineData("@T10:30 < @T10:31", "[true]")]
    [InlineData("@T10:30 = @T10:30:00", "[]")]
    [InlineData("@T10:30 < @2024-01-01", "[]")]
    public void Evaluate_Times_CompareByPrecisionAndZone(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("'Abc'.lower()", """["abc"]""")]
    [InlineData("'Abc'.upper()", """["ABC"]""")]
    [InlineData("' a '.trim()", """["a"]""")]
    [InlineData("'abc'.length()", "[3]")]
    [InlineData("'abc'.startsWith('ab')", "[true]")]
    [InlineData("'abc'.endsWith('bc')", "[true]")]
    [InlineData("'abc'.contains('d')", "[false]")]
    [InlineData("'abc'.indexOf('c')", "[2]")]
    [InlineData("'abc'.substring(1)", """["bc"]""")]
    [InlineData("'abc'.substring(1, 1)", """["b"]""")]
    [InlineData("'abc'.substring(3)", "[]")]
    [InlineData("'abc'.replace('b', 'x')", """["axc"]""")]
    [InlineData("'a-1'.matches('^[a-z]-\\\\d$')", "[true]")]
    [InlineData("'a,b'.split(',')", """["a","b"]""")]
    [InlineData("identifier.value.join(';')", """["1;2;3"]""")]
    [InlineData("identifier.value.join()", """["123"]""")]
    [InlineData("component.value.join('/')", """["7/seven"]""")]
    [InlineData("missing.lower()", "[]")]
    public void Evaluate_Texts_AreChanged(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData(EmptyJoin.EmptyString, """[""]""")]
    [InlineData(EmptyJoin.Nothing, "[]")]
    public void Evaluate_JoinOfNothing_IsWhatTheOptionSays(EmptyJoin answer, string expected) =>
        Views.Evaluate("missing.join(',')", Resource, new ViewOptions { EmptyJoin = answer }).ShouldBe(expected);

    [Theory]
    [InlineData("getResourceKey()", """["Observation/a1"]""")]
    [InlineData("subject.getReferenceKey()", """["Patient/p1"]""")]
    [InlineData("subject.getReferenceKey(Patient)", """["Patient/p1"]""")]
    [InlineData("subject.getReferenceKey(Device)", "[]")]
    [InlineData("focus.getReferenceKey()", """["Patient/p1","Device/d1"]""")]
    [InlineData("focus.getReferenceKey(Device)", """["Device/d1"]""")]
    [InlineData("getResourceKey() = subject.getReferenceKey(Device)", "[]")]
    [InlineData("getResourceKey() = subject.getReferenceKey()", "[false]")]
    [InlineData("code.getReferenceKey()", "[]")]
    [InlineData("code.getResourceKey()", "[]")]
    public void Evaluate_Keys_OfResourceAndReferenceMeet(string path, string expected) => Views.Evaluate(path, Resource).ShouldBe(expected);

    [Theory]
    [InlineData("Patient/p1", "Patient/p1")]
    [InlineData("http://here/fhir/Patient/p1", "Patient/p1")]
    [InlineData("http://here/fhir/Patient/p1/_history/2", "Patient/p1")]
    [InlineData("http://there/fhir/Patient/p1", null)]
    [InlineData("urn:uuid:0b1c", null)]
    [InlineData("#p1", null)]
    [InlineData("Patient?identifier=1", null)]
    [InlineData("", null)]
    public void Evaluate_ReferenceForms_LeadHomeOrNowhere(string reference, string? key) =>
        Views.Evaluate("subject.getReferenceKey()", $$$"""{"resourceType":"Observation","subject":{"reference":"{{{reference}}}"}}""",
            new ViewOptions { ServerBases = [new Uri("http://here/fhir")] }).ShouldBe(key is null ? "[]" : $"[\"{key}\"]");

    [Theory]
    [InlineData("@@")]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a[")]
    [InlineData("a[0")]
    [InlineData("(a")]
    [InlineData("a b")]
    [InlineData("'open")]
    [InlineData("%unknown")]
    [InlineData("a.unknown()")]
    [InlineData("a.first(1)")]
    [InlineData("a.where()")]
    [InlineData("a.ofType(1 + 1)")]
    [InlineData("a ! b")]
    [InlineData("@2024-13-01")]
    [InlineData("1a")]
    [InlineData("$total")]
    [InlineData("a.$this")]
    [InlineData("'\\q'")]
    [InlineData("a ~ b")]
    public void Compile_NoPath_IsRefusedWithItsPlace(string path) =>
        Should.Throw<ViewDefinitionException>(() => Views.OfPath(path, "Patient")).Problems.Single().ShouldStartWith("select[0].column[0].path: ");

    [Fact]
    public void Compile_PathNestedWithoutEnd_IsRefused()
    {
        Should.Throw<ViewDefinitionException>(() => Views.OfPath(new string('(', 5000) + "a" + new string(')', 5000), "Patient"));
        Should.Throw<ViewDefinitionException>(() => Views.OfPath(string.Join('.', Enumerable.Repeat("a", 9000)), "Patient"));
        Should.Throw<ViewDefinitionException>(() => Views.OfPath(string.Join("", Enumerable.Repeat("- ", 1500)) + "1", "Patient"));
    }

    [Theory]
    [InlineData("identifier.value > '1'")]
    [InlineData("identifier.single()")]
    [InlineData("'a' > 1")]
    [InlineData("status + 1")]
    [InlineData("identifier.value.length()")]
    [InlineData("identifier['a']")]
    [InlineData("'a'.matches('(')")]
    public void Run_PathThatDoesNotFit_IsAnErrorWithoutValues(string path)
    {
        ViewEvaluationException refused = Should.Throw<ViewEvaluationException>(() => Views.Evaluate(path, Resource));

        refused.Message.ShouldNotContain("urn:");
        refused.Message.ShouldNotContain("final");
    }
}
