using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Tools;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Derives a case's database again from the pages that were stored, and the results of the tools that read it, and compares both
/// with what was recorded. Asks no source; reads only.
/// </summary>
/// <param name="record">The record.</param>
/// <param name="schema">The tables of this host; the shipped ones where none is given.</param>
/// <param name="candidates">The vocabularies of this host, for results that rest on them too.</param>
public sealed class CaseRederiver(CaseRecord record, RecordSchema? schema = null, CandidateSource? candidates = null)
{
    /// <summary>The outcome of a result that rests on a vocabulary which is not there with that content any more: neither held nor broken.</summary>
    public const string VocabularyChanged = "vocabulary-changed";

    /// <summary>The report, or null where there is no such case.</summary>
    public async ValueTask<CheckReport?> RederiveAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await record.FindAcceptedAsync(id, cancellationToken) is not { } accepted)
        {
            return null;
        }

        try
        {
            return await DeriveAsync(id, accepted.Request, cancellationToken);
        }
        catch (StorageException broken)
        {
            return Bad(id, 0, "the stored documents", broken.Message);
        }
    }

    private async ValueTask<CheckReport> DeriveAsync(CaseId id, CaseRequest request, CancellationToken cancellationToken)
    {
        PullManifest? manifest = await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken);
        SnapshotInfo? recorded = await record.FindAsync<SnapshotInfo>(id, DocumentNames.SnapshotInfo, cancellationToken);
        if (manifest is null || recorded is null)
        {
            return Bad(id, 0, "step 0", "The case has not taken in its record yet. `resume` goes on with it.");
        }

        var pull = await record.StoredPullAsync(id, manifest, cancellationToken);
        int derived = 0;
        foreach ((PulledPage page, var stored) in manifest.Pages.Zip(pull.Pages))
        {
            if (page.Digest != stored.Digest)
            {
                return Bad(id, derived, page.Document, "The stored page is not the one that was received: its digest differs.");
            }

            derived++;
        }

        PatientSnapshot again = PatientSnapshot.Build(pull, request.Patient, request.Cutoff, schema);
        if (again.Info.LogicalDigest != recorded.LogicalDigest)
        {
            return Bad(id, derived, DocumentNames.Snapshot, "The pages give another database than the recorded one: the logical digests differ. Use the version that opened the case.");
        }

        using PatientDatabase database = PatientDatabase.Open(again.Database);
        var scope = new CaseScope(request.Patient, request.Cutoff);
        IReadOnlyList<AIFunction> alone = new EhrTools(database, scope).Functions;
        IReadOnlyList<AIFunction> withVocabularies = new EhrTools(database, scope, candidates).Functions;
        List<string> open = [];
        for (int step = 1; await record.FindTurnAsync(id, step, cancellationToken) is { } turn; step++)
        {
            for (int ordinal = 1; ordinal <= turn.Calls.Count; ordinal++)
            {
                var evidence = new EvidenceId(step, ordinal);
                if (await record.FindEvidenceAsync(id, evidence, cancellationToken) is not { } item
                    || !ToolRooms.IsRecord(item.Call.Name) || EhrTools.ReadingVocabularies.Contains(item.Call.Name))
                {
                    continue;
                }

                IReadOnlyList<VocabularyMark> vocabularies = item.Result.Vocabularies ?? [];
                if (!EhrTools.AreAtHand(vocabularies, candidates))
                {
                    open.Add($"{evidence} {VocabularyChanged}");
                    continue;
                }

                ToolResult result = await ToolCatalogue.InvokeAsync(vocabularies.Count > 0 ? withVocabularies : alone, item.Call, cancellationToken);
                if (Text(result) != Text(item.Result))
                {
                    return Bad(id, derived, evidence.ToString(), $"{item.Call.Name} gives another result than the recorded one. Use the version that made the call.");
                }

                derived++;
            }
        }

        return new CheckReport(id.Value, true, derived, null, null) { Unchecked = open.Count > 0 ? open : null };
    }

    private static string Text(ToolResult result) => JsonSerializer.Serialize(result, EvidenceJson.Options);

    private static CheckReport Bad(CaseId id, int count, string what, string why) => new(id.Value, false, count, what, why);
}
