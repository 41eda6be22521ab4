using System.Text.Json;

namespace ClinSeek.Evidence.Tools;

/// <summary>
/// What a tool call gave. The language model reads <see cref="Text"/>, the likelihood reasoner reads <see cref="Rows"/> by
/// <see cref="Schema"/>; both are always bounded. Holds PHI.
/// </summary>
public sealed record ToolResult
{
    /// <summary>How the call ended.</summary>
    public required ToolOutcome Outcome { get; init; }

    /// <summary>The form of <see cref="Rows"/>, with its version; see <see cref="ToolSchemas"/>.</summary>
    public required string Schema { get; init; }

    /// <summary>JSON objects, one a row, in the order shown.</summary>
    public IReadOnlyList<JsonElement> Rows { get; init; } = [];

    /// <summary>The answer as text for a model or a person.</summary>
    public required string Text { get; init; }

    /// <summary>Rows in this result.</summary>
    public int Shown { get; init; }

    /// <summary>Rows that matched altogether.</summary>
    public int Total { get; init; }

    /// <summary>How to ask for the next page, or null when this was the last.</summary>
    public string? Next { get; init; }

    /// <summary>Where each row comes from: as many as there are rows, in the same order.</summary>
    public IReadOnlyList<Locator> Locators { get; init; } = [];

    /// <summary>The candidate tables that the result rests on; null where it follows from the case's own record.</summary>
    public IReadOnlyList<VocabularyMark>? Vocabularies { get; init; }

    /// <summary>A result without rows.</summary>
    public static ToolResult Of(ToolOutcome outcome, string text) =>
        new() { Outcome = outcome, Schema = ToolSchemas.None, Text = text };
}
