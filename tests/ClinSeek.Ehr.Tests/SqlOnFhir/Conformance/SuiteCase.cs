using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

/// <summary>One case: a view with the rows, the count of rows, the columns or the error that it must give.</summary>
internal sealed class SuiteCase(JsonElement json)
{
    public string Title { get; } = json.GetProperty("title").GetString()!;

    public IReadOnlyList<string> Tags { get; } =
        json.TryGetProperty("tags", out JsonElement tags) ? [.. tags.EnumerateArray().Select(static tag => tag.GetString()!)] : [];

    /// <summary>Null when the case passes, else what is different.</summary>
    public string? Run(IReadOnlyList<JsonElement> resources, ViewOptions options)
    {
        bool error = json.TryGetProperty("expectError", out JsonElement expected) && expected.GetBoolean();
        try
        {
            CompiledView view = CompiledView.Compile(json.GetProperty("view"), options);
            string[] rows = [.. view.Run(resources).Select(row => Write(view, row))];
            return error ? $"an error was expected, {rows.Length} rows came" : Difference(view, rows);
        }
        catch (Exception refused) when (refused is ViewDefinitionException or ViewEvaluationException)
        {
            return error ? null : refused.Message;
        }
    }

    private string? Difference(CompiledView view, string[] rows)
    {
        if (json.TryGetProperty("expectColumns", out JsonElement columns)
            && !columns.EnumerateArray().Select(static name => name.GetString()).SequenceEqual(view.Columns.Select(static column => column.Name)))
        {
            return "the columns are " + string.Join(", ", view.Columns.Select(static column => column.Name));
        }

        if (json.TryGetProperty("expectCount", out JsonElement count) && count.GetInt32() != rows.Length)
        {
            return $"{count.GetInt32()} rows were expected, {rows.Length} came";
        }

        if (!json.TryGetProperty("expect", out JsonElement expect))
        {
            return null;
        }

        string[] wanted = [.. expect.EnumerateArray().Select(Canonical).Order(StringComparer.Ordinal)];
        string[] came = [.. rows.Order(StringComparer.Ordinal)];
        return wanted.SequenceEqual(came, StringComparer.Ordinal)
            ? null
            : $"expected {string.Join(' ', wanted.Except(came).Take(3))} but came {string.Join(' ', came.Except(wanted).Take(3))} ({wanted.Length} and {came.Length} rows)";
    }

    private static string Write(CompiledView view, ViewValue[] row)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            for (int place = 0; place < row.Length; place++)
            {
                writer.WritePropertyName(view.Columns[place].Name);
                row[place].WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Canonical(JsonElement.Parse(bytes.ToArray()));
    }

    /// <summary>Neither the order of members, nor a null member, nor how a number is written makes a difference.</summary>
    private static string Canonical(JsonElement row)
    {
        var text = new StringBuilder();
        Append(row, text);
        return text.ToString();
    }

    private static void Append(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (JsonProperty property in value.EnumerateObject().Where(static item => item.Value.ValueKind != JsonValueKind.Null).OrderBy(static item => item.Name, StringComparer.Ordinal))
                {
                    text.Append(property.Name).Append(':');
                    Append(property.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Append(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.Number:
                text.Append((value.GetDecimal() / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                text.Append(JsonValue.Create(value.GetString())!.ToJsonString());
                break;
            default:
                text.Append(value.ValueKind);
                break;
        }
    }
}
