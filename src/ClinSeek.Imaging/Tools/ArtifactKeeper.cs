using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Tools;

/// <summary>Keeps pictures as far as they could be drawn.</summary>
internal static class ArtifactKeeper
{
    /// <summary>The name of the kept picture, or null where there is none to keep.</summary>
    public static async ValueTask<string?> KeepAsync(this IArtifactStore store, FilmResult<byte[]> png, CancellationToken cancellationToken) =>
        png.Succeeded ? await store.PutAsync(png.Value, cancellationToken).ConfigureAwait(false) : null;
}
