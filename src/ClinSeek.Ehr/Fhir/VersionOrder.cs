using System.Globalization;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Which of two versions of a resource is the later one: by version number, then by time of update, then by bytes, so that the order
/// of files never decides.
/// </summary>
internal sealed class VersionOrder : IComparer<FhirEntry>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(FhirEntry? x, FhirEntry? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        if (IsUndatedDeletion(x) != IsUndatedDeletion(y))
        {
            // Bulk exports list deletions without version or time: what they list is gone.
            return IsUndatedDeletion(x) ? 1 : -1;
        }

        if (Number(x) is { } left && Number(y) is { } right && left != right)
        {
            return left.CompareTo(right);
        }

        int byTime = Nullable.Compare(x.LastUpdated, y.LastUpdated);
        return byTime != 0 ? byTime : x.Content.Span.SequenceCompareTo(y.Content.Span);
    }

    private static bool IsUndatedDeletion(FhirEntry entry) => entry is { Deleted: true, Version: null, LastUpdated: null };

    private static long? Number(FhirEntry entry) =>
        long.TryParse(entry.Version, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
