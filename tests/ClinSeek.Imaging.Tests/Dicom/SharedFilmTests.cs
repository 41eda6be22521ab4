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
        byte[] file = File.ReadAllBytes(SharedData.At("cxr/nema-dicom/RG1_J2KI.dcm"));

        DicomHeader header = DicomHeader.Read(file).Value.ShouldNotBeNull();
        FilmFailure failure = Films.Read(file).Failure.ShouldNotBeNull();

        header.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.91");
        header.StudyInstanceUid.ShouldNotBeNull();
        header.Rows.ShouldBeGreaterThan(1000);
        failure.Kind.ShouldBe(FilmFailureKind.TransferSyntax);
        failure.Cause.ShouldContain("JPEG 2000");
    }

    [Theory]
    [InlineData("+Wi", "1")]
    [InlineData("+Ww", "12000", "9000")]
    public void Decode_NemaRadiograph_EqualsDcmtkAfterTheRemedy(params string[] window)
    {
        Assert.SkipUnless(SharedData.IsPresent, SharedData.Skipped);
        byte[] raw = Peer.Convert(File.ReadAllBytes(SharedData.At("cxr/nema-dicom/RG1_J2KI.dcm")), "gdcmconv", "--raw");
        VoiWindow? asked = window[0] == "+Ww" ? new VoiWindow(12000, 9000) : null;

        DecodedFilm film = Films.Read(raw, new DecodeOptions { Window = asked }).Value.ShouldNotBeNull();

        film.Description.BitsStored.ShouldBe(15);
        film.Description.PhotometricInterpretation.ShouldBe("MONOCHROME1");
        film.Description.PixelSpacing.ShouldBeNull("a spacing of zero is none");
        Pixels.ShouldBeSame(film.ToGrey8(), Peer.DcmtkGrey8(raw, window));
    }

    [Fact]
    public void Decode_PngFilms_EqualPil()
    {
        Assert.SkipUnless(SharedData.IsPresent, SharedData.Skipped);
        using var folder = new TempFolder();
        string[] films = [.. Directory.EnumerateFiles(SharedData.At("cxr"), "*.*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".png" or ".jpg" or ".jpeg").Order(StringComparer.Ordinal).Take(40)];
        films.ShouldNotBeEmpty();
        Peer.Run("/usr/bin/python3", ["-c", "import sys; from PIL import Image\nfor i, f in enumerate(sys.argv[2:]): open(f'{sys.argv[1]}/{i}', 'wb').write(Image.open(f).convert('L').tobytes())", folder.Path, .. films]);
        for (int i = 0; i < films.Length; i++)
        {
            DecodedFilm film = Films.Read(File.ReadAllBytes(films[i])).Value.ShouldNotBeNull(films[i]);
            film.ToGrey8().AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.Path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ShouldBeTrue(films[i]);
        }
    }
}
