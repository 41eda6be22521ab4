using System.Globalization;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.LookUps;

/// <summary>
/// Compiles look-ups to SELECTs over the patient database, schema version 1. Every row carries <c>look_up</c>, the name of
/// what asked for it. Deterministic: the same pack and cut-off give the same text.
/// </summary>
internal static class SqlCompiler
{
    /// <summary>The most rows of notes or reports that one query returns.</summary>
    public const int NoteRows = 48;

    private const int NoteParts = 16;

    /// <summary>Age and sex.</summary>
    public const string Patient = "SELECT 'patient' AS look_up, row, resource, event_time, gender, birth_date, age_years FROM patient";

    /// <summary>The latest encounters, for the presenting problem.</summary>
    public const string Encounters = "SELECT 'encounter' AS look_up, row, resource, event_time, class, type_text, reason_text, reason_codes, start_time FROM encounter ORDER BY start_time DESC, row DESC LIMIT 5";

    /// <summary>The last entry of the record: findings are read as of then.</summary>
    public static string Latest(DateTimeOffset cutoff) =>
        $"SELECT 'latest' AS look_up, max(event_time) AS event_time FROM ({string.Join(" UNION ALL ", new[] { "observation", "document", "diagnostic_report", "encounter" }.Select(static table => "SELECT event_time FROM " + table))}) WHERE event_time <= {Time(cutoff)}";

    /// <summary>The imaging studies, to take the latest film.</summary>
    public const string Studies = "SELECT 'imaging_study' AS look_up, row, resource, event_time, study, modality, body_site, description FROM imaging_study ORDER BY event_time DESC, row DESC LIMIT 20";

    /// <summary>The same with the reports that some films have the name of, since the record holds no study of them.</summary>
    public static string StudiesAnd(IEnumerable<string> reports) =>
        $"SELECT 'imaging_study' AS look_up, row, resource, event_time, study, modality, body_site, description FROM imaging_study UNION ALL SELECT 'imaging_study' AS look_up, row, resource, event_time, resource AS study, NULL AS modality, NULL AS body_site, display AS description FROM diagnostic_report WHERE resource IN ({string.Join(", ", reports.Select(Literal))}) ORDER BY event_time DESC, row DESC LIMIT 20";

    /// <summary>The latest values of some quantities, each within its window before a time.</summary>
    public static string Quantities(IEnumerable<PackQuantity> quantities, DateTimeOffset asOf) =>
        string.Join(" UNION ALL ", quantities.Select(quantity => $"SELECT * FROM (SELECT {Literal(quantity.Key)} AS look_up, row, resource, event_time, code, display, comparator, value_num, unit, ref_high, value_text, status FROM observation WHERE {Identifies(quantity)} AND value_num IS NOT NULL AND event_time >= {Time(asOf.AddHours(-quantity.WindowHours))} AND event_time <= {Time(asOf)} ORDER BY event_time DESC, row DESC LIMIT {Text(quantity.Samples)})"));

    /// <summary>Entries of conditions, medication or procedures that any of the look-ups names.</summary>
    public static string Entries(LookUpKind kind, IEnumerable<PackLookUp> lookUps)
    {
        (string table, string columns) = kind switch
        {
            LookUpKind.Condition => ("condition", "clinical_status, verification_status, category, onset_time, recorded_time"),
            LookUpKind.Medication => ("medication", "kind, dose_text, status, start_time"),
            _ => ("procedure", "status, performed_time"),
        };
        PackLookUp[] own = [.. lookUps.Where(lookUp => lookUp.Kind == kind)];
        IEnumerable<string> tests = own.SelectMany(static lookUp => lookUp.Icd10Cm).Distinct().Select(static prefix => $"codes LIKE {Literal("%|icd10cm|" + prefix + "%")}")
            .Concat(own.SelectMany(static lookUp => lookUp.Snomed).Distinct().Select(static code => $"codes LIKE {Literal("%|snomed|" + code + "|%")}"))
            .Concat(own.SelectMany(static lookUp => lookUp.Text).Distinct(StringComparer.OrdinalIgnoreCase).Select(static text => $"display LIKE {Literal("%" + text + "%")}"));
        return $"SELECT '{table}' AS look_up, row, resource, event_time, code, display, codes, {columns} FROM {table} WHERE {AnyOf([.. tests])} ORDER BY event_time DESC, row DESC LIMIT 50";
    }

    /// <summary>The latest notes since a time, each in overlapping parts that fit into a result.</summary>
    public static string Notes(DateTimeOffset since) =>
        $"SELECT 'document' AS look_up, d.row AS row, d.resource AS resource, d.event_time AS event_time, d.title AS display, p.part AS part, substr(d.text, p.part * {Text(NoteText.PartStep)} + 1, {Text(NoteText.PartLength)}) AS text FROM document d JOIN ({string.Join(" UNION ALL ", Enumerable.Range(0, NoteParts).Select(static part => "SELECT " + Text(part) + " AS part"))}) p ON p.part = 0 OR p.part * {Text(NoteText.PartStep)} + {Text(NoteText.PartLength - NoteText.PartStep)} < length(d.text) WHERE d.text IS NOT NULL AND d.event_time >= {Time(since)} ORDER BY d.event_time DESC, d.row DESC, p.part LIMIT {Text(NoteRows)}";

    /// <summary>The latest conclusions of reports since a time.</summary>
    public static string Reports(DateTimeOffset since) =>
        $"SELECT 'diagnostic_report' AS look_up, row, resource, event_time, code, display, substr(conclusion, 1, {Text(NoteText.PartLength)}) AS text, status FROM diagnostic_report WHERE conclusion IS NOT NULL AND event_time >= {Time(since)} ORDER BY event_time DESC, row DESC LIMIT {Text(NoteRows)}";

    private static string Identifies(PackQuantity quantity)
    {
        string codes = AnyOf([.. quantity.Loinc.Select(static code => $"codes LIKE {Literal("%|loinc|" + code + "|%")}")]);
        return quantity.Names is not { Count: > 0 } names
            ? codes
            : $"({codes} OR ((codes IS NULL OR trim(codes) = '') AND {AnyOf([.. names.Select(static name => $"display LIKE {Literal(name)}")])}))";
    }

    // Halved again and again: SQLite bounds the depth of an expression, and a chain of ORs is as deep as it is long.
    private static string AnyOf(ReadOnlySpan<string> tests) =>
        tests.Length == 1 ? tests[0] : $"({AnyOf(tests[..(tests.Length / 2)])} OR {AnyOf(tests[(tests.Length / 2)..])})";

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => Literal(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
