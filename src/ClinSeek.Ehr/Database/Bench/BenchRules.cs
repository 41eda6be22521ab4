using System.Globalization;

namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// The columns that a patient database has beyond its CSV files, by the benchmark's rules: coded diagnoses are charted a minute
/// before the discharge or the end of the emergency stay, and an admission carries its discharge letter up to the examination.
/// Needs the files' rows before it is asked.
/// </summary>
internal sealed class BenchRules
{
    private const string Heading = "Physical Exam";
    private const string Time = "yyyy-MM-dd HH:mm:ss";

    private readonly Dictionary<string, string> _discharges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _emergencyEnds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _letters = new(StringComparer.Ordinal);

    /// <summary>The tables whose rows others take something from.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["admissions", "edstays", "discharge"];

    /// <summary>The column that the rules add to a table; null where they add none.</summary>
    public static string? Added(string table) => table switch
    {
        "diagnoses_icd" or "diagnosis" => "charttime",
        "admissions" => "text",
        _ => null,
    };

    /// <summary>Notes what a row of a source table tells the rows of others.</summary>
    public void Learn(string table, in BenchRecord record)
    {
        (Dictionary<string, string> known, string? key, string? value) = table switch
        {
            "admissions" => (_discharges, record["hadm_id"], record["dischtime"]),
            "edstays" => (_emergencyEnds, record["stay_id"], record["outtime"]),
            _ => (_letters, record["hadm_id"], record["text"] is { } letter ? Opening(letter) : null),
        };
        if (!string.IsNullOrEmpty(key) && !string.IsNullOrEmpty(value))
        {
            known[key] = value;
        }
    }

    /// <summary>The value of the added column; null where nothing tells it.</summary>
    public string? Value(string table, in BenchRecord record) => table switch
    {
        "diagnoses_icd" => MinuteBefore(_discharges.GetValueOrDefault(record["hadm_id"] ?? string.Empty)),
        "diagnosis" => MinuteBefore(_emergencyEnds.GetValueOrDefault(record["stay_id"] ?? string.Empty)),
        "admissions" => _letters.GetValueOrDefault(record["hadm_id"] ?? string.Empty),
        _ => null,
    };

    /// <summary>
    /// The letter up to the examination: what was known on admission. Without that heading nobody knows where the course begins, and
    /// nothing is taken: the whole letter would tell it.
    /// </summary>
    internal static string? Opening(string letter)
    {
        int at = letter.IndexOf(Heading, StringComparison.OrdinalIgnoreCase);
        return at < 0 || letter[..at].Trim() is not { Length: > 0 } opening ? null : opening;
    }

    private static string? MinuteBefore(string? time) =>
        DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime ended) ? ended.AddMinutes(-1).ToString(Time, CultureInfo.InvariantCulture) : null;
}
