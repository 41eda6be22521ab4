using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Reads films as the program does.</summary>
internal static class Films
{
    public static FilmResult<DecodedFilm> Read(ReadOnlyMemory<byte> content) => Read(content, DecodeOptions.Default);

    public static FilmResult<DecodedFilm> Read(ReadOnlyMemory<byte> content, DecodeOptions options) =>
        ImageDecoder.Default.Decode(content, options, TestContext.Current.CancellationToken);
}
