using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Decides whose a resource is. References are matched by fullUrl, by <c>Type/id</c>, and by urn:uuid; an absolute reference to
/// another server is not taken for this one's patient.
/// </summary>
internal sealed class PatientCompartment
{
    private readonly string _key;
    private readonly HashSet<string> _names;
    private readonly byte[][] _written;
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

        _written = [.. _names.Select(Encoding.UTF8.GetBytes)];
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

        JsonElement subject = Subject(entry.Resource);
        return IsWritten(subject) || (subject.Text() is { } reference && Names(reference)) ? Ownership.Own
            : subject.Text() is null ? Ownership.Nobody : Ownership.Other;
    }

    /// <summary>The reference to whom the resource is about; Undefined where it is about nobody.</summary>
    public static JsonElement Subject(JsonElement resource)
    {
        JsonElement reference = default;
        return Refers(resource.Get("subject"u8), ref reference) || Refers(resource.Get("patient"u8), ref reference) || Refers(resource.Get("beneficiary"u8), ref reference)
            || Refers(resource.Get("for"u8), ref reference) || Refers(resource.Get("individual"u8), ref reference) || Refers(resource.Get("securityContext"u8), ref reference)
            ? reference
            : default;
    }

    private static bool Refers(JsonElement element, ref JsonElement reference)
    {
        reference = element.Get("reference"u8);
        return !reference.RawText().Trim(" \t\r\n"u8).IsEmpty;
    }

    // Nearly all resources name their patient in one of few ways: no text is made of those.
    private bool IsWritten(JsonElement subject)
    {
        ReadOnlySpan<byte> raw = subject.RawText();
        foreach (byte[] name in _written)
        {
            if (raw.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
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
