using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Functions.Storage;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Privacy;

/// <summary>
/// Lets a reasoner take its turn; one whose model stands on a host that is not trusted sees the case without names, numbers
/// and dates of the patient, and its answer is put back into them before anything is kept.
/// </summary>
public sealed class OutgoingCases(CaseIdentifiers identifiers, IEvidenceStore store, OutsideReasoners? outside = null)
{
    private const int FewestWeeks = 26;
    private const int Weeks = 520;

    /// <summary>The reasoner's turn, in the patient's own words.</summary>
    public async Task<ReasonerTurn> ReasonAsync(CaseId id, IReasoner reasoner, CaseFile file, CancellationToken cancellationToken)
    {
        if (outside?.Names.Contains(reasoner.Name) is not true)
        {
            return await reasoner.ReasonAsync(file, cancellationToken);
        }

        CaseKeys keys = await store.KeysAsync(id, cancellationToken) ?? throw new StorageException($"Case '{id}' was erased while it was worked on.");
        var scrubber = new QueryScrubber(await identifiers.OfAsync(id, cancellationToken));
        var hidden = new HiddenCase(file, new Surrogates(scrubber, ShiftOf(keys)));
        return hidden.Reveal(await reasoner.ReasonAsync(hidden.File, cancellationToken));
    }

    // Whole weeks back, half a year to ten years, from the case's own key: weekdays stay, and no two cases share it.
    private static int ShiftOf(CaseKeys keys) =>
        -7 * (FewestWeeks + (int)(uint.Parse(keys.Digest("privacy/shift", "dates"u8)[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Weeks));
}
