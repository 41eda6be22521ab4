namespace ClinSeek.Imaging.DicomWeb;

/// <summary>What a study is looked for by; at least one of the three.</summary>
public sealed record StudyQuery
{
    /// <summary>(0020,000D).</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>(0008,0050).</summary>
    public string? AccessionNumber { get; init; }

    /// <summary>(0010,0020).</summary>
    public string? PatientId { get; init; }

    internal IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (StudyInstanceUid is not null) yield return new("StudyInstanceUID", StudyInstanceUid);
        if (AccessionNumber is not null) yield return new("AccessionNumber", AccessionNumber);
        if (PatientId is not null) yield return new("PatientID", PatientId);
    }

    private const int LongestValue = 64;

    /// <summary>Whether every value can only match itself: a star or a question mark would match other studies, and longer ones than DICOM's none.</summary>
    internal bool IsExact => Parameters().Any() && Parameters().All(static parameter => parameter.Value.Length is > 0 and <= LongestValue && parameter.Value.IndexOfAny(['*', '?', '\\']) < 0);
}
