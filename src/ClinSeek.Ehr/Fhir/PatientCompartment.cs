namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Decides whose a resource is. References are matched by fullUrl, by <c>Type/id</c>, and by urn:uuid; an absolute reference to
/// another server is not taken for this one's patient.
/// </summary>
internal sealed class PatientCompartment
{
    private readonly string _key;
    private readonly HashSet<string> _names;
    private readonly bool _patientHasServer;

    public PatientCompartment(string patientId, IEnumerable<FhirPage> pages)
    {
        PatientId = patientId;
        _key = "Patient/" + patientId;
        _names = new HashSet<string>(StringComparer.Ordinal) { _key, "urn:uuid:" + patientId };
        foreach (FhirEntry entry in pages.SelectMany(static page => page.Entries).Where(entry => entry.Key == _key))
        {
            PatientFound |= !entry.Deleted;
            if (entry.FullUrl is { } url)
            {
                _names.Add(FhirReference.WithoutVersion(url));
                _patientHasServer |= FhirReference.IsAbsolute(url);
            }
        }
    }

    public string PatientId { get; }

    /// <summary>Whether the Patient itself is among the pages.</summary>
    public bool PatientFound { get; }

    /// <summary>Whose the entry is.</summary>
    public Ownership Of(FhirEntry entry)
    {
        if (entry.Type == "Patient")
        {
            return entry.Key == _key ? Ownership.Own : Ownership.Other;
        }

        if (entry.Deleted)
        {
            return Ownership.Nobody;
        }

        return entry.Subject is not { } subject ? Ownership.Nobody : Names(subject) ? Ownership.Own : Ownership.Other;
    }

    private bool Names(string reference)
    {
        if (_names.Contains(reference))
        {
            return true;
        }

        string plain = FhirReference.WithoutVersion(reference);
        if (_names.Contains(plain))
        {
            return true;
        }

        return FhirReference.IsAbsolute(plain) && !_patientHasServer && FhirReference.Key(plain) == _key;
    }
}
