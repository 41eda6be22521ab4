using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>One row of a stored tool result, with the place that a claim can cite.</summary>
internal sealed class RecordRow(EvidenceItem item, int index)
{
    /// <summary>The evidence it lies in.</summary>
    public EvidenceId Id => item.Id;

    /// <summary>The row itself.</summary>
    public JsonElement Row { get; } = item.Result.Rows[index];

    /// <summary>The look-up that asked for it.</summary>
    public string? LookUp => Text("look_up");

    /// <summary>When it happened; null where the record does not say.</summary>
    public DateTimeOffset? Time =>
        DateTimeOffset.TryParse(Text("event_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>A text column, null where missing or null.</summary>
    public string? Text(string column) =>
        Row.ValueKind == JsonValueKind.Object && Row.TryGetProperty(column, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A numeric column, null where missing or null.</summary>
    public double? Number(string column) =>
        Row.ValueKind == JsonValueKind.Object && Row.TryGetProperty(column, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>
    /// Cites the row: the locator's own quote when it is prose that holds every word wanted, else words of the row, which
    /// stand in its columns one after the other. A line of a grid is no quote for a reader.
    /// </summary>
    public Citation Cite(string quote, params ReadOnlySpan<string> wanted)
    {
        Locator? locator = index < item.Result.Locators.Count ? item.Result.Locators[index] : null;
        bool own = wanted.Length > 0 && locator?.Quote is { Length: > 0 } prose && !prose.Contains(" | ", StringComparison.Ordinal);
        foreach (string word in wanted)
        {
            own = own && locator!.Quote!.Contains(word, StringComparison.OrdinalIgnoreCase);
        }

        return new Citation(Id, locator?.Source ?? Text("resource") ?? item.Call.Name, locator?.Position ?? "row " + index.ToString(CultureInfo.InvariantCulture), own ? locator!.Quote! : quote);
    }
}
