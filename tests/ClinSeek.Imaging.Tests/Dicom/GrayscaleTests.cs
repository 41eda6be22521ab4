using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

/// <summary>What a film shows, against values worked out by hand from PS3.3 C.7.6.3, C.11.1 and C.11.2.</summary>
public sealed class GrayscaleTests
{
    private const double Near = 1e-6;

    [Fact]
    public void Shown_WithoutWindow_SpansLeastToMost() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 100, 150, 300).Build()).ShouldBe([0, 0.25, 1], Near);

    [Fact]
    public void Shown_Monochrome1_IsInverted() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 100, 150, 300).Text(0x0028_0004, "CS", "MONOCHROME1").Build()).ShouldBe([1, 0.75, 0], Near);

    [Fact]
    public void Shown_InversePresentation_IsInverted() =>
        Fixtures.Shown(FilmBuilder.Film(1, 2, 0, 9).Text(0x2050_0020, "CS", "INVERSE").Build()).ShouldBe([1, 0], Near);

    [Fact]
    public void Shown_Monochrome1AndInverse_IsInvertedOnce() =>
        Fixtures.Shown(FilmBuilder.Film(1, 2, 0, 9).Text(0x0028_0004, "CS", "MONOCHROME1").Text(0x2050_0020, "CS", "INVERSE").Build()).ShouldBe([1, 0], Near);

    [Fact]
    public void Shown_LinearWindow_CountsWholeValues() =>
        // centre 100.5 and width 101: ends exactly at 50 and 150
        Fixtures.Shown(FilmBuilder.Film(1, 5, 40, 50, 100, 150, 160).Window("100.5", "101").Build()).ShouldBe([0, 0, 0.5, 1, 1], Near);

    [Fact]
    public void Shown_LinearExactWindow_TakesTheNumbersAsTheyAre() =>
        Fixtures.Shown(FilmBuilder.Film(1, 4, 50, 75, 100, 150).Window("100", "100", "LINEAR_EXACT").Build()).ShouldBe([0, 0.25, 0.5, 1], Near);

    [Fact]
    public void Shown_SigmoidWindow_FollowsTheCurve() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 50, 100, 150).Window("100", "100", "SIGMOID").Build())
            .ShouldBe([1 / (1 + Math.Exp(2)), 0.5, 1 / (1 + Math.Exp(-2))], Near);

    [Fact]
    public void Shown_LinearWindowOfWidthOne_IsAThreshold() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 99, 100, 101).Window("100.5", "1").Build()).ShouldBe([0, 0, 1], Near);

    [Fact]
    public void Shown_SeveralWindows_TakesTheFirst() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 50, 100, 150).Window("100.5\\9000", "101\\1").Build()).ShouldBe([0, 0.5, 1], Near);

    [Theory]
    [InlineData("100", "0")]
    [InlineData("100", "-5")]
    [InlineData("100", "0.5")]
    public void Shown_WindowWithoutValidWidth_FallsBackWithACaution(string centre, string width)
    {
        byte[] file = FilmBuilder.Film(1, 3, 100, 150, 300).Window(centre, width).Build();

        Fixtures.Shown(file).ShouldBe([0, 0.25, 1], Near);
        Films.Read(file).Value!.Cautions.ShouldHaveSingleItem().ShouldContain("window");
    }

    [Fact]
    public void Shown_Rescale_ComesBeforeTheWindow() =>
        // 0.5 x + -100: 200 -> 0, 400 -> 100, 300 -> 50
        Fixtures.Shown(FilmBuilder.Film(1, 3, 200, 300, 400).Rescale("0.5", "-100").Window("50", "100", "LINEAR_EXACT").Build()).ShouldBe([0, 0.5, 1], Near);

    [Fact]
    public void Shown_NegativeSlope_TurnsTheRange() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0, 1, 4).Rescale("-2", "7").Build()).ShouldBe([1, 0.75, 0], Near);

    [Fact]
    public void Shown_SignedTwelveBit_ExtendsTheSignFromBitsStored() =>
        // 0x800 = -2048, 0x000 = 0, 0x7FF = 2047
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0x0800, 0x0000, 0x07FF).Bits(12, 11, signed: true).Build()).ShouldBe([0, 2048 / 4095.0, 1], Near);

    [Fact]
    public void Shown_OverlayBitsAboveTheHighBit_AreMasked() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0xF000, 0x3001, 0x0004).Bits(12, 11).Build()).ShouldBe([0, 0.25, 1], Near);

    [Fact]
    public void Shown_HighBitAboveBitsStored_ShiftsDown() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0x0000, 0x0010, 0x0040).Bits(12, 15).Build()).ShouldBe([0, 0.25, 1], Near);

    [Fact]
    public void Shown_EightBit_IsRead() =>
        Fixtures.Shown(FilmBuilder.Film(1, 4).Number(0x0028_0100, 8).Bits(8, 7).Bytes(0x7FE0_0010, "OB", [0, 51, 102, 255]).Build())
            .ShouldBe([0, 0.2, 0.4, 1], Near);

    [Fact]
    public void Shown_Padding_IsBlackAndNotCounted() =>
        Fixtures.Shown(FilmBuilder.Film(1, 4, 65535, 100, 150, 300).Number(0x0028_0120, 65535).Build()).ShouldBe([0, 0, 0.25, 1], Near);

    [Fact]
    public void Shown_PaddingOnMonochrome1_IsBlackToo() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0, 100, 300).Text(0x0028_0004, "CS", "MONOCHROME1").Number(0x0028_0120, 0).Build()).ShouldBe([0, 1, 0], Near);

    [Fact]
    public void Shown_PaddingRange_IsExcludedWithItsEnds() =>
        Fixtures.Shown(FilmBuilder.Film(1, 5, 0, 5, 10, 11, 13).Number(0x0028_0120, 10).Number(0x0028_0121, 0).Build()).ShouldBe([0, 0, 0, 0, 1], Near);

    [Fact]
    public void Shown_SignedPadding_IsComparedWithItsSign() =>
        Fixtures.Shown(FilmBuilder.Film(1, 3, 0x0800, 0, 4).Bits(12, 11, signed: true).Number(0x0028_0120, 0xF800).Build()).ShouldBe([0, 0, 1], Near);

    [Fact]
    public void Read_SeveralFrames_TakesTheFirstWithACaution()
    {
        byte[] file = FilmBuilder.Film(1, 2, 0, 1, 7, 9).Text(0x0028_0008, "IS", "2").Build();

        Fixtures.Shown(file).ShouldBe([0, 1], Near);
        Films.Read(file).Value!.Cautions.ShouldHaveSingleItem().ShouldContain("2 frames");
    }

    [Fact]
    public void Shown_ModalityTable_ComesInPlaceOfTheRescale() =>
        Fixtures.Shown(FilmBuilder.Film(1, 4, 9, 10, 11, 12).Rescale("7", "7").Table(0x0028_3000, 10, 8, [0, 50, 100]).Build())
            .ShouldBe([0, 0, 0.5, 1], Near);

    [Fact]
    public void Shown_VoiTable_GoesBeforeTheWindow() =>
        Fixtures.Shown(FilmBuilder.Film(1, 4, 9, 10, 11, 12).Window("10", "2").Table(0x0028_3010, 10, 8, [0, 51, 255]).Build())
            .ShouldBe([0, 0, 0.2, 1], Near);

    [Fact]
    public void Shown_VoiTableOfBytes_IsRead()
    {
        byte[] item = [0x28, 0, 0x02, 0x30, .. "US"u8, 6, 0, 3, 0, 10, 0, 8, 0, 0x28, 0, 0x06, 0x30, .. "OW"u8, 0, 0, 4, 0, 0, 0, 0, 51, 255, 0];
        byte[] sequence = [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, .. item, 0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0];

        Fixtures.Shown(FilmBuilder.Film(1, 3, 10, 11, 12).Bytes(0x0028_3010, "SQ", sequence).Build()).ShouldBe([0, 0.2, 1], Near);
    }

    [Theory]
    [InlineData(0x0028_3000)]
    [InlineData(0x0028_3010)]
    public void Read_BrokenTable_IsLeftOutWithACaution(uint sequence)
    {
        byte[] file = FilmBuilder.Film(1, 3, 100, 150, 300).Table(sequence, 0, 99, [1, 2]).Build();

        Fixtures.Shown(file).ShouldBe([0, 0.25, 1], Near);
        Films.Read(file).Value!.Cautions.ShouldHaveSingleItem().ShouldContain("broken");
    }

    [Fact]
    public void Shown_WindowAskedFor_ReplacesTheFilms()
    {
        byte[] file = FilmBuilder.Film(1, 3, 50, 100, 150).Window("7", "3").Table(0x0028_3010, 0, 8, [1]).Build();
        var shown = new float[3];

        Films.Read(file, new DecodeOptions { Window = new VoiWindow(100.5, 101) }).Value.ShouldNotBeNull().ReadShown(0, shown);

        shown.ShouldBe([0, 0.5f, 1]);
    }

    [Theory]
    [InlineData("0.143\\0.143", null, 0.143, false)]
    [InlineData("0.139\\0.139", "0.2\\0.2", 0.139, false)]
    [InlineData("0.000\\0.000", "0.2\\0.2", 0.2, true)]
    public void Read_PixelSpacing_TellsWhereItWasMeasured(string spacing, string? imager, double expected, bool atDetector)
    {
        FilmBuilder film = FilmBuilder.Film(1, 2, 0, 1).Text(0x0028_0030, "DS", spacing);
        if (imager is not null) film.Text(0x0018_1164, "DS", imager);

        Films.Read(film.Build()).Value!.Description.PixelSpacing.ShouldBe(new PixelSpacing(expected, expected, atDetector));
    }
}
