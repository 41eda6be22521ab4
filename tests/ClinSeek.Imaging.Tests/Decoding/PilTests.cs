using System.Buffers.Binary;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Decoding;

/// <summary>Ordinary image files, sample by sample as PIL reads them.</summary>
public sealed class PilTests(PilImages images) : IClassFixture<PilImages>
{
    [Theory]
    [InlineData("grey.png", FilmFormat.Png)]
    [InlineData("interlaced.png", FilmFormat.Png)]
    [InlineData("bilevel.png", FilmFormat.Png)]
    [InlineData("palette.png", FilmFormat.Png)]
    [InlineData("rgb.png", FilmFormat.Png)]
    [InlineData("rgba.png", FilmFormat.Png)]
    [InlineData("grey.jpg", FilmFormat.Jpeg)]
    [InlineData("progressive.jpg", FilmFormat.Jpeg)]
    [InlineData("rgb.jpg", FilmFormat.Jpeg)]
    [InlineData("grey.tif", FilmFormat.Tiff)]
    [InlineData("lzw.tif", FilmFormat.Tiff)]
    [InlineData("deflate.tif", FilmFormat.Tiff)]
    [InlineData("packbits.tif", FilmFormat.Tiff)]
    [InlineData("pages.tif", FilmFormat.Tiff)]
    [InlineData("whiteiszero.tif", FilmFormat.Tiff)]
    [InlineData("bigendian.tif", FilmFormat.Tiff)]
    [InlineData("lossless.webp", FilmFormat.WebP)]
    public void Decode_EightBit_EqualsPil(string name, FilmFormat format)
    {
        DecodedFilm film = Read(name);

        film.Description.Format.ShouldBe(format);
        film.Description.BitsStored.ShouldBe(8);
        Pixels.ShouldBeSame(film.ToGrey8(), images.Samples(name));
    }

    [Theory]
    [InlineData("grey16.png")]
    [InlineData("grey16.tif")]
    [InlineData("grey16lzw.tif")]
    [InlineData("bigendian16.tif")]
    public void Decode_SixteenBit_EqualsPil(string name)
    {
        DecodedFilm film = Read(name);
        byte[] expected = images.Samples(name);
        var stored = new int[film.Columns];
        var shown = new float[film.Columns];

        film.Description.BitsStored.ShouldBe(16);
        for (int row = 0; row < film.Rows; row++)
        {
            film.ReadStored(row, stored);
            film.ReadShown(row, shown);
            for (int column = 0; column < film.Columns; column++)
            {
                int value = BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(((row * film.Columns) + column) * 2));
                stored[column].ShouldBe(value);
                shown[column].ShouldBe(value / 65535f, 1e-6f);
            }
        }
    }

    [Fact]
    public void Decode_SecondPage_IsReadWhenAskedFor()
    {
        byte[] file = images.File("pages.tif");

        DecodedFilm second = Films.Read(file, new DecodeOptions { Frame = 2 }).Value.ShouldNotBeNull();

        second.Description.Frames.ShouldBe(2);
        second.Cautions.ShouldHaveSingleItem().ShouldContain("2 pictures");
        second.ToGrey8().AsSpan(0, second.Columns).ToArray().ShouldBe([.. Read("pages.tif").ToGrey8().AsSpan(0, second.Columns).ToArray().Reverse()]);
        Films.Read(file, new DecodeOptions { Frame = 3 }).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NoSuchFrame);
    }

    [Theory]
    [InlineData("colour.png", FilmFailureKind.UnsupportedPixels)]
    [InlineData("colour.jpg", FilmFailureKind.UnsupportedPixels)]
    [InlineData("colour.tif", FilmFailureKind.UnsupportedPixels)]
    [InlineData("colour.webp", FilmFailureKind.UnsupportedPixels)]
    [InlineData("cmyk.jpg", FilmFailureKind.UnsupportedPixels)]
    [InlineData("float.tif", FilmFailureKind.UnsupportedPixels)]
    [InlineData("blank.png", FilmFailureKind.UnsupportedPixels)]
    [InlineData("grey.gif", FilmFailureKind.UnknownFormat)]
    [InlineData("grey.bmp", FilmFailureKind.UnknownFormat)]
    public void Decode_NoFilm_IsRefusedByName(string name, FilmFailureKind kind) =>
        Films.Read(images.File(name)).Failure.ShouldNotBeNull().Kind.ShouldBe(kind);

    [Theory]
    [InlineData("grey.png")]
    [InlineData("grey.jpg")]
    [InlineData("lzw.tif")]
    [InlineData("lossless.webp")]
    public void Decode_CutAnywhere_IsNeverFilledUp(string name)
    {
        byte[] file = images.File(name);
        byte[] whole = images.Samples(name);
        for (int length = 0; length < file.Length; length += Math.Max(file.Length / 60, 1))
        {
            FilmResult<DecodedFilm> result = Films.Read(file.AsMemory(0, length));
            // Formats may end in bytes that carry no pixel.
            if (result.Succeeded) Pixels.ShouldBeSame(result.Value.ToGrey8(), whole);
            else result.Failure.Kind.ShouldBeOneOf(FilmFailureKind.Truncated, FilmFailureKind.Malformed, FilmFailureKind.UnknownFormat);
        }

        Films.Read(file.AsMemory(0, file.Length * 3 / 4)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Truncated);
    }

    [Theory]
    [InlineData("grey.png")]
    [InlineData("progressive.jpg")]
    [InlineData("lzw.tif")]
    [InlineData("lossless.webp")]
    public void Decode_FlippedBytes_EndInAValue(string name)
    {
        byte[] file = images.File(name);
        var random = new Random(20260103);
        for (int round = 0; round < 400; round++)
        {
            byte[] broken = [.. file];
            for (int flips = random.Next(1, 6); flips > 0; flips--) broken[random.Next(file.Length)] = (byte)random.Next(256);
            FilmResult<DecodedFilm> result = Films.Read(broken);
            if (result.Succeeded) result.Value.ToGrey8().Length.ShouldBe(result.Value.Rows * result.Value.Columns);
            else result.Failure.Remedy.ShouldNotBeEmpty();
        }
    }

    private DecodedFilm Read(string name)
    {
        FilmResult<DecodedFilm> result = Films.Read(images.File(name));
        result.Failure.ShouldBeNull();
        return result.Value!;
    }
}
