using ClinSeek.Reasoning.LanguageModel.Profiles;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>How a language model is spoken to.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>The model's name at its provider, or a deployment's name.</summary>
    public required string Model { get; init; }

    /// <summary>What is known of the model.</summary>
    public required ModelProfile Profile { get; init; }

    /// <summary>The most characters of one result of the last step that the model is shown.</summary>
    public int RecentResultCharacters { get; init; } = 12_000;

    /// <summary>The seed that is sent, for providers that repeat themselves with one; null sends none.</summary>
    public long? Seed { get; init; }

    /// <summary>How many calls are made at the same time.</summary>
    public int MaxConcurrentCalls { get; init; } = 64;

    /// <summary>Whether answers are asked for as a stream, so that they can be watched; what counts is the whole one either way.</summary>
    public bool Stream { get; init; }
}
