using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Repair;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

public sealed class RepairTests
{
    private static readonly AIFunctionDeclaration Open = AIFunctionFactory.CreateDeclaration("browser.open", "opens", JsonElement.Parse("""
        {"type":"object","properties":{"id":{"type":["integer","string"]},"cursor":{"type":"integer"},"view_source":{"type":"boolean"},"keywords":{"type":"array","items":{"type":"string"}}}}
        """));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", false)]
    [InlineData("", "{}", false)]
    [InlineData("""{"a":1,}""", """{"a":1}""", true)]
    [InlineData("""{'a': 'it\'s', b: True, "c": None}""", """{"a":"it's","b":true,"c":null}""", true)]
    [InlineData("""{"a": "x", "b": [1, 2""", """{"a":"x","b":[1,2]}""", true)]
    [InlineData("""{"a": "unfinished""", """{"a":"unfinished"}""", true)]
    [InlineData("""{"a": 1 "b": 2}""", """{"a":1,"b":2}""", true)]
    [InlineData("```json\n{\"a\": 1}\n```", """{"a":1}""", true)]
    [InlineData("\"{\\\"a\\\":1}\"", """{"a":1}""", true)]
    [InlineData("{\"a\":\"two\nlines\"}", """{"a":"two\nlines"}""", true)]
    [InlineData("""{"a":1}}""", """{"a":1}""", true)]
    public void Read_AlmostJson_IsMended(string written, string meant, bool mended)
    {
        JsonObject? arguments = CallArguments.Read(written, out bool was);

        JsonNode.DeepEquals(arguments, JsonNode.Parse(meant)).ShouldBeTrue(arguments?.ToJsonString());
        was.ShouldBe(mended);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("[1,2]")]
    [InlineData("the query is bnp")]
    [InlineData("{\"a\": }")]
    [InlineData("{{{{")]
    public void Read_NoObject_IsRefused(string written) => CallArguments.Read(written, out _).ShouldBeNull();

    [Fact]
    public void Read_NestedWithoutEnd_IsRefusedInsteadOfOverflowing() => CallArguments.Read(new string('[', 100_000) + "{", out _).ShouldBeNull();

    [Fact]
    public void Row2_Arguments_AreFittedToTheSchemaAndSaidSo()
    {
        JsonObject arguments = JsonNode.Parse("""{"id":"'7'","Cursor":"2","viewSource":"true","keywords":"heart","subject_id":"p1"}""")!.AsObject();

        IReadOnlyList<string> changes = ArgumentFit.Apply(Open, arguments);

        JsonNode.DeepEquals(arguments, JsonNode.Parse("""{"id":7,"cursor":2,"view_source":true,"keywords":["heart"],"subject_id":"p1"}""")).ShouldBeTrue(arguments.ToJsonString());
        changes.Count.ShouldBe(6);
    }

    [Fact]
    public void Apply_WhatFits_StaysAsItIs()
    {
        JsonObject arguments = JsonNode.Parse("""{"id":"https://example.org/x","cursor":-1,"keywords":["1","2"]}""")!.AsObject();
        string before = arguments.ToJsonString();

        ArgumentFit.Apply(Open, arguments).ShouldBeEmpty();

        arguments.ToJsonString().ShouldBe(before);
    }

    [Theory]
    [InlineData("ehr.get_latest_records", "ehr.get_latest_records")]
    [InlineData(" ehr_get_latest_records ", "ehr.get_latest_records")]
    [InlineData("get_latest_records", "ehr.get_latest_records")]
    [InlineData("EHR.Get_Latest_Records", "ehr.get_latest_records")]
    [InlineData("image.get_latest_records", "ehr.get_latest_records")]
    [InlineData("get_latest_record", "ehr.get_latest_records")]
    [InlineData("functions.ehr_get_latest_records", "ehr.get_latest_records")]
    [InlineData("search", "browser.search")]
    [InlineData("browser_find", "browser.find")]
    [InlineData("image.find_nodules", null)]
    [InlineData("fly_to_moon", null)]
    [InlineData("", null)]
    public void Row2_Names_AreRepairedWhereOnlyOneToolCanBeMeant(string written, string? meant)
    {
        var names = new WireNames(new[] { "ehr.get_latest_records", "ehr.get_records_by_time", "ehr.get_records_by_value", "browser.search", "browser.find", "image.chest_xray_classifier" }
            .Select(static name => AIFunctionFactory.CreateDeclaration(name, name, JsonElement.Parse("{}"))));

        names.Restore(written).ShouldBe(meant);
    }
}
