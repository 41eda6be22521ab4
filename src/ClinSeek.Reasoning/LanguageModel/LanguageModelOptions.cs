namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>How a language model is spoken to.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>The model's name at its provider, or a deployment's name.</summary>
    public required string Model { get; init; }

    /// <summary>The most characters of one result of the last step that the model is shown.</summary>
    public int RecentResultCharacters { get; init; } = 12_000;

    /// <summary>The most characters of one result of an earlier step.</summary>
    public int EarlierResultCharacters { get; init; } = 600;

    /// <summary>The most tokens of one answer; null leaves it to the provider.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The most calls of one step; more are cut off and the model is told.</summary>
    public int CallsPerStep { get; init; } = 8;
}
