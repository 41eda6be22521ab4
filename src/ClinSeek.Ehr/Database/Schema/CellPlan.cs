using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Database.Functions;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>How a view's value becomes a cell: by the column's function, or by its SQL type. What does not fit the type is null.</summary>
internal sealed class CellPlan(ColumnFunction? function, string sqlType)
{
    private const string FunctionTag = "clinseek/function";

    private readonly bool _real = sqlType == "REAL";
    private readonly bool _whole = sqlType == "INTEGER";

    public static CellPlan Of(string file, ViewColumn column)
    {
        ColumnFunction? function = null;
        if (column.Tags.TryGetValue(FunctionTag, out string? name) && !ColumnFunctions.All.TryGetValue(name, out function))
        {
            throw new ViewDefinitionException($"{file}: {column.Location}: there is no column function {name}. Known: {string.Join(", ", ColumnFunctions.All.Keys.Order(StringComparer.Ordinal))}.");
        }

        return new CellPlan(function, SqlType(column));
    }

    /// <summary>TEXT, REAL or INTEGER: SQLite's own types for what the column declares.</summary>
    public static string SqlType(ViewColumn column) => column.Tags.TryGetValue("ansi/type", out string? tagged)
        ? tagged.ToUpperInvariant() switch
        {
            "INTEGER" or "INT" or "BIGINT" or "SMALLINT" => "INTEGER",
            "REAL" or "DOUBLE" or "DOUBLE PRECISION" or "FLOAT" => "REAL",
            _ => "TEXT",
        }
        : column.Type switch
        {
            "integer" or "positiveInt" or "unsignedInt" or "integer64" => "INTEGER",
            "decimal" => "REAL",
            _ => "TEXT",
        };

    public object? Read(in ViewValue value, RowContext context)
    {
        // Most columns of most resources are empty, and every function of nothing gives nothing.
        ViewValueKind kind = value.Kind;
        if (kind == ViewValueKind.Null || (kind == ViewValueKind.Collection && value.Items.Count == 0))
        {
            return null;
        }

        if (function is not null)
        {
            return function(value, context);
        }

        return _real ? Number(value, kind) is { } number ? number : null
            : _whole ? Number(value, kind) is { } whole && whole == Math.Truncate(whole) && Math.Abs(whole) < 9e15 ? (long)whole : null
            : Text(value, kind, context.Texts);
    }

    private static double? Number(in ViewValue value, ViewValueKind kind) => kind != ViewValueKind.Number ? null : value.Element.Number()
        ?? (double.TryParse(value.Text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null);

    private static string? Text(in ViewValue value, ViewValueKind kind, TextPool texts)
    {
        string? text = kind switch
        {
            ViewValueKind.Text when !value.IsComputed => texts.Decode(value.Element),
            ViewValueKind.Collection => Joined(value.Items, texts),
            ViewValueKind.Boolean => value.Boolean == true ? "true" : "false",
            _ => value.Text,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static string? Joined(IReadOnlyList<ViewValue> values, TextPool texts)
    {
        string joined = string.Join(' ', values.Select(item => Text(item, item.Kind, texts)).Where(static item => item is not null));
        return joined.Length == 0 ? null : joined;
    }
}
