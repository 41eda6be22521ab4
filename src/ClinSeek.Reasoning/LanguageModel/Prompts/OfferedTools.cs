using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Reasoning.LanguageModel.Loop;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>The tools that a model is offered in a turn: what its profile allows of what the case can do, then the structured ones; only finish at the end.</summary>
internal static class OfferedTools
{
    private static readonly ConcurrentDictionary<string, (string Digest, int Characters)> Measured = new(StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<AIFunctionDeclaration, WireDeclaration> Wired = [];

    /// <summary>The tools under their names on the wire.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Of(CaseFile file, ModelProfile profile) => file.FinishOnly
        ? [StructuredTools.Ending]
        : [.. Seeking(file, profile).Select(static tool => Wired.GetValue(tool, static one => new WireDeclaration(one))), StructuredTools.Hypotheses, StructuredTools.Ending];

    /// <summary>The tools that seek, under their canonical names.</summary>
    public static IEnumerable<AIFunctionDeclaration> Seeking(CaseFile file, ModelProfile profile) =>
        file.Tools.Where(tool => profile.Offers(tool.Name) && Preconditions.Unmet(tool.Name, file) is null);

    /// <summary>Digest and length of the declarations; they are the same in every turn that offers the same.</summary>
    public static (string Digest, int Characters) Measure(IReadOnlyList<AIFunctionDeclaration> tools) =>
        Measured.GetOrAdd(string.Join(',', tools.Select(static tool => tool.Name)), _ =>
        {
            string text = string.Join('\n', tools.Select(static tool => $"{tool.Name} {tool.Description} {tool.JsonSchema.GetRawText()}"));
            return (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text.Length);
        });
}
