using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.LanguageModel.Repair;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

public sealed class DialectParserTests
{
    private static readonly JsonElement[] Fixtures =
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "tool-call-dialects", "dialects.json"))).EnumerateArray()];

    private static readonly WireNames Names = new(
        new[] { "ehr.run_sql_query", "ehr.get_latest_records", "ehr.get_table_names", "ehr.get_records_by_keyword", "browser.search", "browser.find" }
            .Select(static name => AIFunctionFactory.CreateDeclaration(name, name, JsonElement.Parse("{}"))));

    public static TheoryData<string> Cases => [.. Fixtures.Select(static fixture => fixture.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Row35_ToolCallDialects_FixtureIsReadAsItsCalls(string name)
    {
        JsonElement fixture = Fixtures.Single(one => one.GetProperty("name").GetString() == name);

        var (calls, form, text) = DialectParser.Read(fixture.GetProperty("content").GetString()!, fixture.GetProperty("reasoning").GetString()!, Names.Knows);

        form.ShouldBe(fixture.GetProperty("form").GetString());
        calls.Select(static call => call.Name).ShouldBe(fixture.GetProperty("calls").EnumerateArray().Select(static call => call.GetProperty("name").GetString()!));
        foreach (((string, string Arguments) call, JsonElement expected) in calls.Zip(fixture.GetProperty("calls").EnumerateArray()))
        {
            JsonNode.DeepEquals(CallArguments.Read(call.Arguments, out _), JsonNode.Parse(expected.GetProperty("arguments").GetRawText())).ShouldBeTrue(call.Arguments);
        }

        text.ShouldBe(fixture.GetProperty("text").GetString());
    }

    [Fact]
    public void Row35_ToolCallDialects_EveryFormIsAmongTheFixtures()
    {
        string[] forms = ["tagged", "function", "inline", "json", "bracket"];

        Fixtures.Select(static fixture => fixture.GetProperty("form").GetString()).OfType<string>().Distinct().Order()
            .ShouldBe(forms.SelectMany(static form => new[] { form, form + "-in-reasoning" }).Order());
    }

    /// <summary>Whatever a model writes: cut anywhere, doubled, nested. Nothing throws, and nothing takes forever.</summary>
    [Fact]
    public void Read_EveryFixtureCutAtEveryPlace_NeverThrows()
    {
        foreach (JsonElement fixture in Fixtures)
        {
            string content = fixture.GetProperty("content").GetString() + fixture.GetProperty("reasoning").GetString();
            for (int length = 0; length <= content.Length; length++)
            {
                DialectParser.Read(content[..length], content[length..], Names.Knows).Calls.ShouldNotBeNull();
            }
        }

        string hostile = string.Concat(Enumerable.Repeat("<tool_call><function=x><parameter=y>[Tool Call: browser.search({\"a\": [", 2_000));
        DialectParser.Read(hostile, hostile, Names.Knows).Calls.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(ToolCallDialect.Xml)]
    [InlineData(ToolCallDialect.Json)]
    [InlineData(ToolCallDialect.Inline)]
    [InlineData(ToolCallDialect.Bracket)]
    public void Call_WrittenInADialect_IsReadBack(ToolCallDialect dialect)
    {
        const string Arguments = """{"sql_query":"SELECT 'a]b' || \"c\" FROM t -- (x)"}""";

        var (calls, _, text) = DialectParser.Read(DialectWriter.Call(dialect, "ehr_run_sql_query", Arguments), "", Names.Knows);

        (string name, string arguments) = calls.ShouldHaveSingleItem();
        name.ShouldBe("ehr_run_sql_query");
        JsonNode.DeepEquals(JsonNode.Parse(arguments), JsonNode.Parse(Arguments)).ShouldBeTrue(arguments);
        text.ShouldBeEmpty();
    }
}
