namespace ClinSeek.Reasoning;

/// <summary>A case's films as pictures, for models that can see.</summary>
public interface IFilmPictures
{
    /// <summary>The picture of a study's film; null where none can be made of it.</summary>
    ValueTask<FilmPicture?> ReadAsync(string study, CancellationToken cancellationToken);
}
