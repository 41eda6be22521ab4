using System.Reflection;
using System.Text.Json;
using ClinSeek.Evidence;

namespace ClinSeek.Reasoning.LanguageModel.Profiles;

/// <summary>The model profiles of a host: those that ship with the program, and those of a folder or file of the user's own, which come first.</summary>
public sealed class ProfileLibrary
{
    private const string Prefix = "profiles/";

    // A misspelt member would silently be a default otherwise.
    private static JsonSerializerOptions Strict { get; } = new(EvidenceJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly IReadOnlyList<ModelProfile> _own;
    private readonly IReadOnlyList<ModelProfile> _shipped;

    private ProfileLibrary(IReadOnlyList<ModelProfile> own, IReadOnlyList<ModelProfile> shipped) => (_own, _shipped) = (own, shipped);

    /// <summary>The profiles that ship with the program.</summary>
    public static ProfileLibrary BuiltIn { get; } = new([], ReadBuiltIn());

    /// <summary>All of them, the user's own first.</summary>
    public IReadOnlyList<ModelProfile> All => [.. _own, .. _shipped];

    /// <summary>The built-in profiles with those of a file or of a folder's <c>*.json</c> before them.</summary>
    /// <exception cref="ArgumentException">There is no such file or folder, or a profile in it cannot be used; the message says what to correct.</exception>
    public static ProfileLibrary With(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return BuiltIn;
        }

        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)] : File.Exists(path) ? [path] : [];
        return files.Length > 0
            ? new ProfileLibrary([.. files.Select(static file => Parse(Path.GetFileName(file), File.ReadAllText(file)))], BuiltIn._shipped)
            : throw new ArgumentException("Model:Profiles names neither a profile file nor a folder with *.json files; correct the path.", nameof(path));
    }

    /// <summary>The profile for a model: the user's own before the shipped ones, the longest matching pattern first.</summary>
    public ModelProfile For(string model) => Best(_own, model) ?? Best(_shipped, model)!;

    /// <summary>The profile of a name, or null.</summary>
    public ModelProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a profile.</summary>
    /// <exception cref="ArgumentException">It cannot be used; the message says what to correct.</exception>
    public static ModelProfile Parse(string file, string json)
    {
        ModelProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize<ModelProfile>(json, Strict);
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException($"The model profile {file} cannot be read: {wrong.Message}", nameof(json), wrong);
        }

        string[] problems = profile is null ? [$"The model profile {file} is empty."] : [.. profile.Problems()];
        return problems.Length == 0 ? profile! : throw new ArgumentException($"The model profile {file} cannot be used. {string.Join(" ", problems)}", nameof(json));
    }

    private static ModelProfile? Best(IReadOnlyList<ModelProfile> profiles, string model) => profiles
        .SelectMany(static profile => profile.Match.Select(pattern => (Profile: profile, Pattern: pattern)))
        .Where(pair => Wildcard.Matches(pair.Pattern, model))
        .OrderByDescending(static pair => pair.Pattern.Length)
        .Select(static pair => pair.Profile)
        .FirstOrDefault();

    private static ModelProfile[] ReadBuiltIn()
    {
        Assembly assembly = typeof(ProfileLibrary).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Parse(name[Prefix.Length..], reader.ReadToEnd());
            })];
    }
}
