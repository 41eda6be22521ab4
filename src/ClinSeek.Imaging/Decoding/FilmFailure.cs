namespace ClinSeek.Imaging.Decoding;

/// <summary>An expected failure to read a film. Holds no identifier and no text of the file but code strings.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Cause">What is wrong, one sentence without its full stop.</param>
/// <param name="Remedy">What to do about it, one sentence without its full stop.</param>
public sealed record FilmFailure(FilmFailureKind Kind, string Cause, string Remedy)
{
    internal static FilmFailure NoSuchFrame(int frame, int frames) => new(
        FilmFailureKind.NoSuchFrame, $"frame {frame} was asked for and the file has {frames}", "Ask for one of them; they count from 1");

    internal static FilmFailure Blank() => new(
        FilmFailureKind.UnsupportedPixels, "the film is blank: outside its padding every pixel has the same value", "Fetch the film from the archive again");

    /// <inheritdoc/>
    public override string ToString() => $"{Cause}. {Remedy}.";
}
