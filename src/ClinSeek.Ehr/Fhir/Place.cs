namespace ClinSeek.Ehr.Fhir;

/// <summary>Where something stands in the bytes of a page; a string with its quotes. Of no length where it does not stand there.</summary>
internal readonly record struct Place(int Start, int Length)
{
    public bool IsNone => Length == 0;

    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content) => content.Slice(Start, Length);
}
