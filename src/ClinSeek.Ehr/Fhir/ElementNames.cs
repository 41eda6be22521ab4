namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Which names the elements of a resource have, as one bit of 64 each. Most of what views look for is not there; a bit that is not set
/// says so without going through the elements. A set bit says nothing.
/// </summary>
internal readonly record struct ElementNames(ulong Bits)
{
    /// <summary>Of a resource whose names nobody looked at.</summary>
    public static readonly ElementNames Any = new(ulong.MaxValue);

    public ElementNames With(ReadOnlySpan<byte> name) => new(Bits | BitOf(name));

    /// <summary>Whether an element of a name may be there.</summary>
    /// <param name="bit">The name's <see cref="BitOf"/>.</param>
    public bool MayHave(ulong bit) => (Bits & bit) != 0;

    public static ulong BitOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 1 : 1UL << ((name.Length * 11) + (name[0] * 5) + name[^1]);
}
