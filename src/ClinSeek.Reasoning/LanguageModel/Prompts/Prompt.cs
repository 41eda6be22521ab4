using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>What a model is asked in a turn.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Tools">The tools offered natively; empty for a model that is shown them as text.</param>
/// <param name="ToolsDigest">SHA-256 over the names and schemas of all tools offered.</param>
/// <param name="ToolCharacters">Characters of the native declarations.</param>
internal sealed record Prompt(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<AIFunctionDeclaration> Tools, string ToolsDigest, int ToolCharacters);
