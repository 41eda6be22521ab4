using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tools;

namespace ClinSeek.Imaging.Tests.Tools;

public sealed class ImageToolsTests
{
    private static readonly CaseFilms Case = new(
        ("ImagingStudy/a", Fixtures.Film("effusion-cardiomegaly")),
        ("ImagingStudy/b", Fixtures.Film("clear")),
        ("ImagingStudy/jpeg", FilmBuilder.Film(1, 2, 1, 2).Syntax("1.2.840.10008.1.2.4.70").Encapsulated(0, 0).Build()),
        ("ImagingStudy/knee", FilmBuilder.Film(1, 2, 1, 2).Text(0x0018_0015, "CS", "KNEE").Build()),
        ("ImagingStudy/lost", null));

    private const string Classifier = "chest_xray_classifier";

    [Fact]
    public async Task Classify_Film_GivesARowAndALocatorForEachFinding()
    {
        ToolResult result = await Call("ImagingStudy/a");

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Schema.ShouldBe(ToolSchemas.ImageFindings);
        (result.Shown, result.Total, result.Next).ShouldBe((5, 5, null));
        result.Rows.Count.ShouldBe(5);
        result.Rows[0].EnumerateObject().Select(property => property.Name)
            .ShouldBe(["study", "finding", "score", "operatingPoint", "position", "margin", "model", "modelVersion"]);
        result.Rows.Select(row => row.GetProperty("finding").GetString()).ShouldBe(["Cardiomegaly", "Effusion", "Pneumothorax", "Consolidation", "Nodule"]);
        result.Rows.Select(row => row.GetProperty("position").GetString()).ShouldBe(["above", "above", "below", "below", "below"]);
        result.Locators.Select(locator => locator.Position).ShouldBe(result.Rows.Select(row => row.GetProperty("finding").GetString()!));
        result.Locators.ShouldAllBe(locator => locator.Source == "ImagingStudy/a" && result.Text.Contains(locator.Quote!));
    }

    [Fact]
    public async Task Classify_Film_IsWordedAsPositionsAndNeverAsChances()
    {
        string text = (await Call("ImagingStudy/a")).Text;

        text.ShouldContain("trained on synthetic phantoms; not for real films");
        text.ShouldContain("Effusion: above the operating point");
        text.ShouldContain("Nodule: below the operating point");
        text.ShouldNotContain("%");
        text.ShouldNotContain("probab", Shouldly.Case.Insensitive);
        text.ShouldNotContain("likely", Shouldly.Case.Insensitive);
    }

    [Fact]
    public async Task Classify_Margin_IsScoreLessOperatingPoint()
    {
        foreach (JsonElement row in (await Call("ImagingStudy/b")).Rows)
        {
            row.GetProperty("margin").GetDouble().ShouldBe(row.GetProperty("score").GetDouble() - row.GetProperty("operatingPoint").GetDouble(), 1e-9);
        }
    }

    [Theory]
    [InlineData("ImagingStudy/away")]
    [InlineData("away")]
    public async Task Classify_FilmThatCouldNotBeHad_SaysWhy(string asked)
    {
        var films = new CaseFilms { Missing = new Dictionary<string, string> { ["ImagingStudy/away"] = "the archive is busy (503). Ask again later." } };

        ToolResult result = await new ToolBench(films).CallAsync(Classifier, ("image_path", asked));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain("the archive is busy");
    }

    [Fact]
    public async Task Classify_FilmOfAnArchive_TellsItsWay()
    {
        var films = new CaseFilms(("ImagingStudy/a", Fixtures.Film("clear"))) { Way = "The film came from the archive pacs." };

        (await new ToolBench(films).CallAsync(Classifier, ("image_path", "a"))).Text.ShouldEndWith("\nThe film came from the archive pacs.");
    }

