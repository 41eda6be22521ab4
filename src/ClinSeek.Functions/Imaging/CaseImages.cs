using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Imaging;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Imaging;

/// <summary>The image tools bound to one case, call by call, and the pictures that they drew.</summary>
/// <param name="models">The models of the process.</param>
/// <param name="decoder">Reads the films.</param>
/// <param name="record">The record.</param>
/// <param name="store">Where pictures are kept.</param>
/// <param name="writers">The vision model that writes reports, if one is configured.</param>
public sealed class CaseImages(ImageModels models, IImageDecoder decoder, CaseRecord record, IEvidenceStore store, IEnumerable<IReportWriter> writers)
{
    private const string Prefix = "image.";

    /// <summary>Whether a tool, by its canonical name, is one of these.</summary>
    public static bool Has(string tool) => tool.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The tools as a call of a case may use them.</summary>
    public async ValueTask<IReadOnlyList<AIFunction>> FunctionsAsync(CaseId id, int epoch, CaseScope scope, CancellationToken cancellationToken)
    {
        var films = new StoredFilms(record, id, await record.FilmsAsync(id, cancellationToken));
        return new ImageTools(films, models, scope, new CaseArtifacts(store, id, epoch), writers.FirstOrDefault(), decoder).Functions;
    }

    /// <summary>The pictures that the case's results cite, in the order of the results; null where there is no such case.</summary>
    public async ValueTask<IReadOnlyList<CaseArtifact>?> ListArtifactsAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await record.FindAcceptedAsync(id, cancellationToken) is null) return null;
        var artifacts = new List<CaseArtifact>();
        for (int step = 1; await record.FindTurnAsync(id, step, cancellationToken) is { } turn; step++)
        {
            for (int ordinal = 1; ordinal <= turn.Calls.Count; ordinal++)
            {
                if (await record.FindEvidenceAsync(id, new EvidenceId(step, ordinal), cancellationToken) is { } item && Has(item.Call.Name)) artifacts.AddRange(Of(item));
            }
        }

        return artifacts;
    }

    /// <summary>A picture that a result of the case cites, as PNG; null where there is none of that name.</summary>
    /// <exception cref="StorageException">It is there and cannot be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FindArtifactAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        DocumentNames.IsArtifact(name) ? (await store.ReadAsync(id, name, cancellationToken))?.Content : null;

    private static IEnumerable<CaseArtifact> Of(EvidenceItem item) => item.Result.Rows
        .Where(static row => row.TryGetProperty("artifact", out JsonElement name) && name.ValueKind == JsonValueKind.String)
        .Select(row => new CaseArtifact(row.GetProperty("artifact").GetString()!, item.Id.ToString(), item.Call.Name, row.GetProperty("study").GetString()!))
        .Distinct();
}
