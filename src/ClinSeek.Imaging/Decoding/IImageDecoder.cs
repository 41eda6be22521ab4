namespace ClinSeek.Imaging.Decoding;

/// <summary>
/// Reads a film out of the bytes of an image file, whatever its format. Pure, thread-safe, bounded in time and memory by
/// limits that are held before anything is decoded. Any bytes give a value: what cannot be read is a failure that names its
/// cause and remedy, never an exception.
/// </summary>
public interface IImageDecoder
{
    /// <summary>One frame of a file, ready to be shown, measured or given to a model.</summary>
    /// <param name="content">The whole file. It must not change while the film lives.</param>
    /// <param name="options">Which frame, and through which window.</param>
    /// <param name="cancellationToken">Stops before the next expensive step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    FilmResult<DecodedFilm> Decode(ReadOnlyMemory<byte> content, DecodeOptions options, CancellationToken cancellationToken);
}
