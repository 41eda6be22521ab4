using System.Diagnostics;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Decoding.Libvips;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Decoding;

/// <summary>Files made to hurt: each ends in a named failure, without the time or the memory that it asks for.</summary>
[Collection(AloneCollection.Name)]
public sealed class BadInputTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(16_384, 16_384)]
    [InlineData(60_000, 60_000)]
    [InlineData(2_000_000, 40)]
    public void Decode_PngBomb_IsRefusedByItsHead(int width, int height)
    {
        byte[] bomb = PngBuilder.Grey(width, height, 8, new ZeroStream(64 * Megabyte));

        ShouldBeRefused(bomb, FilmFailureKind.TooLarge, within: 64 * Megabyte);
    }

    [Fact]
    public void Decode_TextBombInAPng_IsNotUnfolded()
    {
        byte[] text = [.. "Comment\0\0"u8, .. PngBuilder.Deflated(new ZeroStream(512 * Megabyte))];
        byte[] bomb = PngBuilder.Grey(4, 1, 8, new MemoryStream([0, 1, 2, 3, 4]), ("zTXt", text), ("zTXt", text));
        long before = Resident();

        Films.Read(bomb);

        (Resident() - before).ShouldBeLessThan(256 * Megabyte);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(-1, 10)]
    public void Decode_PngOfNoSize_IsAFailure(int width, int height) =>
        Films.Read(PngBuilder.Grey(width, height, 8, new ZeroStream(100))).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.Malformed);

    [Fact]
    public void Decode_JpegThatAnnouncesMore_IsRefusedByItsHead()
    {
        byte[] jpeg = Peer.Jpeg([.. Enumerable.Range(0, 64).Select(static i => (byte)(i * 4))], 8, 8);
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (jpeg[frame + 5], jpeg[frame + 6], jpeg[frame + 7], jpeg[frame + 8]) = (0xFF, 0x00, 0xFF, 0x00);

        ShouldBeRefused(jpeg, FilmFailureKind.TooLarge, within: 64 * Megabyte);
    }

    [Fact]
    public void Decode_JpegInDicomThatAnnouncesMore_IsRefused()
    {
        byte[] film = FilmBuilder.Film(64, 64).Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Number(0x0028_0100, 8).Bits(8, 7)
            .Bytes(0x7FE0_0010, "OB", [.. Enumerable.Range(0, 64 * 64).Select(static i => (byte)(i % 251))]).Build();
        byte[] coded = Peer.Convert(film, "dcmcjpeg", "+eb");
        int frame = coded.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0, 0x00]);
        (coded[frame + 5], coded[frame + 6], coded[frame + 7], coded[frame + 8]) = (0xFF, 0x00, 0xFF, 0x00);

        ShouldBeRefused(coded, FilmFailureKind.TooLarge, within: 64 * Megabyte);
    }

    [Fact]
    public void Decode_DicomOf16kBy16k_IsRefusedByItsHead() =>
        ShouldBeRefused(FilmBuilder.Film(16_384, 16_384, 1, 2).Build(), FilmFailureKind.TooLarge, within: 16 * Megabyte);

    [Fact]
    public void Decode_RunLengthBomb_IsBoundedByTheImage()
    {
        // Every pair of bytes unfolds to 128; the image has 16 pixels.
        byte[] code = [.. Enumerable.Repeat((byte[])[0x81, 0x07], 1_000_000).SelectMany(static pair => pair)];
        byte[] head = [1, 0, 0, 0, 64, 0, 0, 0, .. new byte[56]];
        byte[] length = BitConverter.GetBytes(head.Length + code.Length);
        byte[] film = FilmBuilder.Film(4, 4).Number(0x0028_0100, 8).Bits(8, 7).Syntax("1.2.840.10008.1.2.5")
            .Encapsulated([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, .. length, .. head, .. code]).Build();

        ShouldBeRefused(film, FilmFailureKind.UnsupportedPixels, within: 16 * Megabyte);
    }

    [Fact]
    public void Decode_FileAboveTheLimit_IsNotLookedAt() =>
        new ImageDecoder(new ImageLimits { MostBytes = 100 }).Decode(new byte[101], DecodeOptions.Default, CancellationToken.None)
            .Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.TooLarge);

    [Fact]
    public void Decode_OwnLimits_HoldForEveryFormat()
    {
        var decoder = new ImageDecoder(new ImageLimits { MostPixels = 15 });
        byte[] png = PngWriter.Grey([.. Enumerable.Range(0, 16).Select(static i => (byte)i)], 4, 4).Value!;
        byte[] dicom = FilmBuilder.Film(4, 4, [.. Enumerable.Range(0, 16).Select(static i => (ushort)i)]).Build();

        decoder.Decode(png, DecodeOptions.Default, CancellationToken.None).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.TooLarge);
        decoder.Decode(dicom, DecodeOptions.Default, CancellationToken.None).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.TooLarge);
        Films.Read(png).Failure.ShouldBeNull();
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("%PDF-1.7")]
    [InlineData("BM")]
    [InlineData("P5 2 1 255\nab")]
    public void Decode_OtherFormats_AreUnknown(string text) =>
        Films.Read(System.Text.Encoding.Latin1.GetBytes(text)).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.UnknownFormat);

    [Fact]
    public void Decode_DicomBehindTheHeadOfAnotherFormat_IsDicom()
    {
        byte[] film = FilmBuilder.Film(1, 3, 0, 1, 2).Build();
        ((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(film, 0);

        Films.Read(film).Value.ShouldNotBeNull().Description.Format.ShouldBe(FilmFormat.Dicom);
    }

    [Fact]
    public void Decode_SideBySide_GivesEachItsOwnPixels()
    {
        byte[][] samples = [.. Enumerable.Range(1, 8).Select(static seed => { var grey = new byte[64 * 48]; new Random(seed).NextBytes(grey); return grey; })];
        byte[][] files = [.. samples.Select(static grey => PngWriter.Grey(grey, 64, 48).Value!)];

        Parallel.For(0, 200, i => Films.Read(files[i % 8]).Value.ShouldNotBeNull().ToGrey8().AsSpan().SequenceEqual(samples[i % 8]).ShouldBeTrue());
    }

    [Fact]
    public void Decode_ManyFilms_KeepsMemoryFlat()
    {
        var grey = new byte[512 * 512];
        new Random(20260109).NextBytes(grey);
        byte[] file = PngWriter.Grey(grey, 512, 512).Value!;
        byte[] broken = file[..(file.Length / 2)];
        for (int i = 0; i < 60; i++) _ = (Films.Read(file), Films.Read(broken));
        long before = Resident();

        for (int i = 0; i < 240; i++) _ = (Films.Read(file), Films.Read(broken));

        // 240 leaked frames would be 120 MB.
        (Resident() - before).ShouldBeLessThan(60 * Megabyte);
    }

    [Fact]
    public void Decode_Cancelled_Throws()
    {
        byte[] file = PngWriter.Grey([1, 2, 3, 4], 2, 2).Value!;

        Should.Throw<OperationCanceledException>(() => ImageDecoder.Default.Decode(file, DecodeOptions.Default, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Decode_FrameThatIsNotThere_IsNamed(int frame)
    {
        var options = new DecodeOptions { Frame = frame };

        Films.Read(FilmBuilder.Film(1, 2, 1, 2).Build(), options).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NoSuchFrame);
        Films.Read(PngWriter.Grey([1, 2], 2, 1).Value!, options).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.NoSuchFrame);
    }

    private static void ShouldBeRefused(byte[] file, FilmFailureKind kind, long within)
    {
        // libvips is loaded before, so that only what the file costs is measured.
        Films.Read(PngWriter.Grey([1, 2], 2, 1).Value!);
        long before = Resident();

        FilmFailure failure = Films.Read(file).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        (Resident() - before).ShouldBeLessThan(within);
    }

    /// <summary>What the process holds, native memory included, after the collector had its turn.</summary>
    private static long Resident()
    {
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
