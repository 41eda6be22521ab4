using ClinSeek.Evidence.Cases;
using ClinSeek.Imaging.Tools;

namespace ClinSeek.Functions.Cases;

/// <summary>A case's films as its store holds them.</summary>
internal sealed class StoredFilms(CaseRecord record, CaseId id, FilmList list) : IFilmSource
{
    public IReadOnlyList<string> Studies { get; } = [.. list.Films.Select(static film => film.Study)];

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string study, CancellationToken cancellationToken)
    {
        CaseFilm? film = list.Films.FirstOrDefault(film => string.Equals(film.Study, study, StringComparison.Ordinal));
        return film is null ? null : (await record.BytesAsync(id, film.Document, cancellationToken)).Content;
    }

    public IReadOnlyDictionary<string, string> Missing { get; } = (list.Gaps ?? []).ToDictionary(static gap => gap.Study, static gap => gap.Cause, StringComparer.Ordinal);

    public string? Origin(string study) =>
        list.Films.FirstOrDefault(film => string.Equals(film.Study, study, StringComparison.Ordinal))?.Origin?.Sentence;
}
