using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// One call of a model: what it was asked and what it answered. Stored before anything acts on it, so that a model call whose
/// answer was stored is never repeated. Holds PHI.
/// </summary>
public sealed record ModelExchange
{
    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The version of the prompts.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>The messages sent, as JSON: role, content, calls. Images are named, not repeated.</summary>
    public required string Prompt { get; init; }

    /// <summary>SHA-256 over the names and schemas of the tools offered, in lower-case hexadecimal.</summary>
    public required string ToolsDigest { get; init; }

    /// <summary>Characters sent, tools included; with the provider's count they say how many make a token.</summary>
    public int Characters { get; init; }

    /// <summary>How often the prompt was made shorter because the provider refused a longer one.</summary>
    public int Shortened { get; init; }

    /// <summary>What was said, without calls that stood in it.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was thought, where the provider tells; null where it does not.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The calls as they were written.</summary>
    public IReadOnlyList<SaidCall> Calls { get; init; } = [];

    /// <summary>The form that the calls came in: native, or the dialect's name; null where there are none.</summary>
    public string? Form { get; init; }

    /// <summary>Why the answer ended, in the provider's word.</summary>
    public string? Finish { get; init; }

    /// <summary>The provider's own figures.</summary>
    public required ModelUsage Usage { get; init; }

    /// <summary>Whether the answer was cut at the limit of tokens.</summary>
    internal bool WasCut => Finish == ChatFinishReason.Length.Value;
}
