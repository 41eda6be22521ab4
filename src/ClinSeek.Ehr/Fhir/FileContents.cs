namespace ClinSeek.Ehr.Fhir;

/// <summary>What a pull has to know of a file to decide whether it needs it, without keeping it.</summary>
internal sealed class FileContents
{
    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    public FileContents(FhirFile file, FhirPage page)
    {
        File = file;
        Issues = page.Issues;
        Self = page.Self;
        IsFhir = page.IsFhir;
        foreach (FhirEntry entry in page.Entries)
        {
            if (entry.Type == "Patient")
            {
                _subjects.Add(entry.Key);
                Names.Add((entry.Key, entry.FullUrl is null ? entry.Key : FhirReference.WithoutVersion(entry.FullUrl)));
            }
            else if (entry.Subject is { } subject)
            {
                string plain = FhirReference.WithoutVersion(subject);
                _subjects.Add(plain);
                if (FhirReference.Key(plain) is { } key)
                {
                    _subjects.Add(key);
                }
            }
            else
            {
                _shared.Add(entry.Key);
                if (entry.FullUrl is { } url)
                {
                    _shared.Add(FhirReference.WithoutVersion(url));
                }
            }
        }
    }

    public FhirFile File { get; }

    public IReadOnlyList<string> Issues { get; }

    public string? Self { get; }

    public bool IsFhir { get; }

    /// <summary>The patients in the file by key and full address.</summary>
    public List<(string Key, string FullUrl)> Names { get; } = [];

    /// <summary>Whether anything in the file may be about one of the names; it may turn out not to be.</summary>
    public bool MayConcern(IReadOnlySet<string> patientNames) => _subjects.Overlaps(patientNames);

    /// <summary>Whether the file holds a resource of nobody's that is referred to, or the deletion of a resource.</summary>
    public bool Holds(IEnumerable<string> references) => _shared.Overlaps(references);
}
