using System.Globalization;
using System.Text;
using ClinSeek.Ehr.Database;

namespace ClinSeek.Ehr.Tools;

/// <summary>A row of the record as one line that a person or model reads.</summary>
internal static class RowText
{
    private static readonly HashSet<string> Spoken = new(StringComparer.Ordinal)
    {
        "row", "resource", "event_time", "available_time", "id", "code", "system", "codes", "reason_codes", "conclusion_codes", "instance_uids",
    };

    /// <summary>What the row says, in its own words: the part that a claim quotes.</summary>
    public static string Headline(PatientTable table, Func<string, object?> cell) => table.Name switch
    {
        "patient" => Join(" ", Cell(cell("gender")), cell("age_years") is { } age ? $"{Cell(age)} years" : null),
        "encounter" => Join(" ", Cell(cell("class")), Cell(cell("type_text")), cell("reason_text") is { } reason ? $"for {Cell(reason)}" : null),
        "observation" => Join(" ", Name(cell), Cell(cell("comparator")), Cell(cell("value_num")), Cell(cell("unit")), Cell(cell("value_text"))),
        "pending_result" => Join(" ", Name(cell), "(result pending)"),
        "condition" => Join(" ", Name(cell), Cell(cell("clinical_status"))),
        "medication" => Join(" ", Name(cell), Cell(cell("dose_text"))),
        "diagnostic_report" => Join(": ", Name(cell), Cell(cell("conclusion"))),
        "document" => Join(": ", Cell(cell("title")) ?? Cell(cell("type_text")), Cell(cell("text"))),
        "imaging_study" => Join(" ", Cell(cell("study")), Cell(cell("modality")), Cell(cell("body_site")), Cell(cell("description"))),
        _ => Name(cell) ?? string.Empty,
    };

    /// <summary>The line: number, time, headline, code, then the columns that the headline has not said.</summary>
    public static string Line(PatientTable table, Func<string, object?> cell, string headline)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{table.Name}#{cell("row")} {cell("event_time") ?? "no time"} {headline}");
        if (cell("code") is { } code)
        {
            line.Append(CultureInfo.InvariantCulture, $"; {cell("system") ?? "code"} {code}");
        }

        foreach (Column column in table.Own)
        {
            if (!Spoken.Contains(column.Name) && Cell(cell(column.Name)) is { } value && !headline.Contains(value, StringComparison.Ordinal))
            {
                line.Append(CultureInfo.InvariantCulture, $"; {column.Name} {value}");
            }
        }

        return line.Append(CultureInfo.InvariantCulture, $"; known {cell("available_time") ?? "always"}; {cell("resource")}").ToString();
    }

    /// <summary>A cell as it stands in a line; null where it is empty.</summary>
    public static string? Cell(object? value) => value switch
    {
        null => null,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!.Replace('\n', ' ').Replace('\r', ' '),
    };

    private static string? Name(Func<string, object?> cell) => Cell(cell("display")) ?? Cell(cell("code"));

    private static string Join(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(static part => !string.IsNullOrWhiteSpace(part)));
}
