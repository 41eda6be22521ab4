using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.2.4.51", "JPEG Extended")]
    [InlineData("1.2.840.10008.1.2.4.70", "JPEG Lossless")]
    [InlineData("1.2.840.10008.1.2.4.80", "JPEG-LS")]
    [InlineData("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless")]
    [InlineData("1.2.3.4", "unknown")]
    public void Read_CompressedFilm_IsRefusedByNameWithTheRemedy(string syntax, string name)
    {
        FilmFailure failure = Refusal(FilmBuilder.Film(1, 2, 1, 2).Syntax(syntax).Encapsulated(0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0));

        failure.Kind.ShouldBe(FilmFailureKind.TransferSyntax);
        failure.Cause.ShouldContain(name);
        failure.Cause.ShouldContain(syntax);
        failure.Remedy.ShouldContain("Explicit VR Little Endian");
    }

    [Fact]
    public void Read_EncapsulatedUnderANativeSyntax_IsMalformed() =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Encapsulated(1, 2, 3, 4)).Kind.ShouldBe(FilmFailureKind.Malformed);

    [Theory]
    [InlineData("1.2.840.10008.1.2.5")]
    [InlineData("1.2.840.10008.1.2.4.50")]
    public void Read_NativePixelsUnderACompressedSyntax_AreMalformed(string syntax) =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Syntax(syntax)).Kind.ShouldBe(FilmFailureKind.Malformed);

    [Fact]
    public void Read_ColouredPixels_AreRefused()
    {
        byte[] pixels = [.. Enumerable.Range(0, 12).Select(i => (byte)(i * 20))];
        FilmBuilder film = FilmBuilder.Film(2, 2).Number(0x0028_0002, 3).Text(0x0028_0004, "CS", "RGB").Number(0x0028_0100, 8).Bits(8, 7).Bytes(0x7FE0_0010, "OB", pixels);

        Refusal(film).Cause.ShouldContain("colour");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Read_GreyInThreeChannels_IsRead(int planar)
    {
        byte[] pixels = planar == 0 ? [0, 0, 0, 51, 51, 51, 255, 255, 255, 102, 102, 102] : [0, 51, 255, 102, 0, 51, 255, 102, 0, 51, 255, 102];
        FilmBuilder film = FilmBuilder.Film(2, 2).Number(0x0028_0002, 3).Text(0x0028_0004, "CS", "RGB").Number(0x0028_0006, planar)
            .Number(0x0028_0100, 8).Bits(8, 7).Bytes(0x7FE0_0010, "OB", pixels);

        Films.Read(film.Build()).Value.ShouldNotBeNull().ToGrey8().ShouldBe([0, 51, 255, 102]);
    }

    [Theory]
    [InlineData("PALETTE COLOR")]
    [InlineData("YBR_FULL")]
    public void Read_Colour_IsRefused(string photometric) =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Text(0x0028_0004, "CS", photometric)).Cause.ShouldContain(photometric);

    [Fact]
    public void Read_ColourOfOneSample_IsRefused() =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Text(0x0028_0004, "CS", "RGB")).Cause.ShouldContain("RGB");

    [Fact]
    public void Read_SeveralSamples_IsRefused() =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Number(0x0028_0002, 3)).Kind.ShouldBe(FilmFailureKind.UnsupportedPixels);

    [Theory]
    [InlineData(32, 32, 31)]
    [InlineData(12, 12, 11)]
    [InlineData(16, 17, 16)]
    [InlineData(16, 4, 3)]
    [InlineData(16, 12, 16)]
    [InlineData(16, 12, 10)]
    [InlineData(0, 0, 0)]
    public void Read_ImpossibleBits_AreRefused(int allocated, int stored, int high) =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Number(0x0028_0100, allocated).Bits(stored, high)).Kind.ShouldBe(FilmFailureKind.UnsupportedPixels);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    public void Read_NoRowsOrColumns_IsRefused(int rows, int columns) =>
        Refusal(FilmBuilder.Film(rows, columns, 1, 2)).Kind.ShouldBe(FilmFailureKind.UnsupportedPixels);

    [Fact]
    public void Read_HugeDimensions_AreRefusedBeforeAnyAllocation()
    {
        byte[] file = FilmBuilder.Film(65535, 65535, 1, 2).Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Films.Read(file).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.TooLarge);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    [Fact]
    public void Read_FewerPixelsThanAnnounced_IsTruncated() =>
        Refusal(FilmBuilder.Film(100, 100, 1, 2)).Kind.ShouldBe(FilmFailureKind.Truncated);

    [Fact]
    public void Read_NoPixelData_SaysSo() =>
        Refusal(FilmBuilder.Film(1, 2, 1, 2).Without(0x7FE0_0010)).Kind.ShouldBe(FilmFailureKind.NoPixels);

    [Fact]
    public void Read_BlankFilm_IsRefused() =>
        Refusal(FilmBuilder.Film(2, 2, 7, 7, 7, 7).Window("100", "50")).Cause.ShouldContain("blank");

    [Fact]
    public void Read_NothingButPadding_IsRefused() =>
        Refusal(FilmBuilder.Film(2, 2, 7, 7, 7, 7).Number(0x0028_0120, 7)).Cause.ShouldContain("blank");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131)]
    [InlineData(5000)]
    public void Read_Zeros_AreOfNoFormat(int length) =>
        Films.Read(new byte[length]).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.UnknownFormat);

    private static FilmFailure Refusal(FilmBuilder film) => Films.Read(film.Build()).Failure.ShouldNotBeNull();
}
