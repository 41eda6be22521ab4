using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tests.Tools;

/// <summary>The image row of the reference's feature table: the six tools with its names and parameters, bound to the case's own films.</summary>
public sealed class ReferenceImageRowTests
{
    private static readonly CaseFilms Case = new(("ImagingStudy/a", Fixtures.Film("effusion-cardiomegaly")));

    [Theory]
    [InlineData("image.image_visualizer", "image_path* title description figsize cmap")]
    [InlineData("image.dicom_processor", "dicom_path* window_center window_width")]
    [InlineData("image.chest_xray_classifier", "image_path*")]
    [InlineData("image.chest_xray_report_generator", "image_path*")]
    [InlineData("image.xray_phrase_grounding", "image_path* phrase* max_new_tokens")]
    [InlineData("image.chest_xray_segmentation", "image_path* organs")]
    public void Row26_Schemas_AreTheReferences(string name, string parameters)
    {
        AIFunctionDeclaration declaration = ImageTools.Declarations.Single(one => one.Name == name);
        string[] required = [.. declaration.JsonSchema.GetProperty("required").EnumerateArray().Select(static one => one.GetString()!)];

        string.Join(' ', declaration.JsonSchema.GetProperty("properties").EnumerateObject().Select(one => one.Name + (required.Contains(one.Name) ? "*" : string.Empty))).ShouldBe(parameters);
        declaration.Description.ShouldNotBeEmpty();
        declaration.ShouldNotBeAssignableTo<AIFunction>();
    }

    [Fact]
    public void Row26_Defaults_AreTheReferences()
    {
        Default("image.image_visualizer", "figsize").ShouldBe("[10, 10]");
        Default("image.image_visualizer", "cmap").ShouldBe("\"rgb\"");
        Default("image.xray_phrase_grounding", "max_new_tokens").ShouldBe("300");
        ImageTools.Declarations.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("image_visualizer", "image_path")]
    [InlineData("dicom_processor", "dicom_path")]
    [InlineData("chest_xray_classifier", "image_path")]
    [InlineData("chest_xray_report_generator", "image_path")]
    [InlineData("xray_phrase_grounding", "image_path")]
    [InlineData("chest_xray_segmentation", "image_path")]
    public async Task Row26_EveryTool_TakesTheCasesStudiesAndNoPathAndLetsNoIdentifierOut(string tool, string argument)
    {
        var bench = new ToolBench(Case);

        ToolResult own = await bench.CallAsync(tool, (argument, "ImagingStudy/a"), ("phrase", "effusion"));
        own.Outcome.ShouldBe(ToolOutcome.Ok, own.Text);
        own.Rows.ShouldNotBeEmpty();
        own.Rows.ShouldAllBe(static row => row.GetProperty("study").GetString() == "ImagingStudy/a");
        own.Locators.Count.ShouldBe(own.Rows.Count);
        own.Locators.ShouldAllBe(locator => own.Text.Contains(locator.Quote!));
        string all = JsonSerializer.Serialize(own);
        all.ShouldNotContain("canary", Shouldly.Case.Insensitive);
        all.ShouldNotContain("4711");
        all.ShouldNotContain("2.25.");

        foreach (string other in (string[])["ImagingStudy/other-patient", "/etc/passwd", "../a.dcm", "file:///a"])
        {
            (await bench.CallAsync(tool, (argument, other), ("phrase", "effusion"))).Outcome.ShouldBe(ToolOutcome.Denied, other);
        }

        (await bench.CallAsync(tool, (argument, "ImagingStudy/a"), ("phrase", "effusion"), ("subject_id", "p2"))).Outcome.ShouldBe(ToolOutcome.Denied);
        (await bench.CallAsync(tool, ("phrase", "effusion"))).Outcome.ShouldBe(ToolOutcome.Failed);
    }

    private static string Default(string tool, string parameter) => ImageTools.Declarations.Single(one => one.Name == tool)
        .JsonSchema.GetProperty("properties").GetProperty(parameter).GetProperty("default").GetRawText();
}
