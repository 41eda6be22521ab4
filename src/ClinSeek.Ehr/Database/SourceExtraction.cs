using System.Text.Json;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database;

/// <summary>Runs one view over one patient's resources and masks what speaks of later. Not thread-safe.</summary>
internal sealed class SourceExtraction : IViewRows
{
    private readonly TableSource _source;
    private readonly RowContext _context;
    private readonly ViewRunner _runner;
    private readonly ColumnTimePolicy?[] _rules;
    private readonly int[] _masked;
    private readonly object?[] _cells;
    private string _key = string.Empty;
    private string? _version;
    private string? _eventTime;
    private string? _availableTime;
    private int _part;

    public SourceExtraction(TableSource source, TimePolicy policy, RowContext context, List<PatientRow> rows)
    {
        Rows = rows;
        _source = source;
        _context = context;
        _runner = new ViewRunner(source.View, reference => context.Index.Find(reference)?.Key);
        TableTimePolicy? table = policy.Tables.GetValueOrDefault(source.Table.Name);
        Times = table?.Sources.GetValueOrDefault(source.ResourceType);
        _cells = new object?[source.Table.Own.Count];
        _rules = [.. source.Table.Own.Select(column => table?.Columns.GetValueOrDefault(column.Name))];
        _masked = [.. Enumerable.Range(0, _rules.Length).Where(column => _rules[column] is not { Shown: true })];
    }

    public PatientTable Table => _source.Table;

    /// <summary>The rows of its table, to which it adds.</summary>
    public List<PatientRow> Rows { get; }

    /// <summary>When its resources happened and could be known; null where the policy does not name them.</summary>
    public SourceTimePolicy? Times { get; }

    /// <summary>Whether its rows say that something is still to come.</summary>
    public bool IsPending => Times is { Until.Length: > 0 };

    /// <summary>Whether the view wants a resource at all: asked first, because its times cost more.</summary>
    /// <exception cref="ViewEvaluationException">It does not fit the view.</exception>
    public bool Includes(FhirEntry version, JsonElement resource) => _runner.Includes(resource, version.Names);

    /// <summary>Adds the rows of the resource that <see cref="Includes"/> was true of last.</summary>
    /// <exception cref="ViewEvaluationException">It does not fit the view; some rows may have been added.</exception>
    public void Add(FhirEntry version, JsonElement resource, string? eventTime, string? availableTime)
    {
        (_key, _version) = (version.Key, version.Version);
        _eventTime = eventTime;
        _availableTime = availableTime;
        _part = 0;
        _context.Begin(resource);
        _runner.RunIncluded(this);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<ViewValue> row)
    {
        object?[] cells = _cells;
        _source.Read(row, _context, cells);
        foreach (int column in _masked)
        {
            if (cells[column] is not null && _rules[column]?.Lets(cells[column], _context.Resource, _context.Index, _context.Cutoff) != true)
            {
                cells[column] = null;
            }
        }

        var made = new PatientRow(_key, _version, _part++, _eventTime, _availableTime, cells);
        _context.First ??= made;
        Rows.Add(made);
    }
}
