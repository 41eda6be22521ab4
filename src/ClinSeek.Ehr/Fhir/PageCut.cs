namespace ClinSeek.Ehr.Fhir;

/// <summary>What of a file belongs into a patient's case: all of it, the patient's entries, or nothing.</summary>
internal static class PageCut
{
    public static ReadOnlyMemory<byte>? Of(FhirPage page, ReadOnlyMemory<byte> content, PatientCompartment compartment, HashSet<FhirEntry> wanted)
    {
        bool own = false;
        bool other = false;
        bool any = false;
        foreach (FhirEntry entry in page.Entries)
        {
            Ownership ownership = compartment.Of(entry);
            own |= ownership == Ownership.Own;
            other |= ownership == Ownership.Other;
            any |= wanted.Contains(entry);
        }

        if (!any)
        {
            return null;
        }

        return own && !other ? content : Subset(page, wanted);
    }

    private static byte[] Subset(FhirPage page, HashSet<FhirEntry> wanted)
    {
        using var bytes = new MemoryStream();
        bool lines = page.MediaType == FhirPageReader.Ndjson;
        bool bundle = !lines && page.Entries.Exists(static entry => entry.IsBundled);
        bytes.Write(bundle ? """{"resourceType":"Bundle","type":"collection","entry":["""u8 : default);
        bool first = true;
        foreach (FhirEntry entry in page.Entries.Where(wanted.Contains))
        {
            // A line that was a bundle of its own has entries that are no lines.
            bool wrapped = lines && entry.IsBundled;
            bytes.Write(first ? default : lines ? "\n"u8 : ","u8);
            bytes.Write(wrapped ? """{"resourceType":"Bundle","type":"collection","entry":["""u8 : default);
            bytes.Write(entry.Raw.Span);
            bytes.Write(wrapped ? "]}"u8 : default);
            first = false;
        }

        bytes.Write(bundle ? "]}"u8 : default);
        return bytes.ToArray();
    }
}
