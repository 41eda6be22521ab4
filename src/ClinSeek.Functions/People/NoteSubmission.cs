namespace ClinSeek.Functions.People;

/// <summary>The body of <c>POST /api/cases/{id}/notes</c>.</summary>
public sealed record NoteSubmission
{
    /// <summary>The note.</summary>
    public string? Text { get; init; }

    /// <summary>Who writes it.</summary>
    public string? By { get; init; }

    /// <summary>Makes a repeat count once; a new one when left out.</summary>
    public string? RequestId { get; init; }
}
