using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir.Paths;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Time;

/// <summary>The times of one resource type in one table.</summary>
internal sealed record SourceTimePolicy
{
    private static readonly TimePath Updated = new("meta.lastUpdated");

    private readonly TextSet? _revised;

    /// <summary>Why rows need no time to be shown; null where they do.</summary>
    public string? Always { get; init; }

    /// <summary>When it happened, best first.</summary>
    public TimePath[] Event { get; init; } = [];

    /// <summary>When it could first be known, best first.</summary>
    public TimePath[] Available { get; init; } = [];

    /// <summary>Weaker times that stand in where none of <see cref="Available"/> is recorded; rows that rest on them are counted.</summary>
    public TimePath[] Assumed { get; init; } = [];

    /// <summary>Times before which the content cannot have been known, whatever the others say.</summary>
    public TimePath[] NotBefore { get; init; } = [];

    /// <summary>
    /// Times that end a row, best first: it says that something is still to come, and is shown only while the time lies at or after the
    /// cut-off. Such rows stand for resources that make no other row yet.
    /// </summary>
    public TimePath[] Until { get; init; } = [];

    /// <summary>Statuses of content that was changed after it was first available: known only since <c>meta.lastUpdated</c>.</summary>
    public IReadOnlyList<string> Revised
    {
        get;
        init
        {
            field = value;
            _revised = new TextSet(value);
        }
    } = [];

    /// <summary>Whether availability at exactly midnight is taken for a date, its whole day.</summary>
    public bool MidnightIsDay { get; init; }

    /// <summary>
    /// Reads a resource's times. A resource cannot be known before it happened: the latest of all counts. Where the best time of
    /// availability stands but cannot be read, none is known: a weaker one could be too early.
    /// </summary>
    public ResourceTimes Read(JsonElement resource, ResourceIndex index)
    {
        EventTime? happened = First(Event, resource, index) is { } at ? new EventTime(at.Start) : null;
        bool unreadable = false;
        FhirTime? stated = null;
        foreach (TimePath path in Available)
        {
            FhirTime? said = path.Latest(resource, index, ref unreadable);
            stated ??= said;
        }

        if (unreadable || IsUnreadable(NotBefore, resource, index))
        {
            return new ResourceTimes(happened, null, false);
        }

        FhirTime? known = stated ?? First(Assumed, resource, index);
        if (known is not { } time)
        {
            return new ResourceTimes(happened, null, false);
        }

        DateTimeOffset latest = MidnightIsDay ? time.MidnightAsDay().End : time.End;
        latest = happened is { } start && start.Instant > latest ? start.Instant : latest;
        foreach (TimePath path in NotBefore)
        {
            latest = path.Latest(resource, index) is { } bound && bound.End > latest ? bound.End : latest;
        }

        if (_revised is not null && resource.Get("status"u8) is { ValueKind: JsonValueKind.String } status && _revised.Has(status) && Updated.Latest(resource, index) is { } updated && updated.End > latest)
        {
            latest = updated.End;
        }

        return new ResourceTimes(happened, new AvailableAt(latest), stated is null);
    }

    /// <summary>Whether what the row speaks of is still to come at a cut-off. Where nothing says when it came, nobody knows.</summary>
    public bool IsStillToCome(JsonElement resource, ResourceIndex index, CutoffTime cutoff) =>
        !IsUnreadable(Until, resource, index) && First(Until, resource, index) is { } ends && !cutoff.Sees(new AvailableAt(ends.End));

    private static bool IsUnreadable(TimePath[] paths, JsonElement resource, ResourceIndex index)
    {
        foreach (TimePath path in paths)
        {
            if (path.IsUnreadable(resource, index))
            {
                return true;
            }
        }

        return false;
    }

    private static FhirTime? First(TimePath[] paths, JsonElement resource, ResourceIndex index)
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
