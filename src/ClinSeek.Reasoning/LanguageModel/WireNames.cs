using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Tool names on the wire: providers allow letters, digits, <c>_</c> and <c>-</c>, so dots become underscores and are restored on the way back.</summary>
internal sealed class WireNames
{
    private static readonly string[] Rooms = ["ehr_", "browser_", "image_", "terminology_", "functions_"];

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

    /// <summary>
    /// The canonical name of what a model wrote: as declared; in another letter case; without its namespace or under another
    /// one; else the one tool whose name holds it or is held by it and is nearly as long. Null where nothing or more than one
    /// can be meant. A name never says which patient is read, so a repair cannot cross from one to another.
    /// </summary>
    public string? Restore(string name)
    {
        string trimmed = name.Trim().Trim('`', '"', '\'');
        if (_canonical.TryGetValue(trimmed, out string? known))
        {
            return known;
        }

        string[] all = [.. _canonical.Values.Distinct()];
        string bare = Bare(trimmed);
        return Only(all, canonical => string.Equals(ToWire(canonical), ToWire(trimmed), StringComparison.OrdinalIgnoreCase))
            ?? Only(all, canonical => string.Equals(Bare(canonical), bare, StringComparison.OrdinalIgnoreCase))
            ?? Only(all, canonical => IsNear(Bare(canonical), bare));
    }

    /// <summary>Whether a name is a tool's without any guessing: for text that may be prose.</summary>
    public bool Knows(string name) => _canonical.ContainsKey(name) || StructuredTools.IsFinish(name) || StructuredTools.IsUpdate(name)
        || (Only([.. _canonical.Values.Distinct()], canonical => string.Equals(Bare(canonical), name, StringComparison.Ordinal)) is not null);

    private static string? Only(string[] all, Func<string, bool> meant) => all.Where(meant).Take(2).ToArray() is [var one] ? one : null;

    private static bool IsNear(string one, string other)
    {
        (string shorter, string longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return shorter.Length * 10 >= longer.Length * 7 && longer.Contains(shorter, StringComparison.OrdinalIgnoreCase);
    }

    private static string Bare(string name)
    {
        int dot = name.LastIndexOf('.');
        string bare = dot < 0 ? name : name[(dot + 1)..];
        return Array.Find(Rooms, room => bare.StartsWith(room, StringComparison.OrdinalIgnoreCase)) is { } room ? bare[room.Length..] : bare;
    }
}
