namespace ClinSeek.Ehr.Fhir.Bulk;

/// <summary>How a server's bulk export is asked for.</summary>
public sealed class BulkOptions
{
    /// <summary>Whose data is exported. Only the case's patient is kept of it. Default: patients.</summary>
    public BulkLevel Level { get; set; }

    /// <summary>The group of a group export.</summary>
    public string? GroupId { get; set; }

    /// <summary>Whether the export is narrowed to the patient by a POST with the parameter <c>patient</c>; a server that refuses it is asked by GET for all. Default true; false for servers that know GET alone, such as Azure's.</summary>
    public bool NarrowToPatient { get; set; } = true;

    /// <summary>The wait between two polls where the server names none. Default 5 s.</summary>
    public TimeSpan PollDelay { get; set; } = TimeSpan.FromSeconds(5);

    internal IEnumerable<string> Problems(string section)
    {
        if (Level == BulkLevel.Group == string.IsNullOrWhiteSpace(GroupId))
        {
            yield return $"{section}:Bulk: GroupId belongs to Level Group and to no other.";
        }

        if (PollDelay <= TimeSpan.Zero)
        {
            yield return $"{section}:Bulk:PollDelay must be positive.";
        }
    }
}
