namespace ClinSeek.Evidence.Audit;

/// <summary>What an entry says, apart from when, under which key and at which address it was written. Holds PHI.</summary>
/// <param name="Kind">The entry's kind.</param>
/// <param name="Step">The entry's step, or null.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Facts">The facts; digests are replaced by a mark, because they are keyed.</param>
/// <param name="Payloads">Name to decrypted content, normalised for comparison.</param>
public sealed record LogicalEntry(
    string Kind, int? Step, string Actor, IReadOnlyDictionary<string, string> Facts, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Payloads);
