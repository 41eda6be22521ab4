namespace ClinSeek.Functions.People;

/// <summary>The body of <c>POST /api/cases/{id}/approval</c>.</summary>
public sealed record ApprovalSubmission
{
    /// <summary>True to approve, false to reject.</summary>
    public bool? Approve { get; init; }

    /// <summary>The digest of what is approved, as <c>GET</c> gives it.</summary>
    public string? Digest { get; init; }

    /// <summary>Who says so.</summary>
    public string? By { get; init; }

    /// <summary>Why. A rejection needs it.</summary>
    public string? Reason { get; init; }

    /// <summary>Makes a repeat count once; a new one when left out.</summary>
    public string? RequestId { get; init; }
}
