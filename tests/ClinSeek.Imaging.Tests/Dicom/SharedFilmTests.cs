using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

[Trait("Category", "SharedData")]
public sealed class SharedFilmTests
{
    [Fact]
    public void Read_NemaRadiograph_TellsItsHeaderAndIsRefusedByName()
    {
        Assert.SkipUnless(SharedData.IsPresent, SharedData.Skipped);
        byte[] file = File.ReadAllBytes(SharedData.File("cxr/nema-dicom/RG1_J2KI.dcm"));

        DicomHeader header = DicomHeader.Read(file).Value.ShouldNotBeNull();
        FilmFailure failure = Films.Read(file).Failure.ShouldNotBeNull();

        header.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.91");
        header.StudyInstanceUid.ShouldNotBeNull();
        header.Rows.ShouldBeGreaterThan(1000);
        failure.Kind.ShouldBe(FilmFailureKind.TransferSyntax);
        failure.Cause.ShouldContain("JPEG 2000");
    }

    [Fact]
    public void Read_PngFilms_AreNotDicom()
    {
        Assert.SkipUnless(SharedData.IsPresent, SharedData.Skipped);
        foreach (string png in Directory.EnumerateFiles(SharedData.File("cxr/nih-chestxray14"), "*.png"))
        {
            Films.Read(File.ReadAllBytes(png)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NotDicom);
        }
    }
}
