using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Tool names on the wire: providers allow letters, digits, <c>_</c> and <c>-</c>, so dots become underscores and are restored on the way back.</summary>
internal sealed class WireNames
{
    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);

    /// <summary>The names of the tools of a case.</summary>
    public WireNames(IEnumerable<AIFunctionDeclaration> tools)
    {
        foreach (AIFunctionDeclaration tool in tools)
        {
            _canonical[ToWire(tool.Name)] = tool.Name;
            _canonical[tool.Name] = tool.Name;
        }
    }

    /// <summary>A name as it goes out.</summary>
    public static string ToWire(string name) => name.Replace('.', '_');

    /// <summary>The canonical name, also where a model left out the namespace and one tool only can be meant; null where none can.</summary>
    public string? Restore(string name)
    {
        string trimmed = name.Trim();
        if (_canonical.TryGetValue(trimmed, out string? known))
        {
            return known;
        }

        string[] meant = [.. _canonical.Values.Distinct().Where(canonical => canonical.EndsWith("." + trimmed, StringComparison.OrdinalIgnoreCase))];
        return meant.Length == 1 ? meant[0] : null;
    }
}
