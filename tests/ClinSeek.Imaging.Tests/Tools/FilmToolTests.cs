using System.Buffers.Binary;
using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tools;

namespace ClinSeek.Imaging.Tests.Tools;

/// <summary>What the tools over pictures say and draw.</summary>
public sealed class FilmToolTests
{
    private static readonly CaseFilms Case = new(
        ("ImagingStudy/sick", Fixtures.Film("effusion-cardiomegaly")),
        ("ImagingStudy/clear", Fixtures.Film("clear")),
        ("ImagingStudy/wide", Fixtures.Film("pneumothorax-wide")),
        ("ImagingStudy/lateral", Fixtures.Film("lateral")),
        ("ImagingStudy/limb", Fixtures.Film("limb")),
        ("ImagingStudy/abdomen", Fixtures.Film("abdomen")),
        ("ImagingStudy/inverted", Fixtures.Film("inverted")));

    private readonly ToolBench _bench = new(Case);

    [Fact]
    public async Task Segmentation_WithoutPixelSpacing_MeasuresInPixelsOnly()
    {
        ToolResult result = await _bench.CallAsync("chest_xray_segmentation", ("image_path", "clear"));

        result.Schema.ShouldBe(ToolSchemas.ImageStructures);
        result.Text.ShouldNotContain("cm2");
        result.Text.ShouldContain("does not tell its pixel spacing");
        JsonElement heart = Row(result, "structure", "Heart");
        heart.TryGetProperty("areaSquareCentimetres", out JsonElement area).ShouldBe(area.ValueKind == JsonValueKind.Null);
        heart.GetProperty("box").GetArrayLength().ShouldBe(4);
        heart.GetProperty("artifact").GetString().ShouldBe("pict-1");
        ShouldBePng(_bench.Artifacts.Kept.ShouldHaveSingleItem());
    }

    [Theory]
    [InlineData("clear", "below")]
    [InlineData("sick", "above")]
    public async Task Segmentation_CardiothoracicRatio_StandsAgainstItsLimit(string study, string position)
    {
        JsonElement row = Row(await _bench.CallAsync("chest_xray_segmentation", ("image_path", study)), "finding", "Cardiothoracic ratio");

        row.GetProperty("position").GetString().ShouldBe(position);
        row.GetProperty("value").GetDouble().ShouldBe(Fixtures.TruthRatio(study == "sick" ? "effusion-cardiomegaly" : study), 0.03);
        row.GetProperty("operatingPoint").GetDouble().ShouldBe(0.5);
    }

