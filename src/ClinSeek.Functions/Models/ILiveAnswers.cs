using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Models;

/// <summary>Answers of models while they come in. What is heard is not kept: it may be lost, or come twice where a call is made again.</summary>
public interface ILiveAnswers
{
    /// <summary>The pieces of a case from now on, until the caller has heard enough. They hold PHI.</summary>
    IAsyncEnumerable<LivePiece> WatchAsync(CaseId id, CancellationToken cancellationToken);
}
