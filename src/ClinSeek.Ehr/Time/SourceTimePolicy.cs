using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Time;

/// <summary>The times of one resource type in one table.</summary>
internal sealed record SourceTimePolicy
{
    /// <summary>Why rows need no time to be shown; null where they do.</summary>
    public string? Always { get; init; }

    /// <summary>When it happened, best first.</summary>
    public IReadOnlyList<TimePath> Event { get; init; } = [];

    /// <summary>When it could first be known, best first.</summary>
    public IReadOnlyList<TimePath> Available { get; init; } = [];

    /// <summary>Weaker times that stand in where none of <see cref="Available"/> is recorded; rows that rest on them are counted.</summary>
    public IReadOnlyList<TimePath> Assumed { get; init; } = [];

    /// <summary>Reads a resource's times. A resource cannot be known before it happened: the later of the two counts.</summary>
    public ResourceTimes Read(JsonElement resource, ResourceIndex index)
    {
        EventTime? happened = First(Event, resource, index) is { } at ? new EventTime(at.Start) : null;
        FhirTime? stated = First(Available, resource, index);
        FhirTime? known = stated ?? First(Assumed, resource, index);
        AvailableAt? available = known is { } time
            ? new AvailableAt(happened is { } start && start.Instant > time.End ? start.Instant : time.End)
            : null;
        return new ResourceTimes(happened, available, known is not null && stated is null);
    }

    private static FhirTime? First(IReadOnlyList<TimePath> paths, JsonElement resource, ResourceIndex index)
    {
        foreach (TimePath path in paths)
        {
            if (path.Latest(resource, index) is { } time)
            {
                return time;
            }
        }

        return null;
    }
}