    [Fact]
    public async Task Segmentation_KnownPixelSpacing_GivesCentimetres()
    {
        byte[] film = Rebuilt("sick").Text(0x0028_0030, "DS", "1.6\\1.6").Text(0x0018_5101, "CS", "AP").Build();
        var bench = new ToolBench(new CaseFilms(("ImagingStudy/a", film)));

        ToolResult result = await bench.CallAsync("chest_xray_segmentation", ("image_path", "a"), ("organs", (string[])["heart"]));

        JsonElement heart = Row(result, "structure", "Heart");
        heart.GetProperty("areaSquareCentimetres").GetDouble().ShouldBe(heart.GetProperty("areaPixels").GetDouble() * 0.0256, 0.05);
        heart.GetProperty("widthCentimetres").GetDouble().ShouldBe(heart.GetProperty("width").GetDouble() * 0.16, 0.05);
        Row(result, "finding", "Cardiothoracic ratio").GetProperty("position").GetString().ShouldBe("not rated against");
        result.Text.ShouldContain("from the front (AP)");
        result.Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Grounding_FindingAboveItsPoint_IsBoxedWhereItIs()
    {
        ToolResult result = await _bench.CallAsync("xray_phrase_grounding", ("image_path", "sick"), ("phrase", "Is there any pleural effusion?"));

        result.Outcome.ShouldBe(ToolOutcome.Ok, result.Text);
        result.Schema.ShouldBe(ToolSchemas.ImagePlaces);
        double[] box = [.. result.Rows[0].GetProperty("box").EnumerateArray().Select(static one => one.GetDouble())];
        box.ShouldAllBe(static one => one >= 0 && one <= 1);
        (box[2] > box[0] && box[3] > box[1]).ShouldBeTrue();
        ((box[1] + box[3]) / 2).ShouldBeGreaterThan(0.45, "an effusion lies low");
        ShouldBePng(_bench.Artifacts.Kept.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task Grounding_FindingBelowItsPoint_IsEmptyAndDrawsNothing()
    {
        ToolResult result = await _bench.CallAsync("xray_phrase_grounding", ("image_path", "clear"), ("phrase", "nodule"));

        result.Outcome.ShouldBe(ToolOutcome.Empty);
        result.Text.ShouldStartWith("completed_no_finding");
        _bench.Artifacts.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Grounding_Structure_IsItsOutlinesBox()
    {
        ToolResult result = await _bench.CallAsync("xray_phrase_grounding", ("image_path", "clear"), ("phrase", "cardiac silhouette"));

        result.Rows.ShouldHaveSingleItem().GetProperty("finding").GetString().ShouldBe("Heart");
    }

    [Theory]
    [InlineData("the weather")]
    [InlineData("appendicitis")]
    public async Task Grounding_PhraseThatNamesNothing_SaysWhatIsKnown(string phrase)
    {
        ToolResult result = await _bench.CallAsync("xray_phrase_grounding", ("image_path", "clear"), ("phrase", phrase));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain("Nodule");
        result.Text.ShouldContain("Heart");
        result.Text.ShouldNotContain(phrase);
    }

    [Fact]
    public async Task Report_Film_SaysOnlyWhatWasMeasured()
    {
        ToolResult result = await _bench.CallAsync("chest_xray_report_generator", ("image_path", "sick"));

        result.Schema.ShouldBe(ToolSchemas.ImageReport);
        result.Rows.ShouldAllBe(static row => row.GetProperty("writer").GetString() == "measured" && row.GetProperty("basis").GetArrayLength() > 0);
        result.Rows.Select(static row => row.GetProperty("section").GetString()).Distinct().ShouldBe(["findings", "impression"]);
        result.Text.ShouldContain("Effusion above the operating point");
        result.Text.ShouldContain("Cardiothoracic ratio");
        result.Text.ShouldNotContain("fracture", Shouldly.Case.Insensitive);
        result.Text.ShouldNotContain("probab", Shouldly.Case.Insensitive);
    }

    [Fact]
    public async Task Report_VisionModel_IsMarkedAndStandsBesideTheMeasured()
    {
        var bench = new ToolBench(Case, writer: new ScriptedWriter(new WrittenReport("Something\nseen.", "Perhaps.")));

        ToolResult result = await bench.CallAsync("chest_xray_report_generator", ("image_path", "clear"));

        result.Rows.Count(static row => row.GetProperty("writer").GetString() == "scripted-vision").ShouldBe(2);
        result.Rows.ShouldContain(static row => row.GetProperty("writer").GetString() == "measured");
        result.Text.ShouldContain("its own words, measured by nothing");
    }

    [Fact]
    public async Task Report_SilentVisionModel_LeavesTheMeasured()
    {
        ToolResult result = await new ToolBench(Case, writer: new ScriptedWriter(null)).CallAsync("chest_xray_report_generator", ("image_path", "clear"));

        result.Rows.ShouldAllBe(static row => row.GetProperty("writer").GetString() == "measured");
        result.Text.ShouldContain("scripted-vision gave no report");
    }

    [Theory]
    [InlineData("lateral", "lateral-view")]
    [InlineData("limb", "not-a-chest")]
    [InlineData("abdomen", "not-a-chest")]
    [InlineData("inverted", "not-a-chest")]
    public async Task EveryModelTool_PictureThatIsNoFrontalChest_IsRefusedByName(string study, string outcome)
    {
        foreach (string tool in (string[])["chest_xray_classifier", "chest_xray_segmentation", "xray_phrase_grounding", "chest_xray_report_generator"])
        {
            ToolResult result = await _bench.CallAsync(tool, ("image_path", study), ("phrase", "effusion"));

            result.Outcome.ShouldBe(ToolOutcome.Failed, result.Text);
            result.Text.ShouldContain($": {outcome}: ");
            result.Rows.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Visualizer_Film_IsDrawnAtTheSizeAndInTheColoursAskedFor()
    {
        ToolResult result = await _bench.CallAsync("image_visualizer", ("image_path", "wide"), ("figsize", (int[])[1, 2]), ("cmap", "bone"), ("title", "Film"));

        JsonElement row = result.Rows.ShouldHaveSingleItem();
        (row.GetProperty("width").GetInt32(), row.GetProperty("height").GetInt32()).ShouldBe((150, 138));
        row.GetProperty("title").GetString().ShouldBe("Film");
        ShouldBePng(_bench.Artifacts.Kept.ShouldHaveSingleItem(), 150, 138);
    }

    [Theory]
    [InlineData("figsize", "10", "figsize")]
    [InlineData("figsize", "[0, 4]", "figsize")]
    [InlineData("figsize", "[1000000, 1000000]", "figsize")]
    [InlineData("cmap", "plasma", "cmap")]
    public async Task Visualizer_WrongArgument_SaysWhatIsRight(string name, string value, string said)
    {
        ToolResult result = await _bench.CallAsync("image_visualizer", ("image_path", "clear"), (name, value));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(said);
    }

    [Fact]
    public async Task Dicom_Film_IsDescribedAndDrawnThroughTheWindowAskedFor()
    {
        ToolResult own = await _bench.CallAsync("dicom_processor", ("dicom_path", "clear"));
        ToolResult asked = await _bench.CallAsync("dicom_processor", ("dicom_path", "clear"), ("window_center", 900.5), ("window_width", "400"));

        JsonElement row = own.Rows.ShouldHaveSingleItem();
        row.GetProperty("modality").GetString().ShouldBe("CR");
        row.GetProperty("windowCenter").GetDouble().ShouldBe(1800.5);
        asked.Rows[0].GetProperty("windowCenter").GetDouble().ShouldBe(900.5);
        asked.Rows[0].GetProperty("windowWidth").GetDouble().ShouldBe(400);
        _bench.Artifacts.Kept[0].ShouldNotBe(_bench.Artifacts.Kept[1]);
    }

    [Theory]
    [InlineData("window_center", 40.0, "go together")]
    [InlineData("window_width", "wide", "must be a number")]
    public async Task Dicom_HalfAWindow_SaysWhatIsRight(string name, object value, string said)
    {
        ToolResult result = await _bench.CallAsync("dicom_processor", ("dicom_path", "clear"), (name, value));

        result.Outcome.ShouldBe(ToolOutcome.Failed);
        result.Text.ShouldContain(said);
    }

    [Fact]
    public async Task EveryTool_CalledAgain_GivesTheSameResultAndPicture()
    {
        foreach (string tool in ImageTools.Declarations.Select(static one => one.Name["image.".Length..]))
        {
            (ToolBench one, ToolBench other) = (new ToolBench(Case), new ToolBench(Case));
            ToolResult first = await one.CallAsync(tool, ("image_path", "sick"), ("phrase", "cardiomegaly"));
            ToolResult second = await other.CallAsync(tool, ("image_path", "sick"), ("phrase", "cardiomegaly"));

            JsonSerializer.Serialize(second).ShouldBe(JsonSerializer.Serialize(first));
            other.Artifacts.Kept.ShouldBe(one.Artifacts.Kept);
        }
    }

    private static JsonElement Row(ToolResult result, string name, string value) =>
        result.Rows.Single(row => row.TryGetProperty(name, out JsonElement found) && found.GetString() == value);

    /// <summary>Signature and head of a PNG; the overlays are in colour, which no film is, so the decoder does not read them.</summary>
    private static void ShouldBePng(byte[] png, int? width = null, int? height = null)
    {
        png.AsSpan(0, 8).SequenceEqual((byte[])[0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]).ShouldBeTrue();
        (int columns, int rows) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        (columns, rows).ShouldBe((width ?? columns, height ?? rows));
    }

    /// <summary>The stored values of a fixture in a file of its own, to say other things about it.</summary>
    private static FilmBuilder Rebuilt(string study)
    {
        DecodedFilm film = Films.Read(Fixtures.Film(study == "sick" ? "effusion-cardiomegaly" : study)).Value.ShouldNotBeNull();
        var values = new ushort[film.Rows * film.Columns];
        var row = new float[film.Columns];
        for (int y = 0; y < film.Rows; y++)
        {
            film.ReadShown(y, row);
            for (int x = 0; x < film.Columns; x++) values[(y * film.Columns) + x] = (ushort)(row[x] * 65535);
        }

        return FilmBuilder.Film(film.Rows, film.Columns, values);
    }

    private sealed class ScriptedWriter(WrittenReport? report) : IReportWriter
    {
        public string Name => "scripted-vision";

        public ValueTask<WrittenReport?> WriteAsync(ReadOnlyMemory<byte> png, string measured, CancellationToken cancellationToken)
        {
            ShouldBePng(png.ToArray());
            measured.ShouldContain("operating point");
            return ValueTask.FromResult(report);
        }
    }
}
