using System.Text.Json;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Database;

/// <summary>Turns the resources of one patient into rows, as of the cut-off, parsing one at a time. Pure; the rows outlive it.</summary>
internal sealed class RowExtraction : IDisposable
{
    private readonly CutoffTime _cutoff;
    private readonly RecordSchema _schema;
    private readonly ResourceIndex _index;
    private readonly RowContext _context;
    private readonly Dictionary<PatientTable, List<PatientRow>> _tables;
    private readonly Dictionary<string, SourceExtraction[]> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _assumed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unreadable = new(StringComparer.Ordinal);

    public RowExtraction(IReadOnlyList<FhirPage> pages, string patientId, CutoffTime cutoff, RecordSchema schema)
    {
        _cutoff = cutoff;
        _schema = schema;
        var compartment = new PatientCompartment(patientId, pages);
        PatientFound = compartment.PatientFound;
        HashSet<FhirEntry> wanted = PatientSelection.Of(compartment, pages);
        // A reference never leads to another patient's resource.
        _index = new ResourceIndex(wanted);
        _context = new RowContext(_index, cutoff);
        _tables = schema.Tables.ToDictionary(static table => table, static _ => new List<PatientRow>(), (IEqualityComparer<PatientTable>)ReferenceEqualityComparer.Instance);
        AddResources(pages, compartment, wanted);

        foreach (List<PatientRow> rows in _tables.Values)
        {
            rows.Sort(static (x, y) => PatientRow.Compare(x, y));
            for (int place = 0; place < rows.Count; place++)
            {
                rows[place].Number = place + 1;
            }
        }

        List<string> issues = [.. pages.SelectMany(static page => page.Issues), .. MissingPages.Of(pages, wanted), .. Unreadable()];
        if (!PatientFound)
        {
            issues.Add("The Patient resource itself is not among the pages. Pull the record again.");
        }

        Issues = issues;
    }

    /// <summary>The rows by table, in key order and numbered from 1.</summary>
    public IReadOnlyDictionary<PatientTable, List<PatientRow>> Tables => _tables;

    public IReadOnlyDictionary<string, int> Skipped => _skipped;

    public IReadOnlyDictionary<string, int> Assumed => _assumed;

    public IReadOnlyList<string> Issues { get; }

    public bool PatientFound { get; }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    private void AddResources(IReadOnlyList<FhirPage> pages, PatientCompartment compartment, HashSet<FhirEntry> wanted)
    {
        // Most records hold one version of each resource: nothing need be gathered by key then.
        bool single = !_index.HasVersions && !wanted.Any(static entry => entry.Deleted);
        var byKey = new Dictionary<string, List<FhirEntry>>(StringComparer.Ordinal);
        List<FhirEntry> only = [];
        foreach (FhirPage page in pages)
        {
            foreach (FhirEntry entry in page.Entries)
            {
                if (compartment.Of(entry) == Ownership.Own || (entry.Deleted && wanted.Contains(entry)))
                {
                    if (single)
                    {
                        only.Clear();
                        only.Add(entry);
                        AddResource(only);
                    }
                    else if (byKey.TryGetValue(entry.Key, out List<FhirEntry>? versions))
                    {
                        versions.Add(entry);
                    }
                    else
                    {
                        byKey[entry.Key] = [entry];
                    }
                }
                else if (_schema.BySource.ContainsKey(entry.Type))
                {
                    Count(_skipped, SkipReasons.NotThePatient);
                }
            }
        }

        foreach (List<FhirEntry> versions in byKey.Values)
        {
            AddResource(versions);
        }
    }

    /// <summary>The latest version that was known at the cut-off makes the rows; a later one that was not leaves the earlier standing.</summary>
    private void AddResource(List<FhirEntry> versions)
    {
        if (SourcesOf(versions[0].Type) is not { } sources)
        {
            Count(_skipped, SkipReasons.NoTable);
            return;
        }

        versions.Sort(static (x, y) => VersionOrder.Instance.Compare(y, x));
        string reason = SkipReasons.AfterCutoff;
        for (int place = 0; place < versions.Count; place++)
        {
            FhirEntry version = versions[place];
            DateTimeOffset? updated = IsUpdate(versions, place) ? version.LastUpdated : null;
            if (updated is { } later && !_cutoff.Sees(new AvailableAt(later)))
            {
                continue;
            }

            string? skip = version.Deleted ? SkipReasons.Deleted : AddVersion(version, sources, updated);
            if (skip is null)
            {
                Count(_skipped, SkipReasons.Superseded, versions.Count - place - 1);
                return;
            }

            reason = skip;
            if (skip != SkipReasons.AfterCutoff)
            {
                break;
            }
        }

        Count(_skipped, reason);
        if (reason == SkipReasons.AfterCutoff)
        {
            AddPending(versions[^1], sources);
        }
    }

