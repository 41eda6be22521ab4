using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Knowledge.Sources;

/// <summary>Reads packs of passages: UTF-8 text, one JSON object of <see cref="Passage"/>'s form a line, empty lines skipped.</summary>
public static class PassagePack
{
    /// <summary>The passages that come with the program.</summary>
    public static IReadOnlyList<Passage> BuiltIn() => Read(Resource("passages.jsonl"), "built-in pack");

    /// <summary>SHA-256 of the passages that come with the program, lower-case hex.</summary>
    public static string BuiltInHash()
    {
        using Stream content = Resource("passages.jsonl");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
    }

    /// <summary>Reads and checks a pack.</summary>
    /// <param name="content">The pack.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">A line is no passage, of a newer form, or repeats an id; names the line.</exception>
    public static IReadOnlyList<Passage> Read(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var reader = new StreamReader(content);
        var passages = new List<Passage>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            Passage passage = Parse(line, name, number);
            if (!ids.Add(passage.Id))
            {
                throw Invalid(name, number, $"the id '{passage.Id}' is already taken; give every passage its own");
            }

            passages.Add(passage);
        }

        return passages;
    }

    internal static Stream Resource(string name) =>
        typeof(PassagePack).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource {name} is missing from the program; build it again.");

    internal static IEnumerable<string> ResourceLines(string name)
    {
        using var reader = new StreamReader(Resource(name));
        while (reader.ReadLine() is { } line)
        {
            string entry = line.Trim();
            if (entry.Length > 0 && entry[0] != '#')
            {
                yield return entry;
            }
        }
    }

    private static Passage Parse(string line, string name, int number)
    {
        Passage? passage;
        try
        {
            passage = JsonSerializer.Deserialize(line, PassageJson.Default.Passage);
        }
        catch (JsonException error)
        {
            throw Invalid(name, number, "not a JSON object with id, title, text, source, date and license", error);
        }

        if (passage is null || !Passage.IsId(passage.Id) || string.IsNullOrWhiteSpace(passage.Title) || passage.Text is not { Count: > 0 })
        {
            throw Invalid(name, number, "id (letters, digits, «-», «_», «.», at most 120), title and text must not be empty");
        }

        return passage.FormatVersion == Passage.CurrentFormatVersion
            ? passage
            : throw Invalid(name, number, string.Create(CultureInfo.InvariantCulture, $"formatVersion {passage.FormatVersion} is not {Passage.CurrentFormatVersion}; use a program that knows it"));
    }

    private static InvalidDataException Invalid(string name, int number, string cause, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}: {cause}."), inner);
}
