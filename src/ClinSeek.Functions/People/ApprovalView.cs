using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Functions.People;

/// <summary>An approval as <c>GET /api/cases/{id}/approval</c> gives it. Holds PHI.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Digest">What is approved: the keyed digest of the stored conclusion. An approval must name it.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it is too late for it.</param>
public sealed record ApprovalView(string CaseId, ApprovalState State, string Digest, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The answer that is to be approved.</summary>
    public string? Answer { get; init; }

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Who approved or rejected it, by their own account.</summary>
    public string? By { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? At { get; init; }
}
