using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Tools;

/// <summary>Reads what a case has gathered.</summary>
public interface IEvidenceReader
{
    /// <summary>The evidence under an id, or null where the case has none such.</summary>
    ValueTask<EvidenceItem?> ReadAsync(EvidenceId id, CancellationToken cancellationToken);
}
