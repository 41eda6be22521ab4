using ClinSeek.Imaging.Tools;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Films in memory; a study with null bytes is listed and not stored.</summary>
internal sealed class CaseFilms(params (string Study, byte[]? Film)[] films) : IFilmSource
{
    public IReadOnlyList<string> Studies { get; } = [.. films.Select(film => film.Study)];

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string study, CancellationToken cancellationToken) =>
        ValueTask.FromResult(films.Single(film => film.Study == study).Film is { } film ? film : default(ReadOnlyMemory<byte>?));

    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();

    /// <summary>What is said of every film's way.</summary>
    public string? Way { get; init; }

    public string? Origin(string study) => Way;
}
