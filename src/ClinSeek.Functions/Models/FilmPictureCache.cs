using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning;
using Microsoft.Extensions.Caching.Memory;

namespace ClinSeek.Functions.Models;

/// <summary>
/// Films as they were drawn for a model: every prompt of a case shows the same ones, and a film never changes. Only a speed-up,
/// bounded by bytes and forgotten soon, so that what is erased does not live on here.
/// </summary>
public sealed class FilmPictureCache : IDisposable
{
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _pictures = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The picture of a study, drawn where it is not at hand; null where there is none to draw.</summary>
    internal async ValueTask<FilmPicture?> ReadAsync(CaseId id, string study, Func<ValueTask<FilmPicture?>> draw)
    {
        if (_pictures.TryGetValue((id, study), out FilmPicture? known))
        {
            return known;
        }

        if (await draw() is not { } drawn)
        {
            return null;
        }

        return _pictures.Set((id, study), drawn, new MemoryCacheEntryOptions { Size = drawn.Content.Length, SlidingExpiration = Kept });
    }

    /// <inheritdoc />
    public void Dispose() => _pictures.Dispose();
}
