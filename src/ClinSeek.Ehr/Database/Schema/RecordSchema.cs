using System.Security.Cryptography;
using System.Text;
using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>
/// The tables of a patient database, the views that fill them and the policy that says what may be seen when. Immutable and shared.
/// </summary>
public sealed class RecordSchema
{
    /// <summary>The policy's file name in a folder of views.</summary>
    public const string PolicyFile = "time-policy.json";

    private const string CodesTag = "clinseek/search";

    /// <summary>What a reader looks at first; tables that are not named follow in alphabetical order.</summary>
    private static readonly string[] Order =
    [
        "patient", "encounter", "condition", "observation", "vital_sign", "pending_result", "medication", "procedure", "diagnostic_report", "document",
        "imaging_study", "imaging_series", "allergy", "immunization", "care_plan", "family_history", "device",
    ];

    private static readonly Lazy<RecordSchema> Shipped = new(static () => new RecordSchema(ViewFiles.BuiltIn(), TimePolicy.BuiltIn));

    private RecordSchema(IReadOnlyDictionary<string, byte[]> files, TimePolicy policy)
    {
        Policy = policy;
        ViewFile[] views = [.. files.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => ViewFile.Read(file.Key, file.Value))];
        List<PatientTable> tables = [];
        List<TableSource> sources = [];
        foreach (IGrouping<string, ViewFile> group in views.GroupBy(static view => view.Table, StringComparer.Ordinal).OrderBy(static group => Rank(group.Key)).ThenBy(static group => group.Key, StringComparer.Ordinal))
        {
            PatientTable table = Table([.. group]);
            tables.Add(table);
            sources.AddRange(group.Select(view => new TableSource(view, table)));
        }

        Tables = tables;
        BySource = sources.GroupBy(static source => source.ResourceType, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        IReadOnlyList<string> gaps = policy.Gaps(this);
        if (gaps.Count > 0)
        {
            throw new ViewDefinitionException([.. gaps.Select(static gap => $"time policy: {gap}")]);
        }

        byte[] names = Encoding.UTF8.GetBytes(string.Join('\n', views.Select(static view => view.Name + " " + view.Digest).Append(PolicyFile + " " + policy.Digest)));
        Digest = Convert.ToHexStringLower(SHA256.HashData(names));
    }

    /// <summary>The schema that ships with the program.</summary>
    public static RecordSchema BuiltIn => Shipped.Value;

    /// <summary>The tables, in the order of the logical digest.</summary>
    public IReadOnlyList<PatientTable> Tables { get; }

    /// <summary>Hex SHA-256 over the view files and the policy: what a snapshot names.</summary>
    public string Digest { get; }

    internal TimePolicy Policy { get; }

    /// <summary>How every snapshot describes the tables.</summary>
    internal IReadOnlyList<StoredTable> Stored => field ??= StoredTables.Of(Tables, Policy);

    /// <summary>The views by the resource type that they read.</summary>
    internal IReadOnlyDictionary<string, TableSource[]> BySource { get; }

    /// <summary>
    /// The built-in schema changed by a folder: a view file of a built-in name replaces that one, another adds a table or a source of
    /// one, and <c>time-policy.json</c> adds to the policy or replaces parts of it. A table or column without a policy is refused.
    /// </summary>
    /// <exception cref="ViewDefinitionException">A view cannot be run, or the policy does not cover it; every problem is named.</exception>
    public static RecordSchema Load(string folder)
    {
        string policy = Path.Combine(folder, PolicyFile);
        return new RecordSchema(ViewFiles.With(folder), File.Exists(policy) ? TimePolicy.BuiltIn.With(File.ReadAllBytes(policy)) : TimePolicy.BuiltIn);
    }

    /// <summary>The table of a name, whatever its case; null where there is none.</summary>
    public PatientTable? Find(string? name) =>
        Tables.FirstOrDefault(table => string.Equals(table.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The same tables under another policy; what that does not name is denied and no longer refused. For tests of denial.</summary>
    internal RecordSchema Under(TimePolicy policy) => new(Tables, BySource, policy, Digest);

    private RecordSchema(IReadOnlyList<PatientTable> tables, IReadOnlyDictionary<string, TableSource[]> sources, TimePolicy policy, string digest)
    {
        Tables = tables;
        BySource = sources;
        Policy = policy;
        Digest = digest;
    }

    private static PatientTable Table(ViewFile[] views)
    {
        ViewFile first = views[0];
        Column[] columns = [.. first.View.Columns.Select(static column => new Column(column.Name.ToLowerInvariant(), CellPlan.SqlType(column), column.Description ?? string.Empty))];
        foreach (ViewFile other in views.Skip(1))
        {
            if (!other.View.Columns.Select(static column => (column.Name.ToLowerInvariant(), CellPlan.SqlType(column))).SequenceEqual(columns.Select(static column => (column.Name, column.Type))))
            {
                throw new ViewDefinitionException($"{other.Name}: its columns are not those of {first.Name}, with the same types in the same order; both fill {first.Table}.");
            }
        }

        string[] taken = [.. columns.Select(static column => column.Name).Intersect(PatientTable.Common.Select(static column => column.Name))];
        if (taken.Length > 0)
        {
            throw new ViewDefinitionException($"{first.Name}: every table has a column {taken[0]} already.");
        }

        string? codes = first.View.Columns.FirstOrDefault(static column => column.Tags.ContainsKey(CodesTag))?.Name;
        return new PatientTable(first.Table, first.View.Definition.Description ?? first.View.Definition.Resource, columns, codes);
    }

    private static int Rank(string table) => Array.IndexOf(Order, table) is var place and >= 0 ? place : Order.Length;
}
