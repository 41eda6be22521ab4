using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Dicom;

/// <summary>Films that dcmtk and GDCM compressed.</summary>
public sealed class CompressedFilmTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void Decode_RunLengthCoded_EqualsTheOriginal(int bits)
    {
        byte[] film = Smooth(bits).Build();

        byte[] coded = Peer.Convert(film, "dcmcrle");

        Films.Read(coded).Value.ShouldNotBeNull().Description.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.5");
        Pixels.ShouldBeSame(Stored(coded), Stored(film));
    }

    [Fact]
    public void Decode_RunLengthCodedFrames_AreToldApart()
    {
        byte[] film = Smooth(12, frames: 3).Build();
        byte[] coded = Peer.Convert(film, "dcmcrle");

        for (int frame = 1; frame <= 3; frame++) Pixels.ShouldBeSame(Stored(coded, frame), Stored(film, frame));
        Stored(coded, 1).ShouldNotBe(Stored(coded, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Decode_JpegBaseline_EqualsDcmtk(int frames)
    {
        byte[] coded = Peer.Convert(Smooth(8, frames).Build(), "dcmcjpeg", "+eb", "+q", "85");
        byte[] decoded = Peer.Convert(coded, "dcmdjpeg");

        Films.Read(coded).Value.ShouldNotBeNull().Description.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.50");
        Pixels.ShouldBeSame(Stored(coded, frames), Stored(decoded, frames));
    }

    [Fact]
    public void Decode_JpegBaselineInSeveralFragments_IsJoined()
    {
        byte[] film = Smooth(8).Build();
        byte[] whole = Peer.Convert(film, "dcmcjpeg", "+eb");
        byte[] parts = Peer.Convert(film, "dcmcjpeg", "+eb", "+fs", "1");

        parts.Length.ShouldBeGreaterThan(whole.Length, "the film is too small to be split");
        Pixels.ShouldBeSame(Stored(parts), Stored(whole));
    }

    [Theory]
    [InlineData("dcmcjpeg", "+e1", "JPEG Lossless (first-order prediction)")]
    [InlineData("dcmcjpeg", "+el", "JPEG Lossless (Process 14)")]
    [InlineData("dcmcjpls", "+el", "JPEG-LS Lossless")]
    [InlineData("gdcmconv", "--j2k", "JPEG 2000 Lossless")]
    [InlineData("dcmconv", "+tb", "Explicit VR Big Endian")]
    [InlineData("dcmconv", "+td", "Deflated Explicit VR Little Endian")]
    public void Decode_OtherSyntax_IsRefusedByNameAndTheRemedyHelps(string program, string option, string name)
    {
        byte[] film = Smooth(16).Build();
        byte[] coded = Peer.Convert(film, program, option);

        FilmFailure failure = Films.Read(coded).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(FilmFailureKind.TransferSyntax);
        failure.Cause.ShouldContain(name);
        failure.Remedy.ShouldContain("gdcmconv --raw");
        failure.Remedy.ShouldContain("dcmconv +te");
        byte[] remedied = program == "dcmconv" ? Peer.Convert(coded, "dcmconv", "+te") : Peer.Convert(coded, "gdcmconv", "--raw");
        Pixels.ShouldBeSame(Stored(remedied), Stored(film));
    }

    [Theory]
    [InlineData("dcmcrle")]
    [InlineData("dcmcjpeg", "+eb")]
    public void Decode_CutOrFlipped_EndsInAValue(string program, params string[] options)
    {
        byte[] coded = Peer.Convert(Smooth(8).Build(), program, options);
        var random = new Random(20260106);
        for (int round = 0; round < 600; round++)
        {
            byte[] broken = round % 3 == 0 ? coded[..random.Next(132, coded.Length)] : [.. coded];
            for (int flips = round % 3; flips > 0; flips--) broken[random.Next(132, broken.Length)] = (byte)random.Next(256);
            FilmResult<DecodedFilm> result = Films.Read(broken);
            if (result.Succeeded) result.Value.ToGrey8().Length.ShouldBe(result.Value.Rows * result.Value.Columns);
            else result.Failure.Remedy.ShouldNotBeEmpty();
        }
    }

    /// <summary>A film with runs and slopes, so that coders have something to do.</summary>
    private static FilmBuilder Smooth(int bits, int frames = 1)
    {
        const int Rows = 160;
        const int Columns = 190;
        int most = (1 << bits) - 1;
        var random = new Random(20260107);
        int[] values = [.. Enumerable.Range(0, Rows * Columns * frames).Select(i =>
            i % Columns < 40 ? most / 3 : Math.Clamp((int)(most * (0.5 + (0.4 * Math.Sin(i / 977.0)))) + random.Next(-3, 4), 0, most))];
        FilmBuilder film = bits == 8
            ? FilmBuilder.Film(Rows, Columns).Number(0x0028_0100, 8).Bits(8, 7).Bytes(0x7FE0_0010, "OB", [.. values.Select(value => (byte)value)])
            : FilmBuilder.Film(Rows, Columns, [.. values.Select(value => (ushort)value)]).Bits(bits, bits - 1);
        return film.Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0028_0008, "IS", frames.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static int[] Stored(byte[] file, int frame = 1)
    {
        FilmResult<DecodedFilm> result = Films.Read(file, new DecodeOptions { Frame = frame });
        result.Failure.ShouldBeNull();
        DecodedFilm film = result.Value!;
        var stored = new int[film.Rows * film.Columns];
        for (int row = 0; row < film.Rows; row++) film.ReadStored(row, stored.AsSpan(row * film.Columns, film.Columns));
        return stored;
    }
}
