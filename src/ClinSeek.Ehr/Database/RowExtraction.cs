using System.Text.Json;
using ClinSeek.Ehr.Database.Maps;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Database;

/// <summary>Turns the resources of one patient into rows, as of the cut-off. Pure.</summary>
internal sealed class RowExtraction
{
    private readonly CutoffTime _cutoff;
    private readonly TimePolicy _policy;
    private readonly ResourceIndex _index;
    private readonly RowSource _source;
    private readonly Dictionary<PatientTable, List<PatientRow>> _tables = PatientTables.All.ToDictionary(static table => table, static _ => new List<PatientRow>(), (IEqualityComparer<PatientTable>)ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PatientTable, ColumnTimePolicy?[]> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _assumed = new(StringComparer.Ordinal);

    public RowExtraction(IReadOnlyList<FhirPage> pages, string patientId, CutoffTime cutoff, TimePolicy policy)
    {
        _cutoff = cutoff;
        _policy = policy;
        var compartment = new PatientCompartment(patientId, pages);
        PatientFound = compartment.PatientFound;
        HashSet<FhirEntry> wanted = PatientSelection.Of(compartment, pages.SelectMany(static page => page.Entries));
        // A reference never leads to another patient's resource.
        _index = new ResourceIndex(pages.SelectMany(static page => page.Entries).Where(wanted.Contains));
        _source = new RowSource(_index, cutoff);
        foreach (PatientTable table in PatientTables.All.Where(table => policy.Tables.ContainsKey(table.Name)))
        {
            _rules[table] = [.. table.Own.Select(column => policy.Tables[table.Name].Columns.GetValueOrDefault(column.Name))];
        }

        foreach (List<FhirEntry> versions in ByResource(pages, compartment, wanted))
        {
            AddResource(versions);
        }

        foreach (List<PatientRow> rows in _tables.Values)
        {
            rows.Sort(PatientRow.Compare);
            for (int place = 0; place < rows.Count; place++)
            {
                rows[place].Number = place + 1;
            }
        }

        List<string> issues = [.. pages.SelectMany(static page => page.Issues), .. MissingPages.Of(pages, wanted)];
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

    private Dictionary<string, List<FhirEntry>>.ValueCollection ByResource(IReadOnlyList<FhirPage> pages, PatientCompartment compartment, HashSet<FhirEntry> wanted)
    {
        var groups = new Dictionary<string, List<FhirEntry>>(StringComparer.Ordinal);
        foreach (FhirEntry entry in pages.SelectMany(static page => page.Entries))
        {
            if (compartment.Of(entry) == Ownership.Own || (entry.Deleted && wanted.Contains(entry)))
            {
                if (!groups.TryGetValue(entry.Key, out List<FhirEntry>? versions))
                {
                    groups[entry.Key] = versions = [];
                }

                versions.Add(entry);
            }
            else if (ResourceMaps.ByType.ContainsKey(entry.Type))
            {
                Count(_skipped, SkipReasons.NotThePatient);
            }
        }

        return groups.Values;
    }

    /// <summary>The latest version that was known at the cut-off makes the rows; a later one that was not leaves the earlier standing.</summary>
    private void AddResource(List<FhirEntry> versions)
    {
        if (!ResourceMaps.ByType.TryGetValue(versions[0].Type, out ResourceMap[]? maps))
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

            string? skip = version.Deleted ? SkipReasons.Deleted : AddVersion(version, maps, updated);
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
    }

    private static bool IsUpdate(List<FhirEntry> versions, int place) =>
        place + 1 < versions.Count && (versions[place].Version, versions[place].LastUpdated) != (versions[place + 1].Version, versions[place + 1].LastUpdated);

    /// <summary>Null when rows were made, else why none were.</summary>
    private string? AddVersion(FhirEntry version, ResourceMap[] maps, DateTimeOffset? updated)
    {
        string? reason = null;
        bool added = false;
        foreach (ResourceMap map in maps)
        {
            string? skip = map.Excluded(version.Resource) ?? AddRows(version, map, updated);
            added |= skip is null;
            reason ??= skip;
        }

        return added ? null : reason;
    }

    private string? AddRows(FhirEntry version, ResourceMap map, DateTimeOffset? updated)
    {
        if (!_policy.Tables.TryGetValue(map.Table.Name, out TableTimePolicy? table)
            || !table.Sources.TryGetValue(map.ResourceType, out SourceTimePolicy? times))
        {
            return SkipReasons.NoPolicy;
        }

        ResourceTimes when = times.Always is null ? times.Read(version.Resource, _index) : default;
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

        string? eventTime = when.Event is { } happened ? FhirTime.Render(happened.Instant) : null;
        string? availableTime = when.Available is { } known
            ? FhirTime.Render(updated is { } later && later > known.Instant ? later : known.Instant)
            : null;
        List<PatientRow> rows = _tables[map.Table];
        _source.Begin(version);
        PatientRow? first = null;
        int part = 0;
        foreach (RowPart item in map.Parts(version.Resource, _index))
        {
            _source.Select(item.Node, item.BelongsToFirst ? first : null);
            object?[] values = map.Read(_source);
            Mask(_rules[map.Table], version.Resource, values);
            var row = new PatientRow(version.Identity, part++, eventTime, availableTime, values);
            first ??= row;
            rows.Add(row);
        }

        if (when.Assumed)
        {
            Count(_assumed, map.Table.Name, part);
        }

        return null;
    }

    private void Mask(ColumnTimePolicy?[] rules, JsonElement resource, object?[] values)
    {
        for (int column = 0; column < values.Length; column++)
        {
            if (values[column] is not null && rules[column]?.Lets(values[column], resource, _index, _cutoff) != true)
            {
                values[column] = null;
            }
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string key, int by = 1)
    {
        if (by > 0)
        {
            counts[key] = counts.GetValueOrDefault(key) + by;
        }
    }
}
