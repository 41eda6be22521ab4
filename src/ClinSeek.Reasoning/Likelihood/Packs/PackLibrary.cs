using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>The packs a reasoner has. Loading validates: a pack that breaks a rule stops the start with a message naming it.</summary>
public sealed class PackLibrary
{
    private static readonly Lazy<PackLibrary> Embedded = new(static () => new PackLibrary(ReadEmbedded()));

    private readonly Lazy<string> _version;

    /// <summary>A library of packs.</summary>
    /// <exception cref="InvalidDataException">A pack breaks a rule, or two have one key.</exception>
    public PackLibrary(IEnumerable<Pack> packs)
    {
        _version = new Lazy<string>(() => "packs-" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Packs, Options)))[..12]);
        Packs = [.. packs.OrderBy(static pack => pack.Key, StringComparer.Ordinal)];
        List<string> problems = [.. Packs.SelectMany(static pack => PackValidator.Problems(pack).Select(problem => $"{pack.Key}: {problem}"))];
        problems.AddRange(Packs.GroupBy(static pack => pack.Key).Where(static same => same.Count() > 1).Select(static same => $"{same.Key}: more than one pack has this key"));
        if (problems.Count > 0)
        {
            throw new InvalidDataException("A pack cannot be used; correct it: " + string.Join("; ", problems.Take(20)));
        }
    }

    /// <summary>The packs that come with the program.</summary>
    public static PackLibrary BuiltIn => Embedded.Value;

    /// <summary>The packs, in the order of their keys.</summary>
    public IReadOnlyList<Pack> Packs { get; }

    /// <summary>What the packs hold, as a reasoner's version names it: the beginning of the SHA-256 of their content.</summary>
    public string Version => _version.Value;

    /// <summary>
    /// The packs that come with the program and those of a folder's <c>*.json</c> files; a file with the key of a built-in
    /// pack takes its place.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is no pack that can be used; the message names file, line, path and remedy.</exception>
    /// <exception cref="IOException">The folder or a file cannot be read.</exception>
    public static PackLibrary Load(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            return BuiltIn;
        }

        PackFile[] files = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Check)];
        string[] faults = [.. files.SelectMany(static file => file.Faults.Select(fault => $"{file.Path}: {fault}"))];
        if (faults.Length > 0)
        {
            throw new InvalidDataException($"{faults.Length} faults in packs; `packs check FILE` lists all of a file: {string.Join("; ", faults.Take(10))}");
        }

        Pack[] own = [.. files.Select(static file => file.Pack!)];
        return new PackLibrary([.. BuiltIn.Packs.Where(pack => own.All(other => other.Key != pack.Key)), .. own]);
    }

    /// <summary>Reads a file and says everything that is wrong with it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PackFile Check(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> json = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            var lines = new JsonLines(json);
            if (lines.Nulls.Count > 0)
            {
                return new PackFile(path, null, [.. lines.Nulls.Select(where => new PackFault(where, "null is no value here; give it one or take it out", lines.Find(where)))]);
            }

            Pack pack = JsonSerializer.Deserialize<Pack>(json, Options) ?? throw new JsonException("The file holds null.");
            return new PackFile(path, pack, [.. PackValidator.Problems(pack).Select(fault => fault with { Line = lines.Find(fault.Path) })]);
        }
        catch (JsonException error)
        {
            return new PackFile(path, null, [new PackFault(error.Path ?? "$", error.Message + " See docs/packs.md for the form.", (int)(error.LineNumber ?? 0) + 1)]);
        }
    }

    /// <summary>Reads one pack from JSON; unknown members are refused.</summary>
    /// <exception cref="InvalidDataException">The text is not a pack.</exception>
    public static Pack Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<Pack>(json, Options) ?? throw new InvalidDataException("A pack is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"A pack cannot be read at {error.Path}, line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static IEnumerable<Pack> ReadEmbedded()
    {
        Assembly assembly = typeof(PackLibrary).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("packs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            yield return Read(stream);
        }
    }
}