    /// <summary>
    /// What is not known yet may be known to be under way. The earliest version tells least of what came of it.
    /// </summary>
    private void AddPending(FhirEntry version, SourceExtraction[] sources)
    {
        if (version.Deleted || !Array.Exists(sources, static source => source.IsPending))
        {
            return;
        }

        JsonElement resource = _index.Take(version);
        if (ResourceExclusions.Of(version.Type, resource) is not null)
        {
            return;
        }

        foreach (SourceExtraction source in sources)
        {
            if (source.IsPending && source.Times!.IsStillToCome(resource, _index, _cutoff))
            {
                AddRows(version, resource, source, updated: null);
            }
        }
    }

    /// <summary>Whether an earlier version is known; the same one may stand in several pages.</summary>
    private static bool IsUpdate(List<FhirEntry> versions, int place) =>
        place + 1 < versions.Count && IsAnother(versions, place);

    private static bool IsAnother(List<FhirEntry> versions, int place) =>
        versions.FindIndex(place + 1, earlier => (earlier.Version, earlier.LastUpdated) != (versions[place].Version, versions[place].LastUpdated)) >= 0;

    /// <summary>Null when rows were made, else why none were.</summary>
    private string? AddVersion(FhirEntry version, SourceExtraction[] sources, DateTimeOffset? updated)
    {
        JsonElement resource = _index.Take(version);
        if (ResourceExclusions.Of(version.Type, resource) is { } excluded)
        {
            return excluded;
        }

        string? reason = null;
        bool added = false;
        foreach (SourceExtraction source in sources)
        {
            if (source.IsPending)
            {
                continue;
            }

            string? skip = AddRows(version, resource, source, updated);
            added |= skip is null;
            // What the view leaves out says least: another table of the same resource may have a better reason.
            reason = reason is null or SkipReasons.NotInView ? skip : reason;
        }

        return added ? null : reason;
    }

    private SourceExtraction[]? SourcesOf(string type)
    {
        if (!_sources.TryGetValue(type, out SourceExtraction[]? sources) && _schema.BySource.TryGetValue(type, out TableSource[]? known))
        {
            _sources[type] = sources = [.. known.Select(source => new SourceExtraction(source, _schema.Policy, _context, _tables[source.Table]))];
        }

        return sources;
    }

    private string? AddRows(FhirEntry version, JsonElement resource, SourceExtraction source, DateTimeOffset? updated)
    {
        if (source.Times is not { } times)
        {
            return SkipReasons.NoPolicy;
        }

        try
        {
            return source.Includes(version, resource) ? AddRows(version, resource, source, times, updated) : SkipReasons.NotInView;
        }
        catch (ViewEvaluationException unfit)
        {
            string issue = $"{version.Type} in {source.Table.Name}: {unfit.Message}";
            _unreadable[issue] = _unreadable.GetValueOrDefault(issue) + 1;
            return SkipReasons.Unreadable;
        }
    }

    private string? AddRows(FhirEntry version, JsonElement resource, SourceExtraction source, SourceTimePolicy times, DateTimeOffset? updated)
    {
        ResourceTimes when = times.Always is null ? times.Read(resource, _index) : default;
        if (times.Always is null)
        {
            if (when.Available is not { } available)
            {
                return SkipReasons.NoTime;
            }

            if (!_cutoff.Sees(available))
            {
                return SkipReasons.AfterCutoff;
            }
        }

        string? eventTime = when.Event is { } happened ? _context.Times.Of(happened.Instant) : null;
        string? availableTime = when.Available is { } known ? _context.Times.Of(updated is { } later && later > known.Instant ? later : known.Instant) : null;
        List<PatientRow> rows = source.Rows;
        int before = rows.Count;
        try
        {
            source.Add(version, resource, eventTime, availableTime);
        }
        catch (ViewEvaluationException)
        {
            rows.RemoveRange(before, rows.Count - before);
            throw;
        }

        if (rows.Count == before)
        {
            return SkipReasons.NotInView;
        }

        if (when.Assumed)
        {
            Count(_assumed, source.Table.Name, rows.Count - before);
        }

        return null;
    }

    private IEnumerable<string> Unreadable() =>
        _unreadable.Select(static pair => $"{pair.Value} resources do not fit their view and gave no rows. {pair.Key} Correct the resource or the view.");

    private static void Count(SortedDictionary<string, int> counts, string key, int by = 1)
    {
        if (by > 0)
        {
            counts[key] = counts.GetValueOrDefault(key) + by;
        }
    }
}