    [Fact]
    public async Task Classify_AnyStudy_LetsNoIdentifierOut()
    {
        foreach (string study in Case.Studies)
        {
            string all = JsonSerializer.Serialize(await Call(study));
            all.ShouldNotContain("canary", Shouldly.Case.Insensitive);
            all.ShouldNotContain("4711");
            all.ShouldNotContain("2.25.");
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ImagingStudy/a ")]
    public async Task Classify_IdWithoutTypeOrWithSpaces_IsUnderstood(string asked) =>
        (await Call(asked)).Outcome.ShouldBe(ToolOutcome.Ok);

    [Theory]
    [InlineData("ImagingStudy/other")]
    [InlineData("/etc/passwd")]
    [InlineData("../film.dcm")]
    public async Task Classify_UnknownStudy_IsDeniedWithTheListOfFilms(string asked)
    {
        ToolResult result = await Call(asked);

        result.Outcome.ShouldBe(ToolOutcome.Denied);
        result.Text.ShouldContain("ImagingStudy/a, ImagingStudy/b");
        result.Text.ShouldNotContain(asked);
    }

    [Fact]
    public async Task Classify_NoArguments_FailsWithTheListOfFilms()
    {
        ToolResult result = await new ToolBench(Case).CallAsync(Classifier);

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain("ImagingStudy/a");
    }

    [Fact]
    public async Task Classify_ArgumentOfAnotherType_IsAnAnswer()
    {
        using JsonDocument arguments = JsonDocument.Parse("""{"image_path":["ImagingStudy/a"]}""");

        ToolResult result = await new ToolBench(Case).CallAsync(Classifier, ("image_path", arguments.RootElement.GetProperty("image_path")));

        result.Outcome.ShouldBe(ToolOutcome.Denied);
    }

    [Fact]
    public async Task Classify_ManyFilms_ListIsBounded()
    {
        var many = new CaseFilms([.. Enumerable.Range(0, 500).Select(i => ($"ImagingStudy/{i}", (byte[]?)null))]);

        ToolResult result = await new ToolBench(many).CallAsync(Classifier, ("image_path", "x"));

        result.Text.Length.ShouldBeLessThan(1000);
        result.Text.ShouldContain("and 480 more");
    }

    [Fact]
    public async Task Classify_CaseWithoutFilms_IsEmpty() =>
        (await new ToolBench(new CaseFilms()).CallAsync(Classifier, ("image_path", "x"))).Outcome.ShouldBe(ToolOutcome.Empty);

    [Theory]
    [InlineData("ImagingStudy/jpeg", "JPEG Lossless")]
    [InlineData("ImagingStudy/knee", "not-a-chest: the film's body part is KNEE")]
    [InlineData("ImagingStudy/lost", "not stored")]
    public async Task Classify_UnreadableFilm_FailsWithCause(string study, string said)
    {
        ToolResult result = await Call(study);

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(said);
    }

    [Fact]
    public async Task Classify_MissingModel_FailsWithRemedy()
    {
        using var models = new ImageModels(new ImagingOptions { Classifier = "/nowhere" });

        ToolResult result = await new ToolBench(Case, models).CallAsync(Classifier, ("image_path", "ImagingStudy/a"));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldStartWith("model runtime unavailable: ");
        result.Text.ShouldNotContain("/nowhere");
    }

    [Theory]
    [InlineData("subject_id", "p2", ToolOutcome.Denied)]
    [InlineData("subject_id", "p1", ToolOutcome.Ok)]
    [InlineData("timestamp", "2026-02-01", ToolOutcome.Denied)]
    [InlineData("timestamp", "2026-01-30", ToolOutcome.Denied)]
    [InlineData("timestamp", "2026-01-31 08:00:00", ToolOutcome.Ok)]
    public async Task Classify_ScopeArguments_AreOnlyCompared(string name, string value, ToolOutcome expected) =>
        (await new ToolBench(Case).CallAsync(Classifier, ("image_path", "ImagingStudy/a"), (name, value))).Outcome.ShouldBe(expected);

    [Fact]
    public void Declarations_AreThoseOfTheBoundTools() =>
        new ImageTools(Case, Shipped.Models, ToolBench.Scope, new Artifacts()).Functions.Select(static function => (function.Name, function.JsonSchema.GetRawText()))
            .ShouldBe(ImageTools.Declarations.Select(static declaration => (declaration.Name, declaration.JsonSchema.GetRawText())));

    private static Task<ToolResult> Call(string study) => new ToolBench(Case).CallAsync(Classifier, ("image_path", study));
}
