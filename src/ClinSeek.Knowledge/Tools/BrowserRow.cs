using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Knowledge.Tools;

/// <summary>A row of either schema of this room; <see cref="Link"/> and <see cref="Score"/> are absent for lines.</summary>
internal sealed record BrowserRow
{
    public required int Cursor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Link { get; init; }

    public required string Document { get; init; }

    public required string Title { get; init; }

    public required string Url { get; init; }

    public required int Line { get; init; }

    public required string Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    /// <summary>The hash under which the page that was shown is kept.</summary>
    public required string Page { get; init; }

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, BrowserRowJson.Default.BrowserRow);
}
