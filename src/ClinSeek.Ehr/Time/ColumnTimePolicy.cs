using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Time;

/// <summary>When a column's value may be seen.</summary>
internal sealed record ColumnTimePolicy
{
    /// <summary>The value is known as soon as the row is.</summary>
    public bool Shown { get; init; }

    /// <summary>Where it says when the value became known, best first; the value is null unless that is before the cut-off.</summary>
    public IReadOnlyList<TimePath> Since { get; init; } = [];

    /// <summary>Values that say nothing about later and are always shown.</summary>
    public IReadOnlyList<string> Initial { get; init; } = [];

    /// <summary>The column that holds the time of <see cref="Since"/>, for a later narrowing; null where none does.</summary>
    public string? Column { get; init; }

    public bool IsDecided => Shown != (Since.Count > 0);

    public bool Lets(object? value, JsonElement resource, ResourceIndex index, CutoffTime cutoff)
    {
        if (Shown || value is null || (value is string text && Initial.Contains(text)))
        {
            return true;
        }

        foreach (TimePath path in Since)
        {
            bool unreadable = false;
            FhirTime? stated = path.Latest(resource, index, ref unreadable);
            if (unreadable)
            {
                return false;
            }

            if (stated is { } known)
            {
                return cutoff.Sees(new AvailableAt(known.End));
            }
        }

        return false;
    }
}
