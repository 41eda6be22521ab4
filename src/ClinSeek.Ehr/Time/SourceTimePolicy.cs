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
        FhirTime? stated = Best(Available, resource, index, ref unreadable);
        DateTimeOffset? notBefore = null;
        foreach (TimePath path in NotBefore)
        {
            notBefore = path.Latest(resource, index, ref unreadable) is { } bound && (notBefore is null || bound.End > notBefore) ? bound.End : notBefore;
        }

        if (unreadable)
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
        latest = notBefore > latest ? notBefore.Value : latest;
        if (_revised is not null && resource.Get("status"u8) is { ValueKind: JsonValueKind.String } status && _revised.Has(status) && Updated.Latest(resource, index) is { } updated && updated.End > latest)
        {
            latest = updated.End;
        }

        return new ResourceTimes(happened, new AvailableAt(latest), stated is null);
    }

    /// <summary>Whether what the row speaks of is still to come at a cut-off. Where nothing says when it came, nobody knows.</summary>
    public bool IsStillToCome(JsonElement resource, ResourceIndex index, CutoffTime cutoff)
    {
        bool unreadable = false;
        return Best(Until, resource, index, ref unreadable) is { } ends && !unreadable && !cutoff.Sees(new AvailableAt(ends.End));
    }

    // All are looked at: what cannot be read behind the best one could be later.
    private static FhirTime? Best(TimePath[] paths, JsonElement resource, ResourceIndex index, ref bool unreadable)
    {
        FhirTime? best = null;
        foreach (TimePath path in paths)
        {
            FhirTime? said = path.Latest(resource, index, ref unreadable);
            best ??= said;
        }

        return best;
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
