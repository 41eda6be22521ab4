using ClinSeek.Reasoning.LanguageModel.Dialects;

namespace ClinSeek.Reasoning.LanguageModel.Profiles;

/// <summary>What is known of a kind of model: how much it can read, what it costs, how it calls tools, and how much it is trusted with.</summary>
public sealed record ModelProfile
{
    /// <summary>The version of this file's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The profile's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which models it is for: their names, <c>*</c> for any run of characters, letter case aside. The longest pattern wins.</summary>
    public required IReadOnlyList<string> Match { get; init; }

    /// <summary>Where its figures come from.</summary>
    public string? Source { get; init; }

    /// <summary>Tokens that prompt and answer may have together.</summary>
    public int ContextTokens { get; init; } = 32_768;

    /// <summary>The most tokens of one answer; null leaves it to the provider.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What tokens cost; null where nobody said.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>How it is shown tools.</summary>
    public ToolCallDialect Dialect { get; init; } = ToolCallDialect.Native;

    /// <summary>Whether it can see images.</summary>
    public bool Vision { get; init; }

    /// <summary>The most images of one prompt.</summary>
    public int Images { get; init; } = 4;

    /// <summary>Whether it reasons before it answers: such models take <c>max_completion_tokens</c> and no temperature.</summary>
    public bool Reasons { get; init; }

    /// <summary>The effort asked of a reasoning model: none, low, medium or high; null leaves it to the provider.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The temperature; null leaves it to the provider.</summary>
    public float? Temperature { get; init; }

    /// <summary>Whether it may make several calls in one turn.</summary>
    public bool ParallelCalls { get; init; } = true;

    /// <summary>The most calls of one step; more are left out and the model is told.</summary>
    public int CallsPerStep { get; init; } = 8;

    /// <summary>The tools it is offered: names, <c>*</c> for any run of characters; null offers all.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>How much it is led.</summary>
    public Guidance Guidance { get; init; } = Guidance.Free;

    /// <summary>How many past turns it sees word for word, as far as they fit; the rest it sees as an index of evidence.</summary>
    public int RecentTurns { get; init; } = 4;

    /// <summary>How often the same call may give the same result before the model is told to change course; the next time only a finish is accepted.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Whether a tool is offered to this kind of model.</summary>
    public bool Offers(string tool) => Tools is null || Tools.Any(pattern => Wildcard.Matches(pattern, tool));

    /// <summary>What is wrong with the profile, each with its remedy; empty where nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (FormatVersion != 1)
        {
            yield return $"Profile '{Name}': formatVersion is {FormatVersion}; this version reads 1.";
        }

        if (string.IsNullOrWhiteSpace(Name) || Match.Count == 0 || Match.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"Profile '{Name}': it needs a name and at least one pattern in match.";
        }

        if (ContextTokens < 2_048 || MaxOutputTokens is <= 0 || MaxOutputTokens >= ContextTokens)
        {
            yield return $"Profile '{Name}': contextTokens must be at least 2,048 and maxOutputTokens positive and below it.";
        }

        if (CallsPerStep is < 1 or > 16 || RecentTurns is < 1 or > 50 || Repeats is < 2 or > 20 || Images is < 0 or > 16)
        {
            yield return $"Profile '{Name}': callsPerStep is 1 to 16, recentTurns 1 to 50, repeats 2 to 20, images 0 to 16.";
        }

        if (Price is { Input: < 0 } or { Output: < 0 } or { CachedInput: < 0 } || Temperature is < 0 or > 2 || ReasoningEffort is not (null or "none" or "low" or "medium" or "high"))
        {
            yield return $"Profile '{Name}': prices are not negative, temperature is 0 to 2, reasoningEffort is none, low, medium or high.";
        }
    }
}
