namespace ClinSeek.Imaging.Decoding;

/// <summary>An expected failure to read a film. Holds no identifier and no text of the file but code strings.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Cause">What is wrong, one sentence without its full stop.</param>
/// <param name="Remedy">What to do about it, one sentence without its full stop.</param>
public sealed record FilmFailure(FilmFailureKind Kind, string Cause, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Cause}. {Remedy}.";
}
