using System.Text.Json;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

public sealed class DicomHeaderTests
{
    private static readonly ushort[] Pixels = [1, 2, 3, 4];

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    public void Read_ImplicitAndExplicit_GiveTheSameHeader(string syntax)
    {
        DicomHeader header = DicomHeader.Read(FilmBuilder.Film(2, 2, Pixels).Syntax(syntax).Build()).Value.ShouldNotBeNull();

        header.ShouldBe(new DicomHeader("2.25.1", "2.25.2", "2.25.3", syntax, "DX", "CHEST", "PA", "MONOCHROME2", 2, 2, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_WithoutPreamble_StillReads(bool meta) =>
        DicomHeader.Read(FilmBuilder.Film(2, 2, Pixels).Bare(meta).Build()).Value.ShouldNotBeNull().StudyInstanceUid.ShouldBe("2.25.1");

    [Fact]
    public void Read_ImplicitWithoutMeta_IsGuessed() =>
        DicomHeader.Read(FilmBuilder.Film(2, 2, Pixels).Syntax("1.2.840.10008.1.2").Bare(meta: false).Build()).Value.ShouldNotBeNull().Rows.ShouldBe(2);

    [Fact]
    public void Read_CompressedFilm_StillTellsItsStudy()
    {
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Syntax("1.2.840.10008.1.2.4.90").Encapsulated(1, 2, 3, 4).Build();

        DicomHeader.Read(file).Value.ShouldNotBeNull().StudyInstanceUid.ShouldBe("2.25.1");
    }

    [Fact]
    public void Read_AnyFilm_HoldsNothingOfThePatient()
    {
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Text(0x0018_0015, "CS", "Canary^Planted arm").Text(0x0018_5101, "CS", "CANARY-4711").Build();

        string json = JsonSerializer.Serialize(DicomHeader.Read(file).Value);

        json.ShouldNotContain("canary", Case.Insensitive);
        json.ShouldNotContain("4711");
    }

    [Fact]
    public void Read_UidWithOtherCharacters_IsNull() =>
        DicomHeader.Read(FilmBuilder.Film(2, 2, Pixels).Text(0x0020_000D, "UI", "2.25.1; drop").Build()).Value.ShouldNotBeNull().StudyInstanceUid.ShouldBeNull();

    [Fact]
    public void Read_SequencesOfUndefinedLength_ArePassedOver()
    {
        // (0018,9999) SQ: an item of undefined length that holds a nested sequence, then an item of 8 known bytes.
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Raw(
            [0x28, 0, 0x99, 0x99, .. "SQ"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF,
            0x28, 0, 0x10, 0x00, .. "US"u8, 2, 0, 99, 0,
            0x28, 0, 0x98, 0x99, .. "SQ"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0x00, 0xE0, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8,
            0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]).Build();

        DicomHeader.Read(file).Value.ShouldNotBeNull().Rows.ShouldBe(2);
        Fixtures.Shown(file).ShouldBe([0, 1 / 3.0, 2 / 3.0, 1], 1e-6);
    }

    [Fact]
    public void Read_UnknownElementOfUndefinedLength_IsReadAsImplicit()
    {
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Raw(
            [0x29, 0, 0x10, 0x10, .. "UN"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF,
            0x08, 0, 0x60, 0x00, 2, 0, 0, 0, (byte)'O', (byte)'T',
            0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]).Build();

        DicomHeader.Read(file).Value.ShouldNotBeNull().Modality.ShouldBe("DX");
        Fixtures.Shown(file).Length.ShouldBe(4);
    }

    [Fact]
    public void Read_SequenceWithoutEnd_IsTruncated()
    {
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Without(0x7FE0_0010).Raw([0x28, 0, 0x99, 0x99, .. "SQ"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]).Build();

        DicomHeader.Read(file).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Truncated);
    }

    [Fact]
    public void Read_EndlessNesting_IsRefused()
    {
        byte[] nested = [0x28, 0, 0x99, 0x99, .. "SQ"u8, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Raw([.. Enumerable.Repeat(nested, 50_000).SelectMany(part => part)]).Build();

        DicomHeader.Read(file).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Malformed);
    }

    [Fact]
    public void Read_LengthBeyondTheEnd_NamesTheElement()
    {
        byte[] file = FilmBuilder.Film(2, 2, Pixels).Without(0x7FE0_0010).Raw([0x28, 0, 0x99, 0x99, .. "UN"u8, 0, 0, 0xFE, 0xFF, 0xFF, 0x7F]).Build();

        FilmFailure failure = DicomHeader.Read(file).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(FilmFailureKind.Truncated);
        failure.Cause.ShouldContain("(0028,9999)");
        failure.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.2", "Explicit VR Big Endian")]
    [InlineData("1.2.840.10008.1.2.1.99", "Deflated")]
    public void Read_UnreadableSyntax_IsRefusedByName(string syntax, string name)
    {
        FilmFailure failure = DicomHeader.Read(FilmBuilder.Film(2, 2, Pixels).Syntax(syntax).Build()).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(FilmFailureKind.TransferSyntax);
        failure.Cause.ShouldContain(name);
    }
}
