namespace ClinSeek.Imaging.Decoding;

/// <summary>What is decoded at most; held before anything is decoded or allocated by a number from the file.</summary>
public sealed record ImageLimits
{
    /// <summary>The limits that a program has unless it sets its own.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Bytes of a file; 256 MB.</summary>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>Pixels of a frame; 64 million, four times the largest detector's.</summary>
    public long MostPixels { get; init; } = 64L << 20;

    /// <summary>Bytes of a frame when decoded, all its channels counted; 256 MB.</summary>
    public long MostDecodedBytes { get; init; } = 256L << 20;

    internal FilmFailure? Check(long bytes) => bytes <= MostBytes
        ? null
        : new FilmFailure(FilmFailureKind.TooLarge, $"the file has {bytes >> 20} MB, more than {MostBytes >> 20}", "Give a single-frame film");

    internal FilmFailure? Check(int columns, int rows) => (long)columns * rows <= MostPixels
        ? null
        : new FilmFailure(FilmFailureKind.TooLarge, $"the film is {columns} x {rows}, more than {MostPixels >> 20} million pixels", "Ask the archive for a reduced film");

    internal FilmFailure? CheckDecoded(long bytes) => bytes <= MostDecodedBytes
        ? null
        : new FilmFailure(FilmFailureKind.TooLarge, $"the film has {bytes >> 20} MB when decoded, more than {MostDecodedBytes >> 20}", "Give a grey film, or a reduced one");
}
