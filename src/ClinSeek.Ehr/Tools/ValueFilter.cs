using System.Globalization;
using ClinSeek.Ehr.Database;

namespace ClinSeek.Ehr.Tools;

/// <summary>The condition that a column has a value. Numbers are compared as numbers, whatever the column's type.</summary>
internal readonly record struct ValueFilter(string Where, IReadOnlyList<object?> Parameters, string? Problem)
{
    private const int MaxValue = 2_000;

    public static ValueFilter Of(Column column, string value)
    {
        string wanted = value.Trim();
        string name = SnapshotWriter.Quoted(column.Name);
        bool isNumber = double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        if (wanted.Length > MaxValue)
        {
            return new ValueFilter("", [], $"value has {MaxValue} characters at most. Use ehr.get_records_by_keyword for a part of a text.");
        }

        if (column.Type != "TEXT")
        {
            return isNumber
                ? new ValueFilter($"{name} = ?1", [number], null)
                : new ValueFilter("", [], $"{column.Name} is a column of numbers ({column.Type}); give a number.");
        }

        // Text that is a number is compared as one: a cast alone would take '5 mg' for 5.
        return isNumber
            ? new ValueFilter($"(trim({name}) = ?1 OR (trim({name}) GLOB '*[0-9]*' AND trim({name}) NOT GLOB '*[^0-9.eE+-]*' AND CAST(trim({name}) AS REAL) = ?2))", [wanted, number], null)
            : new ValueFilter($"trim({name}) = ?1", [wanted], null);
    }

    /// <summary>A text as a pattern of LIKE that matches it alone, escaped by a backslash.</summary>
    public static string Literal(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
